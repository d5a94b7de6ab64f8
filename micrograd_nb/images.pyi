# Written by `make sync` from the package: edit the notebooks.

"Convolution and pooling: small windows that slide over pictures, and the way back"

import numpy as np
from typing import Any
from .tensor import Tensor

__all__ = ['windows', 'conv2d', 'max_pool2d', 'avg_pool2d']

def _windows(x: Any, size: Any, stride: Any) -> Any: ...

def windows(x: Any, size: Any, stride: Any = 1) -> np.ndarray[Any, Any]:
    """All windows of a picture

    x: Array with at least two axes, the last two of which are height and width
    size: Height and width of a window: a pair
    stride: Distance from one window to the next
    returns: View of the shape (..., rows, columns, height, width), which copies nothing
    """

def _check_whole(name: Any, n: Any, least: Any) -> None: ...

def _check_windows(shape: Any, size: Any, stride: Any, op: Any, margin: Any = 0) -> None: ...

def _check_conv(x: Any, weight: Any, bias: Any, stride: Any, padding: Any) -> None: ...

def _add_at(d: Any, there: Any, part: Any) -> Any:
    "Add to some pixels, in place; a Tensor, in a transform, makes a new one"

def _places(shape: Any, size: Any, stride: Any) -> Any:
    "For each place in a window the slice of a picture that has it, of all windows"

def _collect(d: Any, part: Any, size: Any, stride: Any) -> Any:
    "Add `part`, which has a number for each place of each window, to the pixels of `d`"

def _channels_last(n: Any, channels: Any, height: Any, width: Any, dtype: Any) -> Any:
    "Zeros, with the channels of a place side by side in memory"

def _patches(framed: Any, size: Any, stride: Any) -> Any:
    "A row for each window, with all its numbers, and how many windows there are each way"

def _cut(x: Any, size: Any, stride: Any) -> Any:
    "All windows of a Tensor of pictures, by indexing: two axes more"

def _conv_in_pieces(x: Any, weight: Any, bias: Any, stride: Any, padding: Any) -> Any:
    "The same by operations that have derivatives of any order"

def conv2d(x: Any, weight: Any, bias: Any = None, stride: Any = 1, padding: Any = 0) -> Tensor:
    """Every window times every kernel, as one matrix product

    x: Pictures, Tensor of the shape (batch, channels, height, width)
    weight: Kernels, Tensor of the shape (kernels, channels, kernel height, kernel width)
    bias: Tensor of the shape (kernels,)
    stride: Distance from one window to the next
    padding: Margin of zeros on all four sides
    returns: Tensor of the shape (batch, kernels, rows, columns)
    """

def _check_pool(x: Any, size: Any, stride: Any, op: Any) -> Any:
    "The pictures as a Tensor, the size of a window as a pair, and the stride"

def max_pool2d(x: Any, size: Any = 2, stride: Any = None) -> Tensor:
    """The largest number of each window; the gradient goes to the first place that has it

    x: Pictures, Tensor of the shape (batch, channels, height, width)
    size: Height and width of a window
    stride: Distance from one window to the next; default: `size`, so without overlap
    returns: Tensor of the shape (batch, channels, rows, columns)
    """

def avg_pool2d(x: Any, size: Any = 2, stride: Any = None) -> Tensor:
    """The mean of each window; each of its numbers receives an equal share of the gradient

    x: Pictures, Tensor of the shape (batch, channels, height, width)
    size: Height and width of a window
    stride: Distance from one window to the next; default: `size`
    returns: Tensor of the shape (batch, channels, rows, columns)
    """
