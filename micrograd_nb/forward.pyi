# Written by `make sync` from the package: edit the notebooks.

"Derivatives that travel along with the numbers, and second ones from both directions"

from typing import Any, TypeVar
_T = TypeVar("_T")

__all__ = ['Forward', 'jvp', 'hvp']

class Forward:
    "The transform behind `jvp`: on its level, a number is a pair, itself and its tangent"
    level: Any
    open: Any
    def __init__(self) -> None: ...
    def shown(self, inside: Any) -> Any:
        "What has the shape of a traced number"
    def traced(self, node: Any, tangent: Any) -> Any:
        "The number that a function sees for a node and a tangent"
    def apply(self, f: Any, args: Any, kwargs: Any) -> Any:
        "Call `f` on nodes, and push the tangents through the few Values that it made"
    def result(self, y: Any, tangents: Any) -> Any:
        "What comes out of an operation, with its tangent; a number if it has none"

def _own(x: _T) -> _T:
    "x: an array will be copied"

def _zero(y: Any) -> float:
    "The tangent of a constant"

def _tangents(what: Any, primals: Any, tangents: Any, nodes: Any) -> Any:
    "The leaves of `tangents`, one for each node; an error says what does not fit"

def _check_tuples(what: Any, **given: Any) -> None:
    "A TypeError if one of the arguments that should be tuples is none"

def jvp(f: Any, primals: Any, tangents: Any) -> tuple[Any, ...]:
    """Jacobian-vector product: the value of `f` and its slope in one direction, in one run

    f: Function of trees of numbers, which returns one
    primals: Its arguments: a tuple
    tangents: How each of them moves: a tuple of trees like them; a dict for a Module
    returns: What `f` returns, and how it moves: two trees of one shape
    """

def hvp(f: Any, primals: Any, tangents: Any) -> tuple[Any, ...]:
    """Hessian-vector product, forward over reverse; the hessian itself is never there

    f: Function of trees of numbers, which returns a single number
    primals: Its arguments: a tuple
    tangents: How each of them moves: a tuple of trees like them; a dict for a Module
    returns: How the gradients move: for each argument a tree like it
    """
