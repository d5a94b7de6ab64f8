# Written by `make sync` from the package: edit the notebooks.

"Lists, dicts and Modules, taken apart and put together again"

from typing import Any

__all__ = ['tree_flatten', 'tree_leaves', 'tree_paths', 'tree_map']

def _open(x: Any) -> Any:
    "A container's parts with their names, and what closes it around others; None for a leaf"

def _replaced(x: Any, new: Any, made: Any) -> Any:
    "A copy of `x` with other Values in place of its own; what does not change is shared"

def tree_flatten(tree: Any) -> tuple[Any, ...]:
    """Take a tree apart

    tree: A leaf, or a list, tuple, dict or Module of trees; None is a tree without leaves
    returns: The leaves, a list, and a function that makes the same tree of other leaves
    """

def tree_leaves(tree: Any) -> list[Any]:
    """The leaves of a tree

    tree: Tree, as for `tree_flatten`
    returns: Its leaves, from left to right
    """

def tree_paths(tree: Any) -> list[Any]:
    """Where the leaves of a tree are, as one would write it in Python

    tree: Tree, as for `tree_flatten`
    returns: A string for each leaf, such as "['w'][0]"
    """

def _dicts(tree: Any) -> Any:
    "The same tree with dicts of parameters by name in place of its Modules"

def _aligned(what: Any, tree: Any, other: Any) -> Any:
    "The leaves of `other` in the order of `tree`; a ValueError says where the two differ"

def tree_map(f: Any, tree: Any, *others: Any) -> Any:
    """Apply a function to every leaf, or to the leaves of several trees side by side

    f: Function of as many leaves as there are trees
    tree: Tree, as for `tree_flatten`
    others: More trees of the same shape
    """
