# Written by `make sync` from the package: edit the notebooks.

"Means, extremes, products and the softmax, along any axes of an array"

from typing import Any
from .tensor import Tensor

__all__ = []

def _check_axis(x: Any, axis: Any, op: Any, several: bool = True) -> None:
    "Has this array the axis, or each of several axes?"

def _count(x: Any, total: Any, op: Any, ddof: Any = 0) -> Any:
    "How many numbers were added up for each result, less `ddof`"

def _extreme(x: Any, ufunc: Any, op: Any, axis: Any, keepdims: Any) -> Tensor:
    "The largest or the smallest, as `ufunc` says"

def _product_of_others(x: Any) -> Any:
    "For each number the product of all others in its row; right for zeros, too"

def _stopped(x: Any) -> Any: ...

def _shifted(x: Any, axis: Any, op: Any) -> Any:
    "The numbers less the largest, so that no exponential overflows, and the largest itself"
