# Written by `make sync` from the package: edit the notebooks.

"`vmap` turns a function of one example into a function of a batch"

from typing import Any
from .traced import TracedTensor

__all__ = ['Batch', 'vmap']

_RULES: dict[str, Any]

class Batch:
    "The transform behind `vmap`: on its level, a number is an array, with one for each example"
    level: Any
    open: Any
    n: Any
    def __init__(self, n: Any) -> None:
        "n: How many examples there are"
    def shown(self, inside: Any) -> Any:
        "What the function sees of an array: one example"
    def mine(self, x: Any) -> Any:
        "Does a number belong to this transform?"
    def operand(self, x: Any) -> Any:
        "What is inside, with the examples along the first axis, or a constant"
    def traced(self, x: Any) -> TracedTensor:
        "An array, with the examples along the first axis, as the function gets it"
    def apply(self, f: Any, args: Any, kwargs: Any) -> Any:
        "Carry out `f` for all examples at once; one by one where no rule says how"

def _one_by_one(trace: Any, f: Any, args: Any, kwargs: Any) -> Any:
    "The operation for each example, and the results stacked"

def _check_axis(name: Any, a: Any) -> Any: ...

def _along(in_axes: Any, args: Any) -> Any:
    "For each leaf of the arguments, the axis of its examples, or None"

def _batch_size(leaves: Any, paths: Any, along: Any) -> Any:
    "How many examples there are; a ValueError where the arguments disagree"

def vmap(f: Any, in_axes: Any = 0, out_axes: Any = 0) -> Any:
    """A function for one example becomes one for a batch, without a loop

    f: Function of one example: of trees of numbers and arrays, to such a tree
    in_axes: Axis of the examples; None for what they share; a tuple, one per argument
    out_axes: Axis of the result along which they shall lie
    """

def _rule(*names: Any) -> Any:
    "Decorator for the rule of some operations"

def _elementwise(trace: Any, f: Any, *args: Any, **kwargs: Any) -> Any:
    "The same operation; examples with fewer axes get more, of length 1, before their own"

def _astype(trace: Any, f: Any, x: Any, dtype: Any) -> Any: ...

def _behind(axis: Any, ndim: Any) -> Any:
    "An axis of an example, or several, as axes of the batch; None is all that an example has"

def _reduction(trace: Any, f: Any, x: Any, axis: Any = None, *more: Any, **named: Any) -> Any:
    "The same, over the axes behind the examples"

def _any(trace: Any, f: Any, x: Any, axis: Any = None) -> Any: ...

def _softmax(trace: Any, f: Any, x: Any, axis: Any = -1) -> Any: ...

def _along_one(trace: Any, f: Any, x: Any, axis: Any = None) -> Any: ...

def _reduce(trace: Any, f: Any, x: Any, axis: Any = 0, **named: Any) -> Any: ...

def _reshape(trace: Any, f: Any, x: Any, *lengths: Any, shape: Any = None) -> Any: ...

def _broadcast_to(trace: Any, f: Any, x: Any, *lengths: Any, shape: Any = None) -> Any: ...

def _transpose(trace: Any, f: Any, x: Any, *order: Any, axes: Any = None) -> Any: ...

def _method(trace: Any, f: Any, x: Any, *args: Any, **named: Any) -> Any: ...

def _of_numpy(trace: Any, f: Any, *args: Any, **named: Any) -> Any: ...

def _len(trace: Any, f: Any, x: Any) -> Any: ...

def _is_simple(index: Any) -> Any:
    "Is the same taken from all examples, and do axes stay in order?"

def _getitem(trace: Any, f: Any, x: Any, index: Any) -> Any: ...

def _put(trace: Any, f: Any, g: Any, index: Any, shape: Any) -> Any: ...

def _matmul(trace: Any, f: Any, a: Any, b: Any) -> Any: ...

def _dot(trace: Any, f: Any, a: Any, b: Any) -> Any: ...

def _linear(trace: Any, f: Any, x: Any, weight: Any, bias: Any = None) -> Any: ...

def _joining(trace: Any, f: Any, tensors: Any, axis: Any = 0) -> Any: ...

def _truth(trace: Any, f: Any, x: Any) -> Any: ...
