# Written by `make sync` from the package: edit the notebooks.

"A model, weights and all, in PyTorch, JAX, tinygrad or an ONNX file, and back"

from typing import Any, Iterator, TypeVar
from .layers import Sequential
_T = TypeVar("_T")

__all__ = ['LayerData', 'layers_of', 'model_of', 'to_torch', 'from_torch', 'to_jax', 'from_jax', 'to_tinygrad', 'from_tinygrad', 'to_onnx']

LayerData: Any

_ROWS: str

_LAYERS: dict[str, Any]

_BIAS: dict[str, Any]

_CLASSES: dict[str, Any]

_FUNCTIONS: dict[str, Any]

def _refuse(place: Any, what: Any) -> Any: ...

def _sizes(kind: Any, arrays: Any, place: Any) -> Any:
    "The sizes of a layer, from the shape of its weight: a dict"

def _check_option(place: Any, name: Any, x: Any) -> None:
    "An option of a function must be a plain number or word: a trained one would be lost"

def _entry(place: Any, kind: Any, options: Any, arrays: Any) -> LayerData:
    "A layer as plain data, once everything in it fits"

def _spellings() -> Any:
    "All functions that are known, each with its kind"

def _function(place: Any, f: Any) -> LayerData:
    "A function, or a `partial` of one, as plain data"

def _once(place: Any, key: Any, seen: Any) -> None:
    "Refuse a parameter that was seen before; `seen` has the place of each"

def _array(place: Any, t: Any, seen: Any) -> Any:
    "The numbers of a parameter"

def _frozen(names: Any) -> Any:
    "An option for the parameters that are not trained, if there are any"

def _layer(place: Any, layer: Any, seen: Any) -> LayerData:
    "A layer of ours as plain data"

def _of_mlp(model: Any) -> Any: ...

def _parts(place: Any, model: Any) -> Iterator[Any]:
    "Each layer with its place, Sequentials unfolded"

def layers_of(model: Any) -> list[Any]:
    """A model as plain data, Sequentials in it unfolded

    model: A `Sequential` of layers and functions, or an `MLP`
    returns: Of `LayerData`: kind, options, arrays
    """

def _made(kind: Any, options: Any, arrays: Any, place: Any) -> Any:
    "A layer or function of ours, from plain data"

def model_of(layers: Any) -> Sequential:
    """Plain data as a model

    layers: A list as from `layers_of`: each kind, options, arrays
    returns: With arrays of its own
    """

def _framework(name: Any, who: Any = 'this') -> Any:
    "The module of a framework; it is imported only here, when someone asks for it"

def _dtype_name(dtype: Any) -> Any:
    "The name of a precision, whoever says it: 'float32', torch.float32, dtypes.float ..."

def _precision(dtype: Any) -> Any:
    "A name from us or from a framework as ours; None stays None"

def _cast(layers: Any, dtype: Any) -> Any:
    "The same layers in another precision"

_NORM: tuple[Any, ...]

_TORCH: dict[str, Any]

def _arguments(table: Any, kind: Any, options: Any, arrays: Any) -> Any:
    "Name and arguments of a layer, as a table spells them"

def _torch_layer(torch: Any, kind: Any, options: Any, arrays: Any) -> Any:
    "A layer of PyTorch, from plain data"

def to_torch(model: Any, dtype: Any = None) -> Any:
    """The same model in PyTorch

    model: A `Sequential` of layers and functions, or an `MLP`
    dtype: Precision of the parameters, such as "float32"; default: the one they have
    returns: A `torch.nn.Sequential` with parameters of its own, under the same names
    """

def _square(x: Any) -> Any:
    "The one number of a pair of equals, such as a kernel size of (3, 3)"

def _check_others(place: Any, kind: Any, there: Any, fixed: Any) -> None: ...

def _options(place: Any, kind: Any, there: Any, table: Any, **known: Any) -> Any:
    "Our options, from a dict of theirs and what is known besides"

def _check_type(place: Any, dtype: Any, wanted: Any) -> None:
    "Refuse numbers that this library does not have, unless they can and should be widened"

def _torch_parts(nn: Any, place: Any, module: Any) -> Iterator[Any]:
    "Each layer with its place, Sequentials unfolded"

def _torch_array(place: Any, t: Any, dtype: Any, seen: Any) -> Any:
    "The numbers of a parameter or buffer of PyTorch"

def _named(home: Any, table: Any, when: Any) -> Any:
    "What a table names, with its kind"

