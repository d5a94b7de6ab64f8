# Written by `make sync` from the package: edit the notebooks.

"Reshape, reorder, stretch, index, join and cut: operations that move numbers, and move gradients back"

from typing import Any
from .tensor import Tensor

__all__ = ['take', 'concat', 'stack', 'split', 'pad']

def _axes(args: Any) -> Any:
    "`f(2, 3)` and `f((2, 3))` mean the same"

def _plain_index(index: Any) -> Any:
    "Part of an index as NumPy takes it; what may change until the way back is copied"

def _put(g: Any, index: Any, shape: Any) -> Any:
    "Zeros but for some places, where `g` is; added up where a place is named twice"

def _names_rows(i: Any, whole: Any) -> Any: ...

def _add_rows(whole: Any, rows: Any, g: Any) -> None:
    "Add to whole rows of an array, where some may be named twice"

def _is_basic(index: Any) -> Any: ...

def _axis(axis: Any, ndim: Any, what: Any) -> Any:
    "An axis, counted from the front"

def take(x: Any, indices: Any, axis: Any = 0) -> Tensor:
    """Rows by their numbers; one that is taken twice receives two gradients

    x: Tensor
    indices: Whole numbers: an array, or a list of any depth
    axis: Axis to take along; None for all numbers in one row
    returns: Tensor with the axes of `indices` in place of that axis
    """

def _all_tensors(tensors: Any, op: Any) -> Any:
    "The items of a list as Tensors"

def _shapes_of(tensors: Any) -> Any: ...

def concat(tensors: Any, axis: Any = 0) -> Tensor:
    """Join along an axis; each part receives its part of the gradient

    tensors: List of Tensors or arrays, alike in all axes but one
    axis: The axis to join along; None for all numbers in one row
    returns: Tensor
    """

def stack(tensors: Any, axis: Any = 0) -> Tensor:
    """Join along a new axis

    tensors: List of Tensors or arrays of one shape
    axis: Where the new axis shall be
    returns: Tensor with one axis more
    """

def split(x: Any, sections: Any, axis: Any = 0) -> list[Any]:
    """Cut along an axis, as `np.split` does

    x: Tensor
    sections: How many equal parts, or a list of the indices where a new part begins
    axis: The axis to cut
    returns: Of Tensors
    """

def _pairs(width: Any, shape: Any) -> Any:
    "A pair (before, after) for each axis"

def pad(x: Any, width: Any, value: Any = 0.0) -> Tensor:
    """Add a margin of one number; its gradient is cut off

    x: Tensor
    width: How many to add: a number, a pair (before, after), pairs for all axes, or a dict
    value: What to add: a number
    returns: The larger Tensor
    """

def _reordered(f: Any) -> Any:
    "`np.moveaxis` or `np.swapaxes` as a transpose, found on lengths that are numbers of axes"

def _np_flip(x: Any, axis: Any = None) -> Any: ...

def _np_pad(x: Any, pad_width: Any, mode: Any = 'constant', constant_values: Any = 0) -> Tensor: ...
