# Written by `make sync` from the package: edit the notebooks.

"Watch `backward` walk through a graph, with the arithmetic of every step"

from typing import Any

__all__ = ['backward_steps', 'step_through']

def _names(order: Any) -> Any: ...

def _slope(v: Any, i: Any, names: Any) -> str:
    "The local derivative of input `i`, in words where it is another input's data"

def backward_steps(root: Any) -> list[Any]:
    """What `root.backward()` does, step by step and as plain data, without doing it

    root: The Value to go backward from
    returns: One dict for each step: `at`, an index into `topo_sort(root)`; `says`, lines; `grads`, all gradients after it
    """

_STYLE: str

_SCRIPT: str

class step_through:
    "Step through the backward pass of `root` with buttons or arrow keys; a notebook shows it"
    root: Any
    steps: Any
    def __init__(self, root: Any) -> None:
        "root: The Value to go backward from"
    def __repr__(self) -> str: ...
    def _picture(self) -> Any:
        "The graph, with a name in every box, and room for the gradients at the end"
    def _repr_html_(self) -> str: ...