def _of_torch(torch: Any, i: Any, place: Any, module: Any, dtype: Any, seen: Any) -> LayerData:
    "A layer of PyTorch as plain data"

_Attributes: Any

def from_torch(module: Any, dtype: Any = None) -> Sequential:
    """The same model here

    module: A `torch.nn.Sequential` or a single layer, on whatever device
    dtype: Precision of the parameters; default: the one they have, float64 or float32
    returns: With parameters of its own
    """

def _jax() -> Any:
    "The table for JAX: kind -> function of the input, the arrays and the options"

def _in_use(layers: _T, who: Any) -> _T:
    "Refuse what behaves differently in training"

def _forward(spec: Any, constants: Any, params: Any, x: Any) -> Any:
    "The output of a model whose layers `spec` describes"

def _check_precision(dtype: Any, cure: Any = 'astype("{}")') -> Any:
    "A TypeError if JAX, as it is set, would round numbers of this type"

def to_jax(model: Any, dtype: Any = None) -> tuple[Any, ...]:
    """The same model as a pure function of its parameters and an input, for JAX

    model: A `Sequential` of layers and functions, or an `MLP`; in use
    dtype: Precision of the parameters, such as "float32"; default: the one they have
    returns: `(f, params)`, to be called as `f(params, x)`; params is a dict by name
    """

def from_jax(f: Any, params: Any, dtype: Any = None) -> Sequential:
    """The same model here

    f: The function that `to_jax` made, also under `jax.jit`
    params: Its parameters
    dtype: Precision of the parameters; default: the one they have
    returns: With parameters of its own, in use
    """

_POOL: tuple[Any, ...]

_TINYGRAD: dict[str, Any]

def _leaky_relu(x: Any, neg_slope: Any = 0.01) -> Any: ...

def _method(tinygrad: Any, name: Any) -> Any: ...

def _check_gelu(place: Any, options: Any) -> None: ...

_Tinygrad: Any

def _tinygrad_layer(tinygrad: Any, place: Any, kind: Any, options: Any, arrays: Any) -> Any:
    "A layer or function of tinygrad, from plain data"

def to_tinygrad(model: Any, dtype: Any = None) -> Any:
    """The same model in tinygrad; there, `Context(TRAINING=1)` switches all models to training

    model: A `Sequential` of layers and functions, or an `MLP`; in use
    dtype: Precision of the parameters, such as "float32"; default: the one they have
    returns: With a list `layers`; call it with a Tensor of tinygrad
    """

def _batch_norm(place: Any, layers: Any, i: Any) -> Any:
    "Is this BatchNorm for rows or for pictures? The nearest layer that knows decides"

def _tinygrad_call(place: Any, tinygrad: Any, f: Any) -> Any:
    "Kind and arguments of a method of tinygrad's Tensor, or of a partial of one"

def _tinygrad_array(place: Any, t: Any, dtype: Any, seen: Any) -> Any:
    "The numbers of a parameter of tinygrad"

def _trains(tinygrad: Any) -> Any:
    "Is tinygrad in training? Up to 0.13 its Tensor knows"

def _of_tinygrad(tinygrad: Any, i: Any, layers: Any, dtype: Any, seen: Any) -> LayerData:
    "A layer or function of tinygrad as plain data"

def from_tinygrad(model: Any, dtype: Any = None) -> Sequential:
    """The same model here; each Dropout starts to count anew

    model: Whatever has a list `layers`, which are called one after the other
    dtype: Precision of the parameters; default: the one they have, float64 or float32
    returns: With parameters of its own
    """

_SIDES: list[Any]

_STRIDES: list[Any]

_BATCH: list[Any]

_ONNX: dict[str, Any]

def _steps(layers: Any) -> Any:
    "All operations of a model: name of the operation, inputs, output, attributes"

_INPUTS: dict[str, Any]

def _input_axes(layers: Any) -> Any:
    "The axes of the input, from the first layer that says something of them"

def to_onnx(model: Any, path: Any, dtype: Any = 'float32', axes: Any = None) -> None:
    """Write a model with its weights to an ONNX file, its input called input, its output output

    model: A `Sequential` of layers and functions, or an `MLP`; in use
    path: Where to write; the usual ending is .onnx
    dtype: Precision of the parameters and of the input; None: the one they have
    axes: Of the input: `("batch", 1, 28, 28)`; default: as the first layer says
    """
