# Written by `make sync` from the package: edit the notebooks.

"One forward run, one backward run, and every number knows its slope"

from typing import Any

__all__ = ['build_topo', 'topo_sort', 'check_grads']

def topo_sort(root: Any) -> list[Any]:
    """Topological order, depth first, left to right; the same in every run

    root: The Value to end with
    returns: All Values that `root` was computed from, each after its inputs; `root` is last
    """

build_topo = topo_sort

def check_grads(f: Any, *xs: Any, tol: Any = 1e-06) -> tuple[Any, ...]:
    """Compare `backward` with nudging; an AssertionError names argument, point and both numbers

    f: Function that takes Values and returns one Value
    xs: The point: one number for each argument of `f`
    tol: Allowed difference; relative where the slope is larger than 1
    returns: The gradients, as found by `backward`: a tuple
    """
