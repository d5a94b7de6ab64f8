# Written by `make sync` from the package: edit the notebooks.

"A Tensor inside of a Tensor: `grad` and its relatives for functions of arrays"

from contextlib import AbstractContextManager
from typing import Any, Iterator
from .tensor import Tensor
from .value import Value

__all__ = ['TracedTensor']

def _around(x: Any, requires_grad: Any) -> Tensor:
    """A Tensor with another inside, or with an array

    x: An array, or a Tensor, which is held as it is if its gradient matters
    requires_grad: Does the gradient of the new one matter?
    returns: A Tensor without inputs, as a node of a graph
    """

class TracedTensor(Tensor):
    "A Tensor inside of a transform, which leaves every operation to the transform"
    _trace: Any
    _inside: Any
    _prev: tuple[Any, ...]
    @property
    def _op(self) -> Any: ...
    label: Any
    requires_grad: bool
    def __init__(self, trace: Any, inside: Any) -> None:
        """trace: The transform, such as a `Reverse`
        inside: What the number is there, such as a Value of its graph
        """
    def __repr__(self) -> str: ...
    def item(*_, **__: Any) -> None:
        "A TypeError: plain numbers have no derivative"
    def numpy(*_, **__: Any) -> None:
        "A TypeError: plain numbers have no derivative"
    def tolist(*_, **__: Any) -> None:
        "A TypeError: plain numbers have no derivative"
    def detach(self) -> Any:
        "The same numbers as a constant, also inside of transforms: a Tensor"
    def stop_gradient(self) -> Any:
        "The same numbers as a constant, also inside of transforms: a Tensor"
    def __add__(self, other: Any) -> Any:
        "Sum; the gradient arrives unchanged at both"
    def __sub__(self, other: Any) -> Any:
        "Difference; what is taken off gets minus the gradient"
    def __neg__(self) -> Tensor:
        "`-self`"
    def __mul__(self, other: Any) -> Any:
        "Product, number by number; the gradient is multiplied by the other one"
    def __truediv__(self, other: Any) -> Any:
        "Quotient; the slope in the divisor is minus the quotient over the divisor"
    def __pow__(self, other: Any) -> Any:
        "Power; its slopes are `n*a**(n-1)` and, for an exponent that requires it, `a**n * log(a)`"
    def __radd__(self, other: Any) -> Any:
        "`other + self`"
    def __rmul__(self, other: Any) -> Any:
        "`other * self`"
    def __rsub__(self, other: Any) -> Any:
        "`other - self`"
    def __rtruediv__(self, other: Any) -> Any:
        "`other / self`"
    def __rpow__(self, other: Any) -> Any:
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
        "What NumPy calls for `np.exp(x)` and `array*x`"
    def __array_function__(self, f: Any, types: Any, args: Any, kwargs: Any) -> Any:
        "What NumPy calls for `np.sum(x)`"
    def __array__(*_, **__: Any) -> None:
        "A TypeError: plain numbers have no derivative"
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
    def __bool__(self) -> Any: ...
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
    def __matmul__(self, other: Any) -> Any:
        "Matrix product; where there are more axes, one for each of their indices"
    def __rmatmul__(self, other: Any) -> Any:
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
    @property
    def shape(self) -> Any: ...
    @property
    def ndim(self) -> Any: ...
    @property
    def size(self) -> Any: ...
    @property
    def dtype(self) -> Any: ...
    @property
    def T(self) -> Any: ...
    def _answer(self, f: Any, args: Any, kwargs: Any) -> Any: ...
    def __and__(*args, f: Any = ...) -> Any: ...
    def __or__(*args, f: Any = ...) -> Any: ...
    def __invert__(*args, f: Any = ...) -> Any: ...
    def __rand__(*args, f: Any = ...) -> Any: ...
    def __ror__(*args, f: Any = ...) -> Any: ...
    def any(self, axis: Any = None) -> Any:
        "Is one of the answers true?"
    def all(self, axis: Any = None) -> Any:
        "Are all of the answers true?"
    def __format__(self, spec: Any) -> str:
        "Format the number, as in `f'{x:.4f}'`"
    def __float__(*_) -> Any:
        "A TypeError: a plain number has no derivative"
    def __int__(*_) -> Any:
        "A TypeError: a plain number has no derivative"
    def __index__(*_) -> Any:
        "A TypeError: a plain number has no derivative"
    @property
    def data(*_) -> Any:
        "A TypeError: a plain number has no derivative"
    @data.setter
    def data(self, new: Any) -> None: ...
    @property
    def grad(*_) -> Any:
        "A TypeError: inside of a transform, take `grad`"
    @grad.setter
    def grad(self, new: Any) -> None: ...
    def __copy__(self, *_: Any) -> Any: ...
    def __deepcopy__(self, *_: Any) -> Any: ...
    def backward(*_) -> Any:
        "A TypeError: inside of a transform, take `grad`"
    def _repr_svg_(self) -> Any: ...
    @property
    def _data(*_) -> Any:
        "A TypeError: a plain number has no derivative"

def _shown(name: Any) -> Any: ...

def _on_traced(self: Any, f: Any, types: Any, args: Any, kwargs: Any) -> Any:
    "What NumPy calls for `np.sum(x)`"

def _ufunc_on_traced(self: Any, ufunc: Any, method: Any, *inputs: Any, **kwargs: Any) -> Any:
    "What NumPy calls for `np.exp(x)` and `array*x`"

def _any(self: Any, axis: Any = None) -> Any:
    "Is one of the answers true?"

def _all(self: Any, axis: Any = None) -> Any:
    "Are all of the answers true?"

def _truth(x: Any) -> Any: ...

def _no_array(*_: Any, **__: Any) -> None:
    "A TypeError: plain numbers have no derivative"

def _floats_only(x: Any) -> None: ...

def _own_array(x: Any) -> Any: ...

def _node_of_array(x: Any) -> Tensor: ...

def _node_of_number(x: Any) -> Value:
    "x: a single number of NumPy"

def _constant_tensor(x: Any) -> Any: ...

def _inner_tensor(node: Any) -> Any: ...

def _class_of_tensor(node: Any) -> Any: ...

def _like_tensor(x: Any, g: Any) -> Any: ...

def _recorded() -> AbstractContextManager[Any]:
    "Whatever no_grad says outside of a transform, inside of it there is a history"

def _units_of_array(y: Any) -> Iterator[Any]: ...

def _gathered_array(y: Any, rows: Any) -> Any: ...

def _zero_array(y: Any) -> Any: ...
