# Written by `make sync` from the package: edit the notebooks.

"`Value` wraps a number, and every sum and product remembers what it was made from"

from typing import Any
from .functions import NumberLike

__all__ = ['Value']

class Value(NumberLike):
    "A number that remembers how it was computed"
    data: Any
    grad: Any
    label: Any
    _prev: Any
    _op: Any
    _local: Any
    __array_ufunc__: Any
    def __init__(self, data: Any, children: Any = (), op: Any = '', local: Any = (), label: Any = None) -> None:
        """data: A real number
        children: The Values it was computed from: a tuple
        op: Name of the operation, as in the picture
        local: Local derivatives, one for each child
        label: A name to show
        """
    def __repr__(self) -> str: ...
    def __add__(self, other: Any) -> Value:
        "Sum; a nudge of either input arrives unchanged"
    def __mul__(self, other: Any) -> Value:
        "Product; a nudge of either input is scaled by the other one"
    def _backward(self) -> None:
        "Pass the gradient one step back: each input receives it times its local derivative"
    def __radd__(self, other: Any) -> Value:
        "`other + self`"
    def __rmul__(self, other: Any) -> Value:
        "`other * self`"
    def __pow__(self, n: Any) -> Value:
        "Power; the slope in the base is `n*self**(n-1)`"
    def _power_slope(self, n: Any) -> Any:
        "The slope of `self**n`: a Value again, for the slope of a slope"
    def __rpow__(self, base: Any) -> Value:
        "`base ** self`; the slope in the exponent is `base**self * log(base)`"
    def __neg__(self) -> Value:
        "`-self`, which is `self * -1`"
    def __sub__(self, other: Any) -> Value:
        "Difference, which is `self + (-other)`"
    def __rsub__(self, other: Any) -> Value:
        "`other - self`"
    def __truediv__(self, other: Any) -> Value:
        "Quotient, which is `self * other**-1`"
    def __rtruediv__(self, other: Any) -> Value:
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
    def __float__(self) -> float:
        "The number, without its history"
    def __format__(self, spec: Any) -> str:
        "Format the number, as in `f'{loss:.4f}'`"
    def __bool__(self) -> bool:
        "False for 0, and True for any other number, as for a float"
    def _repr_svg_(self) -> Any:
        "The graph, when a notebook shows this Value; None if that has over `MAX_NODES` Values"
    def _repr_pretty_(self, p: Any, cycle: Any) -> None:
        "The text, when IPython shows this Value; it mentions a graph that is too large to draw"
    def backward(self, grad: Any = 1.0) -> None:
        """Add to the `grad` of every input this Value's slope in it; results start afresh

        grad: Gradient to start with
        """
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
    def _forward(self, tangents: Any) -> Any:
        "The tangent of this Value: each input's tangent times its local derivative, added up"

def _lift(x: Any) -> Any: ...
