# Written by `make sync` from the package: edit the notebooks.

"Functions of each number on its own, with the slopes of the scalar chapters"

from typing import Any
from .tensor import Tensor

__all__ = ['where', 'maximum', 'minimum']

def _floats(x: Any) -> Any:
    "The numbers of a Tensor, as floats"

def _sigmoid(x: Any) -> Any: ...

def _softplus(x: Any) -> Any: ...

def _each(f: Any, x: Any) -> Any: ...

def _bell(x: Any) -> Any: ...

def _plain(x: Any) -> Any: ...

def _comparison(name: Any, doc: Any) -> None: ...

def _tensor(x: Any) -> Any:
    "`x` as a Tensor; a Value gets its gradient back"

def _pair(a: Any, b: Any) -> Any:
    "Two operands as Tensors; a plain number takes the precision of the other one"

def where(condition: Any, a: Any, b: Any) -> Tensor:
    """Choose number by number; the gradient goes to the one that was chosen

    condition: Array of bool, such as `x > 0`
    a: Tensor, array or number to take where it is true
    b: The same for where it is false
    returns: Tensor of the shape that all three broadcast to
    """

def _extreme(op: Any, ufunc: Any, loses: Any, a: Any, b: Any) -> Tensor: ...

def maximum(a: Any, b: Any) -> Tensor:
    """The larger of two, number by number; the gradient goes to it, and half to each in a tie

    a: Tensor, array or number
    b: The same
    returns: Tensor of the shape that both broadcast to
    """

def minimum(a: Any, b: Any) -> Tensor:
    """The smaller of two, number by number; the gradient goes to it, and half to each in a tie

    a: Tensor, array or number
    b: The same
    returns: Tensor of the shape that both broadcast to
    """

def _on_arrays(f: Any) -> Any:
    "A function of NumPy that has no slope, on the arrays inside"
