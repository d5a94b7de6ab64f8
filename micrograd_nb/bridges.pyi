# Written by `make sync` from the package: edit the notebooks.

"Arrays and functions that cross between this library and PyTorch or JAX, with their gradients"

from typing import Any

__all__ = ['as_torch', 'of_torch', 'as_jax', 'of_jax', 'put_back']

def _array(x: Any, what: Any) -> Any:
    "The array of a Tensor, if no gradient would be lost; `what` is for the error"

def _to_torch(a: Any, copy: bool = True) -> Any:
    "An array as a tensor of PyTorch"

def _of_torch(t: Any) -> Any:
    "The numbers of a tensor of PyTorch where they are: an array that can be written to"

_FLOATS: tuple[Any, ...]

def _to_jax(a: Any) -> Any:
    "An array as an array of JAX"

def _of_jax(a: Any) -> Any:
    "The numbers of an array of JAX where they are: an array that is read-only"

_Run: Any

def _ours(f: Any) -> Any:
    "A function of Tensors as a function of arrays, which returns a `_Run`"

def _torch_nodes() -> Any:
    "The two kinds of nodes that stand for us in a graph of PyTorch"

def _for_torch(run: Any) -> Any:
    "The function of tensors of PyTorch that carries out `run`"

def _callable(name: Any, f: Any, batch: Any = ()) -> Any:
    "`f`, if it is a function; a TypeError if not, or if it has no use for a batch"

def as_torch(f: Any, *batch: Any) -> Any:
    """A function of ours as a function of PyTorch, with its gradients

    f: Function of Tensors, Module or compiled step
    batch: For a step: its examples and targets
    """

_Call: Any

_Part: Any

def _node(cls: Any, data: Any, prev: Any, name: Any) -> Any:
    "A node of a class of its own"

def _bare(x: Any) -> Any:
    "A Tensor that needs no gradient as its array"

def _there(name: Any, f: Any, run_of: Any, back_of: Any, params: bool = True) -> Any:
    """A function of another library as an operation on Tensors

    name: What to write in the graph
    f: Function of another library
    run_of: Function of `f` and `params` that returns a function of arrays, with a `_Run`
    back_of: Function of `f` and of the number of its arguments: its way back, as such an `f`
    params: Do parameters inside of `f` get gradients?
    """

def _leaves(out: Any, what: Any, is_one: Any) -> Any:
    "What a function from elsewhere returned as a list, and what puts it together again"

def _tensors_of(out: Any) -> Any: ...

def _ends(ys: Any, gs: Any) -> Any:
    "The results that have a way back, and what arrived there; whole numbers get nothing"

def _torch_run(f: Any, params: Any) -> Any:
    "A function of PyTorch as a function of arrays, which returns a `_Run`"

def _torch_back(f: Any, n: Any) -> Any:
    "The way back through a function of PyTorch with `n` arguments, as one of PyTorch"

def of_torch(f: Any) -> Any:
    """A function of PyTorch as a function of ours, with its gradients

    f: Function of tensors of PyTorch, or one of its modules
    """

def _is_float(x: Any) -> Any: ...

def _jax_outline(run: Any) -> Any:
    "A function that tells what `run` will return for arguments of some shapes and types"

def _for_jax(run: Any) -> Any:
    "The function of arrays of JAX that carries out `run`"

def _of_module(module: Any) -> Any:
    "A Module as a function of arrays: of its parameters first, and then of its inputs"

def as_jax(f: Any, *batch: Any) -> Any:
    """A function of ours as a function of JAX, with its gradients; a Module as `f(params, *xs)`

    f: Function of Tensors, Module or compiled step
    batch: For a step: its examples and targets
    """

def _arrays_of(out: Any) -> Any: ...

def _jax_run(f: Any, _: Any) -> Any:
    "A function of JAX as a function of arrays, which returns a `_Run`"

def _jax_back(f: Any, n: Any) -> Any:
    "The way back through a function of JAX with `n` arguments, as one of JAX"

def of_jax(f: Any) -> Any:
    """A function of JAX as a function of ours, with its gradients

    f: Function of arrays of JAX
    """

def _of_step(step: Any, *batch: Any) -> Any:
    "A compiled step and its batch as a function of arrays: parameters in, loss out"

def _any_array(x: Any) -> Any:
    "An array of whatever library as one of NumPy"

def put_back(model: Any, params: Any) -> None:
    """Take the numbers that were trained over there

    model: Module whose parameters get new numbers
    params: The numbers: a dict by name, or one array in the order of parameters()
    """
