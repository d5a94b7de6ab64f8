# Written by `make sync` from the package: edit the notebooks.

"A Value that holds an array: the same engine, with two ideas more"

import numpy as np
from contextlib import AbstractContextManager
from typing import Any, Iterator
from .value import Value

__all__ = ['undo_broadcast', 'Tensor', 'no_grad', 'check_tensor_grads']

def undo_broadcast(g: Any, shape: Any) -> np.ndarray[Any, Any]:
    """Sum over all axes that broadcasting added or stretched

    g: Gradient, an array of the shape after broadcasting
    shape: The shape before
    returns: Array of the shape before
    """

def _to_array(data: Any) -> Any:
    "A copy of `data`, as an array of numbers that a Tensor can hold"

class Tensor(Value):
    "An array that remembers how it was computed"
    _data: Any
    _grad: Any
    requires_grad: Any
    def __init__(self, data: Any, requires_grad: bool = False, label: Any = None) -> None:
        """data: Numbers, copied: an array, a list of lists, or a single one
        requires_grad: Is its gradient wanted? Only floats have one
        label: A name to show
        """
    @property
    def data(self) -> Any:
        "The array; read-only, as a graph may need it: assign a new one to change a Tensor"
    @data.setter
    def data(self, new: Any) -> None: ...
    @property
    def grad(self) -> Any:
        "The gradient, an array of the same shape; None if none is required"
    @grad.setter
    def grad(self, new: Any) -> None: ...
    def __repr__(self) -> str: ...
    def _repr_svg_(self) -> Any:
        "None, so that a notebook shows the numbers; `draw_dot` draws the graph"
    def __reduce__(self) -> Any: ...
    @property
    def shape(self) -> Any:
        "Length along each axis: a tuple"
    @property
    def ndim(self) -> Any:
        "Number of axes"
    @property
    def size(self) -> Any:
        "How many numbers there are"
    @property
    def dtype(self) -> Any:
        "Type of the numbers, as NumPy says it"
    def item(self) -> Any:
        "The number of a Tensor that has only one"
    def numpy(self) -> Any:
        "The numbers without the history: an array of your own"
    def tolist(self) -> Any:
        "The numbers without the history: nested lists"
    @staticmethod
    def no_grad() -> AbstractContextManager[Any]:
        "Inside of a `with`, results of Tensors remember nothing"
    def detach(self) -> Tensor:
        "The same numbers without the history: a Tensor"
    def stop_gradient(self) -> Any:
        "The same numbers as a constant, also inside of transforms: a Tensor"
    def _backward(self) -> None:
        "Pass the gradient one step back: each input that requires it receives what its rule says"
    def backward(self, grad: Any = None) -> None:
        """Add to the `grad` of every leaf that requires one; results start afresh

        grad: Gradient to start with, an array of this shape; not needed for a single number
        """
    def __add__(self, other: Any) -> Tensor:
        "Sum; the gradient arrives unchanged at both"
    def __sub__(self, other: Any) -> Tensor:
        "Difference; what is taken off gets minus the gradient"
    def __neg__(self) -> Tensor:
        "`-self`"
    def __mul__(self, other: Any) -> Tensor:
        "Product, number by number; the gradient is multiplied by the other one"
    def __truediv__(self, other: Any) -> Tensor:
        "Quotient; the slope in the divisor is minus the quotient over the divisor"
    def __pow__(self, other: Any) -> Tensor:
        "Power; its slopes are `n*a**(n-1)` and, for an exponent that requires it, `a**n * log(a)`"
    def __radd__(self, other: Any) -> Tensor:
        "`other + self`"
    def __rmul__(self, other: Any) -> Tensor:
        "`other * self`"
    def __rsub__(self, other: Any) -> Tensor:
        "`other - self`"
    def __rtruediv__(self, other: Any) -> Tensor:
        "`other / self`"
    def __rpow__(self, other: Any) -> Tensor:
        "`other ** self`"
    def sum(self, axis: Any = None, keepdims: bool = False) -> Tensor:
        """Sum; each number that was added receives the gradient of its sum

        axis: Axis or axes to sum over; default: all
        keepdims: Keep them, with the length 1?
        """
    def astype(self, dtype: Any) -> Any:
        """The same numbers in another precision; the gradient comes back in the old one

        dtype: "float32" or "float64", or another type of NumPy for numbers that need no gradient
        """
    def __array_ufunc__(self, ufunc: Any, method: Any, *inputs: Any, **kwargs: Any) -> Any:
        "What NumPy calls for `array + tensor` and `np.exp(tensor)`"
    def __array_function__(self, f: Any, types: Any, args: Any, kwargs: Any) -> Any:
        "What NumPy calls for `np.sum(tensor)`"
    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        "What NumPy calls for `np.array(tensor)`; a TypeError if that would lose a gradient"
    def exp(self) -> Tensor:
        "Exponential; it is its own slope"
    def log(self) -> Tensor:
        "Natural logarithm; the slope is `1/x`. As in NumPy -inf at 0 and nan below, with a warning"
    def sqrt(self) -> Tensor:
        "Square root; the slope is `1/(2*sqrt(x))`, inf at 0"
    def sin(self) -> Tensor:
        "Sine; the slope is the cosine"
    def cos(self) -> Tensor:
        "Cosine; the slope is minus the sine"
    def tanh(self) -> Tensor:
        "Hyperbolic tangent; the slope is `1 - tanh(x)**2`"
    def sigmoid(self) -> Tensor:
        "Logistic function; the slope is `sigmoid(x)*sigmoid(-x)`"
    def softplus(self) -> Tensor:
        "A smooth relu; the slope is the sigmoid"
    def relu(self) -> Tensor:
        "Rectified linear unit; the slope is 1 where `x` is positive, else 0, also at 0"
    def leaky_relu(self, alpha: Any = 0.01) -> Tensor:
        """Leaky rectified linear unit; the slope is 1 where `x` is positive, else `alpha`, also at 0

        alpha: Slope on the negative side: a number
        """
    def silu(self) -> Tensor:
        "Sigmoid linear unit; the slope is `s*(1 + x*sigmoid(-x))`, with `s = sigmoid(x)`"
    def erf(self) -> Tensor:
        "Error function, one number at a time; the slope is `2/sqrt(pi)*exp(-x**2)`"
    def erfc(self) -> Tensor:
        "Complementary error function, `1 - erf(x)` with all its digits; one number at a time"
    def gelu(self, approximate: Any = 'tanh') -> Tensor:
        """Gaussian error linear unit; the slope follows from the product rule

        approximate: "tanh" for the shortcut, "none" for the exact function
        """
    def __abs__(self) -> Tensor:
        "Absolute value; its slope is the sign, and 0 at 0"
    def abs(self) -> Tensor:
        "Absolute value, as `abs(self)`"
    def sign(self) -> Tensor:
        "-1, 0 or 1; flat, so the slope is 0"
    def step(self) -> Tensor:
        "1 where `x` is positive, else 0; flat, so the slope is 0"
    def __lt__(self, other: Any) -> Any:
        "Which numbers are smaller? An array of bool, as for all comparisons"
    def __le__(self, other: Any) -> Any:
        "Which numbers are smaller or equal?"
    def __gt__(self, other: Any) -> Any:
        "Which numbers are larger?"
    def __ge__(self, other: Any) -> Any:
        "Which numbers are larger or equal?"
    def __eq__(self, other: Any) -> Any:
        "Which numbers are equal?"
    def __ne__(self, other: Any) -> Any:
        "Which numbers differ?"
    def __bool__(self) -> bool:
        "Is the number other than 0? Only for a single one"
    def __float__(self) -> float:
        "The number, without its history"
    def __format__(self, spec: Any) -> str:
        "Format a single number, as in `f'{loss:.4f}'`"
    def clip(self, low: Any = None, high: Any = None) -> Tensor:
        """Cut off at two limits; beyond them the slope is 0, on them it is 1

        low: Smallest number allowed, or an array of them; default: no limit
        high: Largest number allowed, or an array of them; default: no limit
        """
    def reshape(self, *shape: Any) -> Tensor:
        """The same numbers in another shape; the gradient is reshaped back

        shape: The new lengths; -1 for one that follows from the others
        """
    def transpose(self, *axes: Any) -> Tensor:
        """The axes in another order; the gradient goes the other way round

        axes: The old axes in their new order; default: reversed
        """
    def permute(self, *axes: Any) -> Tensor:
        """The axes in another order, which must be given

        axes: The old axes in their new order
        """
    @property
    def T(self, *axes: Any) -> Any:
        """The axes in another order; the gradient goes the other way round

        axes: The old axes in their new order; default: reversed
        """
    def squeeze(self, axis: Any = None) -> Tensor:
        """Without axes of length 1

        axis: Axis of length 1 to take away, or a tuple of them; default: all
        """
    def unsqueeze(self, axis: Any) -> Tensor:
        """With one more axis, of length 1

        axis: Where the new axis shall be; a tuple for several
        """
    def broadcast_to(self, *shape: Any) -> Tensor:
        """Stretched to a shape; the engine undoes it on the way back

        shape: The new lengths; only axes of length 1 can be stretched
        """
    def __getitem__(self, index: Any) -> Tensor:
        """Some of the numbers; where one was taken twice, its gradients add up

        index: As in NumPy: numbers, slices, None, arrays of bool or whole numbers, tuples of them
        """
    def __setitem__(self, index: Any, value: Any) -> Any:
        "A TypeError: Tensors do not change in place"
    def __len__(self) -> int:
        "Length of the first axis"
    def __iter__(self) -> Iterator[Any]:
        "One Tensor for each index of the first axis"
    def mean(self, axis: Any = None, keepdims: bool = False) -> Any:
        """Mean: the sum over the number of summands

        axis: Axis or axes to average over; default: all
        keepdims: Keep them, with the length 1?
        """
    def var(self, axis: Any = None, ddof: Any = 0, keepdims: bool = False) -> Any:
        """Variance: the mean squared distance from the mean

        axis: Axis or axes; default: all
        ddof: Taken off the number of summands; 1 for the unbiased estimate
        keepdims: Keep the axes, with the length 1?
        """
    def std(self, axis: Any = None, ddof: Any = 0, keepdims: bool = False) -> Tensor:
        """Standard deviation: the root of the variance; the slope is 0 where all numbers are equal

        axis: Axis or axes; default: all
        ddof: As for `var`
        keepdims: Keep the axes, with the length 1?
        """
    def max(self, axis: Any = None, keepdims: bool = False) -> Tensor:
        """The largest number; the gradient goes to it, and in equal shares to all in a tie

        axis: Axis or axes; default: all
        keepdims: Keep them, with the length 1?
        """
    def min(self, axis: Any = None, keepdims: bool = False) -> Tensor:
        """The smallest number; the gradient goes to it, and in equal shares to all in a tie

        axis: Axis or axes; default: all
        keepdims: Keep them, with the length 1?
        """
    def argmax(self, axis: Any = None) -> Any:
        """Where the largest number is: an array of whole numbers

        axis: Axis; default: count through all numbers
        """
    def prod(self, axis: Any = None, keepdims: bool = False) -> Tensor:
        """Product; the slope of each factor is the product of all others

        axis: Axis or axes; default: all
        keepdims: Keep them, with the length 1?
        """
    def cumsum(self, axis: Any = None) -> Tensor:
        """Sums so far; each number receives the gradients of all sums that it is in

        axis: Axis; default: through all numbers, in one row
        """
    def logsumexp(self, axis: Any = None, keepdims: bool = False) -> Tensor:
        """Logarithm of the sum of exponentials, for numbers of any size; the slope is the softmax

        axis: Axis or axes; default: all
        keepdims: Keep them, with the length 1?
        """
    def softmax(self, axis: Any = -1) -> Tensor:
        """Shares in proportion to the exponentials

        axis: Axis along which the shares add up to 1; a tuple for several, None for all
        """
    def log_softmax(self, axis: Any = -1) -> Tensor:
        """Logarithm of the softmax, without the loss of digits

        axis: Axis along which the shares add up to 1; a tuple for several, None for all
        """
    def __matmul__(self, other: Any) -> Tensor:
        "Matrix product; where there are more axes, one for each of their indices"
    def __rmatmul__(self, other: Any) -> Tensor:
        "`other @ self`"
    def targets(self, ys: Any) -> Any:
        """The targets for these predictions: an array of their shape and precision

        self: Predictions
        ys: Targets of the same shape; (n,) will do for predictions of (n, 1)
        """
    def cross_entropy(self, ys: Any, reduction: Any = 'mean') -> Tensor:
        """Cross-entropy of the softmax; the slope is the share, less 1 for the right class

        self: Logits: a row for each example, a column for each class
        ys: The right classes: for each example a whole number from 0
        reduction: "mean" or "sum" over the examples
        """
    def _forward(self, tangents: Any) -> Any:
        "The tangent of this Tensor: the rules of its inputs, transposed, on their tangents"
    def __dlpack__(self, *, copy: Any = None, **kwargs: Any) -> Any:
        """What `from_dlpack` calls: a copy, unless `copy=False` is asked for

        copy: False: share the numbers, marked as read-only; else a copy is exported
        """
    def __dlpack_device__(self) -> Any:
        "Where the numbers are, for `from_dlpack`: always in the memory of the CPU"
    def to_torch(self, copy: bool = True) -> Any:
        """The numbers as a tensor of PyTorch: a copy, as PyTorch can write to its tensors

        copy: False: share the numbers; then nobody may write to what comes back
        """
    from_torch: Any
    def to_jax(self) -> Any:
        "The numbers as an array of JAX: shared where memory allows, as JAX never writes"
    from_jax: Any

