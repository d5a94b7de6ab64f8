# Written by `make sync` from the package: edit the notebooks.

"How much a function moves when its input moves a little, found by trying"

from typing import Any

__all__ = ['num_deriv', 'num_grad']

def num_deriv(f: Any, x: Any, h: Any = None) -> float:
    """Slope of `f` at `x` by a central difference; about 9 good digits at ordinary points

    f: Function of one number
    x: The point, a number
    h: Step to each side; default: 6e-6, and wider where |x| > 1
    returns: The slope of `f` at `x`
    """

def num_grad(f: Any, *xs: Any, h: Any = None) -> tuple[Any, ...]:
    """Gradient of `f` at `xs`, nudging one argument at a time while the others hold still

    f: Function of one or more numbers
    xs: The point: one number for each argument of `f`
    h: Step, as in `num_deriv`
    returns: The slopes, one for each argument: a tuple
    """
