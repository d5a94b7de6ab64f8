# Written by `make sync` from the package: edit the notebooks.

"`grad` takes a function and returns one, to any order, and touches nobody's gradients"

from contextlib import AbstractContextManager
from typing import Any, Iterator
from .value import Value

__all__ = ['Traced', 'Reverse', 'vjp', 'value_and_grad', 'grad']

_levels: Any

def _level(x: Any) -> Any:
    "How far inside `x` is: the level of its transform; 0 for a Value, -1 for a plain number"

class Traced(Value):
    "A number inside of a transform, which leaves every operation to the transform"
    _trace: Any
    _inside: Any
    _prev: tuple[Any, ...]
    label: Any
    @property
    def _op(self) -> Any: ...
    def __init__(self, trace: Any, inside: Any) -> None:
        """trace: The transform, such as a `Reverse`
        inside: What the number is there, such as a Value of its graph
        """
    def __repr__(self) -> str: ...
    def _repr_svg_(self) -> Any: ...
    def __add__(self, other: Any) -> Value:
        "Sum; a nudge of either input arrives unchanged"
    def __mul__(self, other: Any) -> Value:
        "Product; a nudge of either input is scaled by the other one"
    def __radd__(self, other: Any) -> Any:
        "`other + self`"
    def __rmul__(self, other: Any) -> Any:
        "`other * self`"
    def __pow__(self, n: Any) -> Any:
        "Power; the slope in the base is `n*self**(n-1)`"
    def _power_slope(self, n: Any) -> Any:
        "The slope of `self**n`: a Value again, for the slope of a slope"
    def __rpow__(self, base: Any) -> Value:
        "`base ** self`; the slope in the exponent is `base**self * log(base)`"
    def __neg__(self) -> Any:
        "`-self`, which is `self * -1`"
    def __sub__(self, other: Any) -> Any:
        "Difference, which is `self + (-other)`"
    def __rsub__(self, other: Any) -> Any:
        "`other - self`"
    def __truediv__(self, other: Any) -> Any:
        "Quotient, which is `self * other**-1`"
    def __rtruediv__(self, other: Any) -> Any:
        "`other / self`"
    def __abs__(self) -> Value:
        "Absolute value; its slope is the sign, and 0 at 0"
    def __lt__(self, other: Any) -> Any:
        "Is this number smaller?"
    def __le__(self, other: Any) -> Any:
        "Is this number smaller or equal?"
    def __gt__(self, other: Any) -> Any:
        "Is this number larger?"
    def __ge__(self, other: Any) -> Any:
        "Is this number larger or equal?"
    def __bool__(self) -> Any: ...
    def exp(self) -> Value:
        "Exponential; it is its own slope"
    def log(self) -> Value:
        "Natural logarithm of a positive number; the slope is `1/x`"
    def sqrt(self) -> Value:
        "Square root of a number that is not negative; the slope is `1/(2*sqrt(x))`, inf at 0"
    def sin(self) -> Value:
        "Sine; the slope is the cosine"
    def cos(self) -> Value:
        "Cosine; the slope is minus the sine"
    def tanh(self) -> Value:
        "Hyperbolic tangent; the slope is `1 - tanh(x)**2`"
    def relu(self) -> Value:
        "Rectified linear unit; the slope is 1 where `x` is positive, else 0, also at 0"
    def leaky_relu(self, alpha: Any = 0.01) -> Value:
        """Leaky rectified linear unit; the slope is 1 where `x` is positive, else `alpha`, also at 0

        alpha: Slope on the negative side
        """
    def sigmoid(self) -> Value:
        "Logistic function; the slope is `sigmoid(x)*sigmoid(-x)`"
    def softplus(self) -> Value:
        "A smooth relu; the slope is the sigmoid"
    def silu(self) -> Value:
        "Sigmoid linear unit; the slope is `s*(1 + x*sigmoid(-x))`, with `s = sigmoid(x)`"
    def gelu(self, approximate: Any = 'tanh') -> Value:
        """Gaussian error linear unit; the slope follows from the product rule

        approximate: "tanh" for the shortcut, "none" for the exact function
        """
    def step(self) -> Value:
        "1.0 where `x` is positive, else 0.0; flat, so the slope is 0"
    def sign(self) -> Value:
        "-1.0, 0.0 or 1.0; flat, so the slope is 0"
    def erfc(self) -> Value:
        "Complementary error function; the slope is `-2/sqrt(pi)*exp(-x**2)`"
    def stop_gradient(self) -> Any:
        "The number, as a constant: a float"
    def __float__(*_) -> Any:
        "A TypeError: a plain number has no derivative"
    def __int__(*_) -> Any:
        "A TypeError: a plain number has no derivative"
    def __index__(*_) -> Any:
        "A TypeError: a plain number has no derivative"
    def __round__(*_) -> Any:
        "A TypeError: a plain number has no derivative"
    def __trunc__(*_) -> Any:
        "A TypeError: a plain number has no derivative"
    def __floor__(*_) -> Any:
        "A TypeError: a plain number has no derivative"
    def __ceil__(*_) -> Any:
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
    def backward(*_) -> Any:
        "A TypeError: inside of a transform, take `grad`"
    def _answer(self, f: Any, args: Any, kwargs: Any) -> Any: ...
    def __eq__(self, other: Any) -> Any: ...
    def __ne__(self, other: Any) -> Any: ...
    def __copy__(self, *_: Any) -> Any: ...
    def __deepcopy__(self, *_: Any) -> Any: ...
    def __format__(self, spec: Any) -> str:
        "Format the number, as in `f'{x:.4f}'`"