def _property(name: Any, doc: Any) -> None: ...

_recording: Any

def no_grad() -> AbstractContextManager[Any]:
    "Inside of a `with`, results of Tensors remember nothing"

_new: Any

def _result(data: Any, prev: Any, op: Any, rules: Any) -> Any:
    "What an operation returns; each rule turns the gradient of the result into its input's"

def _retyped(g: Any, dtype: Any) -> Any: ...

def _ones(n: Any, dtype: Any) -> Any:
    "A row of ones; the product with it is a sum"

def _number(x: Any, dtype: Any) -> Any:
    "A number as an array without axes, which NumPy need not convert first"

def check_tensor_grads(f: Any, *arrays: Any, tol: Any = 1e-06) -> list[Any]:
    """Compare `backward` with nudging every number; an AssertionError says where they differ

    f: Function that takes Tensors and returns one
    arrays: The point: one array of float64 for each argument of `f`
    tol: Allowed difference; relative where the slope is larger than 1
    returns: The gradients, as found by `backward`: arrays
    """

_FromValue: Any

def _from_value(x: Any, dtype: Any = ...) -> Any: ...

def _lift(x: Any, partner: Any) -> Any:
    "An operand as a Tensor; a plain number takes the precision of its partner"

def _elementwise(ufunc: Any, op: Any, a: Any, b: Any) -> Any: ...

def _power_slope(a: Any, n: Any) -> Any: ...

def _kept(shape: Any, axis: Any) -> Any:
    "The shape with a 1 for each axis that a sum takes away"

def _both(f: Any) -> Any:
    "An operation that finds its Tensor on either side"

_NUMPY: dict[Any, Any]

def _reduced(method: Any) -> Any:
    "What `ufunc.reduce` means for a Tensor"

_REDUCE: dict[Any, Any]

def _traced(operands: Any) -> Any:
    "The first operand that is traced, also in a list of them; None if there is none"

def _operation(f: Any) -> Any:
    "Let an operand that is traced, inside of a transform, see to the function itself"
