# Written by `make sync` from the package: edit the notebooks.

"Every Value knows its inputs, so the whole computation can be drawn"

from typing import Any

__all__ = ['MAX_NODES', 'trace', 'render_svg', 'draw_dot']

def _check_root(x: Any) -> None: ...

def trace(root: Any, max_nodes: Any = None) -> tuple[Any, ...]:
    """Everything that `root` was computed from

    root: The Value to start from
    max_nodes: Stop after this many Values; default: find them all
    returns: Two tuples: the Values, from `root` outward, and the edges: (input, output) pairs
    """

def _layout(source: Any) -> Any: ...

def render_svg(dot: Any) -> str:
    """Lay out a graph and draw it; a RuntimeError says what to install if nothing here can

    dot: A `graphviz.Digraph`, or DOT source
    returns: The picture: SVG source
    """

def _digraph_class() -> Any: ...

_INPUT: str

_RESULT: str

_OP: str

_LINE: str

_FONT: str

def _short(x: Any) -> Any:
    "x: four digits of a number; an array of several shows its shape"

def _printable(text: Any) -> Any:
    "A text with spaces for what a picture, which is XML, cannot show"

def _plain(text: Any) -> Any:
    "The same for DOT, which would take an & for more than it is"

def _fields(v: Any) -> Any: ...

def draw_dot(root: Any, rankdir: Any = 'LR', local: bool = False) -> Any:
    """Draw everything that `root` was computed from

    root: The Value to draw
    rankdir: "LR" draws from left to right, "TB" from top to bottom
    local: Write the local derivatives on the edges?
    returns: A `graphviz.Digraph`, which a notebook shows as a picture
    """

MAX_NODES: int

def _is_large(root: Any) -> Any: ...
