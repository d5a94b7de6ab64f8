# Written by `make sync` from the package: edit the notebooks.

"`exp`, `tanh`, `relu` and their friends, of a float or of anything that behaves like a number"

from typing import Any, TypeVar, overload

__all__ = ['NumberLike', 'as_number', 'numlike', 'exp', 'log', 'sqrt', 'power', 'power_slope', 'sin', 'cos', 'step', 'sign', 'stop_gradient', 'relu', 'leaky_relu', 'tanh', 'sigmoid', 'softplus', 'erfc', 'silu', 'gelu']

class NumberLike:
    "Base of every object that stands for one number: it has the operators and functions of one"

def as_number(x: Any) -> Any:
    """The one place that decides what is a number; a TypeError says what came instead

    x: Anything
    returns: A float, or `x` itself if it is a `NumberLike`
    """

def numlike(f: Any) -> Any:
    """Let `f` take anything number-like: what is not a float answers with its own method of that name

    f: Function of a float, and perhaps of settings
    returns: The same function, which also takes any `NumberLike`
    """

_N = TypeVar("_N", bound=NumberLike)

@overload
def exp(x: _N) -> _N:
    """The exponential of `x`

    x: Number
    returns: Number, not negative; inf above 709.78
    """
@overload
def exp(x: Any) -> float: ...

@overload
def log(x: _N) -> _N:
    """The natural logarithm of `x`

    x: Positive number
    returns: Number; ValueError if `x` is zero or negative
    """
@overload
def log(x: Any) -> float: ...

@overload
def sqrt(x: _N) -> _N:
    """The square root of `x`

    x: Number, not negative
    returns: Number, not negative; ValueError if `x` is negative
    """
@overload
def sqrt(x: Any) -> float: ...

def power(a: Any, n: Any) -> Any:
    """`a` to the power `n`, never complex; beyond the largest float it is inf

    a: Base, a number
    n: Exponent, a number
    returns: `a**n`; ValueError if that is complex, ZeroDivisionError if it divides by zero
    """

def power_slope(a: Any, n: Any) -> Any:
    """The slope of `a**n` in `a`, also at 0

    a: Base, a number
    n: Exponent, a number that does not depend on `a`
    returns: Number; inf where the slope is vertical
    """

@overload
def sin(x: _N) -> _N:
    """The sine of `x`

    x: Number, in radians
    returns: Number from -1 to 1; nan if `x` is infinite
    """
@overload
def sin(x: Any) -> float: ...

@overload
def cos(x: _N) -> _N:
    """The cosine of `x`

    x: Number, in radians
    returns: Number from -1 to 1; nan if `x` is infinite
    """
@overload
def cos(x: Any) -> float: ...

def _where(condition: Any, a: Any, b: Any) -> Any:
    "`a` if the condition is true, else `b`"

@overload
def step(x: _N) -> _N:
    """Is `x` positive?

    x: Number
    returns: 1.0 if `x` is positive, else 0.0
    """
@overload
def step(x: Any) -> float: ...

@overload
def sign(x: _N) -> _N:
    """Which side of zero is `x` on?

    x: Number
    returns: 1.0, 0.0 or -1.0
    """
@overload
def sign(x: Any) -> float: ...

def stop_gradient(x: Any) -> Any:
    """`x` without its history, so that no gradient flows back through it

    x: Number
    returns: The same number, as a constant
    """

@overload
def relu(x: _N) -> _N:
    """Rectified linear unit: `x` where it is positive, else 0

    x: Number
    returns: `x`, or 0.0 if `x` is negative
    """
@overload
def relu(x: Any) -> float: ...

@overload
def leaky_relu(x: _N, alpha: Any = 0.01) -> _N:
    """Leaky rectified linear unit: `x` where it is positive, else `alpha*x`

    x: Number
    alpha: Slope on the negative side
    returns: `x`, or `alpha*x` if `x` is negative
    """
@overload
def leaky_relu(x: Any, alpha: Any = 0.01) -> float: ...

@overload
def tanh(x: _N) -> _N:
    """The hyperbolic tangent of `x`

    x: Number
    returns: Number from -1 to 1
    """
@overload
def tanh(x: Any) -> float: ...

@overload
def sigmoid(x: _N) -> _N:
    """The logistic function `1/(1 + exp(-x))`

    x: Number
    returns: Number from 0 to 1
    """
@overload
def sigmoid(x: Any) -> float: ...

@overload
def softplus(x: _N) -> _N:
    """A smooth relu, `log(1 + exp(x))`

    x: Number
    returns: Number, not negative
    """
@overload
def softplus(x: Any) -> float: ...

@overload
def erfc(x: _N) -> _N:
    """Complementary error function; `0.5*erfc(-x/sqrt(2))` is the bell curve's share left of `x`

    x: Number
    returns: Number from 0 to 2
    """
@overload
def erfc(x: Any) -> float: ...

@overload
def silu(x: _N) -> _N:
    """Sigmoid linear unit, also called swish: `x*sigmoid(x)`

    x: Number
    returns: Number, never under -0.279
    """
@overload
def silu(x: Any) -> float: ...

@overload
def gelu(x: _N, approximate: Any = 'tanh') -> _N:
    """Gaussian error linear unit (Hendrycks and Gimpel 2016): `x` times the bell curve's share left of it

    x: Number
    approximate: "tanh" for the shortcut, "none" for the exact function
    returns: Number, never under -0.171
    """
@overload
def gelu(x: Any, approximate: Any = 'tanh') -> float: ...