def _each(f: Any, operand: Any) -> Any:
    "`f` of an operand, or of all in a list"

def _traces(operands: Any) -> Iterator[Any]:
    "The transforms that operands belong to, also those in lists"

def _apply(f: Any, *args: Any, **kwargs: Any) -> Any:
    """Let the innermost transform that an argument belongs to carry out an operation

    f: Function of numbers, such as `operator.mul`
    args: Its arguments, at least one of them traced
    """

def _handing_on(name: Any) -> Any:
    "A method that hands the operation of this name on"

_OWN: tuple[Any, ...]

def _hand_on(traced: Any, base: Any) -> None:
    "Give the class `traced` all operations of `base`"

def _lost(*_: Any) -> Any:
    "A TypeError: a plain number has no derivative"

def _outside(*_: Any) -> Any:
    "A TypeError: inside of a transform, take `grad`"

def _bare(x: Any) -> Any:
    "`x` without the Values around it"

def _equal(a: Any, b: Any) -> Any: ...

def _node_of(x: Any) -> Value:
    """A new node for a graph

    x: A float, or a number from further out
    returns: A Value without inputs, which holds it
    """

class Reverse:
    "The transform behind `grad`: on its level, numbers are Values in a graph of its own"
    level: Any
    open: Any
    def __init__(self) -> None: ...
    def traced(self, node: Any) -> Any:
        "The number that a function sees for a node"
    def shown(self, inside: Any) -> Any:
        "What has the shape of a traced number"
    def node(self, x: Any) -> Any:
        "An operand as this level sees it; what comes from further out is a constant here"
    def apply(self, f: Any, args: Any, kwargs: Any) -> Any:
        "Call `f` on nodes, which the engine links as it always does"
    def result(self, y: Any) -> Any:
        "What comes out of an operation, traced if it is one of our nodes"

def _class_of(node: Any) -> Any:
    "node: these three have other answers for arrays, on a later page"

def _constant(x: Any) -> Value: ...

def _inner(node: Any) -> Any: ...

def _opened(trace: Any) -> AbstractContextManager[Any]:
    "A transform that ends with the `with`, also by an exception"

_entering: list[Any]

def _arguments(args: Any, at: Any = None) -> Any:
    "The leaves of arguments, a node for each, and what rebuilds the tuple; `at`: their numbers"

def _like(x: Any, g: Any) -> Any:
    "A gradient in the form of its leaf: a Value for a Value"

def _results(out: Any) -> Any:
    "The leaves of what a function returned, and how to rebuild its tree"

def _run(f: Any, args: Any, at: Any = None) -> Any:
    "The leaves of what `f` returns, how to rebuild its tree, and the way back"

def _function(name: Any, f: Any) -> None:
    "A TypeError if `f` is not a function; `name` is that of the transform"

def _shape(x: Any) -> Any: ...

def vjp(f: Any, *primals: Any) -> tuple[Any, ...]:
    """Vector-Jacobian product: run `f` once, and keep the way back

    f: Function of trees of numbers, which returns one
    primals: Its arguments
    returns: What `f` returns; the way back: its gradient in, those of the arguments out
    """

def _indices(name: Any, argnums: Any, args: Any) -> Any:
    "`argnums` as a list of indices"

def _run_on(f: Any, name: Any, argnums: Any, args: Any, kwargs: Any) -> Any:
    "`_run` for some of the arguments; the others stay what they are"

def value_and_grad(f: Any, argnums: Any = 0) -> Any:
    """A function that returns both the value of `f` and its gradient, a tree like the argument

    f: Function of trees of numbers, which returns a single number
    argnums: Which argument to differentiate in; a tuple for several
    """

def grad(f: Any, argnums: Any = 0) -> Any:
    """The derivative of `f`, a function that can be differentiated again

    f: Function of trees of numbers, which returns a single number
    argnums: Which argument to differentiate in; a tuple for several
    """
