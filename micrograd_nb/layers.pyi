# Written by `make sync` from the package: edit the notebooks.

"Layers that hold Tensors, for the Modules, losses and optimisers of the chapters before"

from typing import Any
from .nn import Module
from .tensor import Tensor

__all__ = ['Linear', 'Sequential', 'to_tensor', 'Conv2d', 'MaxPool2d', 'AvgPool2d', 'Flatten', 'Embedding', 'Dropout', 'LayerNorm', 'BatchNorm1d', 'BatchNorm2d']

def _check_rng(rng: Any) -> Any: ...

def _parameter(rng: Any, shape: Any, nin: Any, dtype: Any) -> Tensor:
    "Random numbers between `-1/sqrt(nin)` and `1/sqrt(nin)`"

def _check_bias(bias: Any) -> None: ...

class Linear(Module):
    "A `Layer` without activation, for whole batches: each output a weighted sum and a bias"
    weight: Any
    bias: Any
    def __init__(self, nin: Any, nout: Any, bias: bool = True, rng: Any = None, dtype: Any = 'float64') -> None:
        """nin: Number of inputs, the length of the last axis
        nout: Number of outputs
        bias: With a bias?
        rng: Source of random numbers, such as `np.random.default_rng(42)`
        dtype: Precision of the parameters: "float64" or "float32"
        """
    def __call__(self, x: Any) -> Tensor:
        "The outputs for a Tensor whose last axis has the length `nin`"
    def __repr__(self) -> str: ...

def _own(layer: Any, x: Any) -> Any:
    "In place of a method of Tensor the one of the class that `x` has"

def _shown(layer: Any) -> Any:
    "A layer or function as it is written"

class Sequential(Module):
    "Layers and functions of a Tensor, each of which gets what the one before returned"
    layers: Any
    def __init__(self, *layers: Any) -> None:
        "layers: Modules, or functions such as `tanh`"
    def __call__(self, x: Any) -> Any:
        "The output of the last layer"
    def __repr__(self) -> str: ...

def _check_classes(logits: Any, ys: Any) -> Any:
    "The classes as whole numbers that can be used as indices"

def to_tensor(mlp: Any, dtype: Any = 'float64') -> Sequential:
    """An `MLP` of Values as `Linear` layers of Tensors, with the same numbers

    mlp: An `MLP`
    dtype: Precision of the parameters
    returns: The same network, which takes a whole batch
    """

def _of_tensor(act: Any) -> Any: ...

class Conv2d(Module):
    "Kernels that slide over pictures"
    weight: Any
    bias: Any
    stride: Any
    padding: Any
    def __init__(self, nin: Any, nout: Any, size: Any = 3, stride: Any = 1, padding: Any = 0, bias: bool = True, rng: Any = None, dtype: Any = 'float64') -> None:
        """nin: Number of channels of the pictures
        nout: Number of kernels, and so of channels of the result
        size: Height and width of a kernel
        stride: Distance from one window to the next
        padding: Margin of zeros on all four sides
        bias: With a bias?
        rng: Source of random numbers, as for `Linear`
        dtype: Precision of the parameters
        """
    def __call__(self, x: Any) -> Tensor:
        "Pictures of the shape (batch, nout, rows, columns)"
    def __repr__(self) -> str: ...

class MaxPool2d(Module):
    "The largest number of each window"
    size: Any
    stride: Any
    def __init__(self, size: Any = 2, stride: Any = None) -> None:
        """size: Height and width of a window
        stride: Distance from one window to the next; default: `size`
        """
    def __call__(self, x: Any) -> Tensor:
        "Smaller pictures"
    def __repr__(self) -> str: ...

class AvgPool2d(MaxPool2d):
    "The mean of each window"
    def __call__(self, x: Any) -> Tensor:
        "Smaller pictures"

class Flatten(Module):
    "All axes but the first in one row"
    def __call__(self, x: Any) -> Any:
        "A Tensor of the shape (batch, numbers)"
    def __repr__(self) -> str: ...

class Embedding(Module):
    "A row of parameters for each of `n` things, looked up by number"
    weight: Any
    def __init__(self, n: Any, dim: Any, rng: Any = None, dtype: Any = 'float64') -> None:
        """n: How many things there are
        dim: Length of a row
        rng: Source of random numbers, as for `Linear`
        dtype: Precision of the parameters
        """
    def __call__(self, ids: Any) -> Any:
        "The rows of these whole numbers: a Tensor with one axis more"
    def __repr__(self) -> str: ...

class Dropout(Module):
    "Sets a share of the numbers to 0 while training, and scales the others up"
    p: Any
    seed: Any
    calls: Any
    def __init__(self, p: Any = 0.5, seed: Any = 0) -> None:
        """p: Share that is set to 0, below 1
        seed: Whole number, not negative: each Dropout of a network needs its own
        """
    def __call__(self, x: Any) -> Any:
        "`x` with gaps while training, else `x` itself"
    def __repr__(self) -> str: ...

def _row(number: Any, n: Any, dtype: Any, requires_grad: bool = True) -> Tensor: ...

class LayerNorm(Module):
    "Shift and scale each example to mean 0 and variance 1, then as two learned rows say"
    eps: Any
    weight: Any
    bias: Any
    def __init__(self, n: Any, eps: Any = 1e-05, dtype: Any = 'float64') -> None:
        """n: Length of the last axis
        eps: Added to the variance, against division by zero
        dtype: Precision of the parameters
        """
    def __call__(self, x: Any) -> Any:
        "A Tensor of the same shape"
    def __repr__(self) -> str: ...

class BatchNorm1d(Module):
    "Shift and scale each column to mean 0 and variance 1 over the batch, then as learned"
    eps: Any
    momentum: Any
    weight: Any
    bias: Any
    running_mean: Any
    running_var: Any
    axes: tuple[Any, ...]
    shape: tuple[Any, ...]
    def __init__(self, n: Any, eps: Any = 1e-05, momentum: Any = 0.1, dtype: Any = 'float64') -> None:
        """n: Number of columns
        eps: Added to the variance, against division by zero
        momentum: Share of the newest batch in the running statistics, which count in use
        dtype: Precision of the parameters
        """
    def __call__(self, x: Any) -> Any:
        "A Tensor of the same shape"
    def _check(self, x: Any) -> None: ...
    def _note(self, mean: Any, var: Any, n: Any) -> None:
        "Let the newest batch into the running statistics; a variance is estimated with `n - 1`"
    def __repr__(self) -> str: ...

class BatchNorm2d(BatchNorm1d):
    "The same for pictures: mean and variance of each channel over the batch and all places"
    axes: tuple[Any, ...]
    shape: tuple[Any, ...]
