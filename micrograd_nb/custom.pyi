# Written by `make sync` from the package: edit the notebooks.

"A derivative that you know better, and a graph that is not kept"

from typing import Any

__all__ = ['custom_rule', 'checkpoint']

def _name(f: Any) -> Any: ...

def _number(name: Any, what: Any, y: Any) -> Any:
    "`y`, if it is a number; `name` and `what` are for the error"

def _as_one(name: Any, plain: Any, make: Any, *xs: Any) -> Any:
    "One operation at every level: `plain` computes it for floats, `make` links the node"

def _at_level(level: Any) -> Any:
    "`_as_one` among the Values of this level; outside of transforms it is 0"

def custom_rule(slopes: Any) -> Any:
    """Give a function local derivatives of your own, in place of those of its steps

    slopes: Function of the result and the arguments: the slope in each of them, as a tuple
    """

_Rerun: Any

_Part: Any

def checkpoint(f: Any) -> Any:
    """Keep nothing of the steps inside of `f`; the way back runs them again

    f: Function of trees; what it returns is a number, or a tree of them
    """
