# Written by `make sync` from the package: edit the notebooks.

"What is the same is computed once, what is known is not computed, what nobody wants is left out"

from typing import Any, TypeVar
from .programs import Program
_T = TypeVar("_T")

__all__ = ['fold', 'share', 'drop', 'simplify', 'gather']

def _append(nodes: Any, node: Any, *_: Any) -> Any:
    "Put a node at the end; its place"

def _rewritten(program: Any, put: Any) -> Program:
    """Put one node after the other into a new list

    program: Program
    put: Function of the new list, a node, its old place, and `now`: its new place
    returns: Another program with the same inputs and results
    """

def _checked(program: _T) -> _T:
    "The program, if it is one"

_SIGNED: Any

def _showing(nodes: Any, node: Any, seen: Any) -> Any:
    "The operands whose zeros show their sign, if that of the result is `seen` or not"

def _signed_zeros(program: Any) -> Any:
    "The places whose zeros show their sign to a division further down"

_COMPUTE: dict[str, Any]

def _known(node: Any) -> Any:
    "The number of a constant; None for all other nodes"

def _minus(nodes: Any, x: Any) -> Any:
    "Where the opposite of a number can be had"

def _nothing(n: Any, sign: Any, signed: Any) -> Any:
    "Does it change nothing to add this number? The sign counts if it is seen"

def _known_right(nodes: Any, op: Any, a: Any, n: Any, signed: Any) -> Any:
    "Where an operation on a place and a number can be had for less, or None"

def _known_left(nodes: Any, op: Any, n: Any, b: Any, signed: Any) -> Any:
    "The same for a number and a place"

def _simpler(nodes: Any, op: Any, operands: Any, known: Any, signed: Any) -> Any:
    "Where the result of an operation can be had for less, or None"

def fold(program: Any) -> Program:
    """Compute what is known: constants, and operations that give back an operand

    program: Program
    returns: Another one, with the same results
    """

_EITHER_WAY: tuple[Any, ...]

def _key(node: Any) -> Any:
    "What two nodes have in common that are the same"

def share(program: Any) -> Program:
    """Compute once what is the same

    program: Program
    returns: Another one, with the same results
    """

def drop(program: Any) -> Program:
    """Leave out what no result needs; the inputs stay

    program: Program
    returns: Another one, with the same results
    """

def simplify(program: Any) -> Program:
    """Fold, share, drop

    program: Program
    returns: Another one, with the same results and no more operations
    """

def _uses(program: Any) -> Any:
    "How often each place is an operand or a result"

def _links(program: Any) -> Any:
    "The additions that the next addition continues, and that nobody else uses"

def gather(program: Any) -> Program:
    """Chains of additions become one `sum` each, with the terms in their order

    program: Program
    returns: Another one, with the same results
    """
