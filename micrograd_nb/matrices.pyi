# Written by `make sync` from the package: edit the notebooks.

"All slopes of many results, and all second derivatives of one"

from typing import Any

__all__ = ['jacobian', 'hessian']

def _units(y: Any) -> Any:
    "One gradient for each number of a result: 1 for itself, 0 for the others"

def _gathered(y: Any, rows: Any) -> Any:
    "The gradients of all numbers of a result, in one tree"

def jacobian(f: Any, argnums: Any = 0) -> Any:
    """All slopes of all results: one way back for each result

    f: Function of trees of numbers, which returns one
    argnums: Which argument to differentiate in; a tuple for several
    """

def hessian(f: Any, argnums: Any = 0) -> Any:
    """All second derivatives: the jacobian of the gradient

    f: Function of trees of numbers, which returns a single number
    argnums: Which argument to differentiate in; a tuple for several
    """
