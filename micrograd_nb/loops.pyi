# Written by `make sync` from the package: edit the notebooks.

"Numbers that are computed alike become arrays, and scalar code becomes matrix code"

from typing import Any, TypeVar
_T = TypeVar("_T")

__all__ = ['Kind', 'Loops']

class Kind:
    "Numbers that are computed alike: an array, and what its numbers are made of"
    operands: Any
    inline: Any
    op: Any
    name: Any
    n: Any
    def __init__(self, op: Any, name: Any) -> None:
        """op: The operation, as in a program; "input" or "constant" for a leaf
        name: What the array is called
        """
    def __repr__(self) -> str: ...

def _runs(kinds: Any) -> Any:
    "Neighbours of one kind: pairs of a kind and how many of it there are"

def _by_name(place: Any) -> Any: ...

def _sort_in(found: Any, op: Any, operands: Any) -> Any:
    "Add an operation to those of its kind; the kind, and its number there"

class Loops:
    "A program with its numbers sorted into kinds"
    arrays: Any
    results: Any
    constants: Any
    kinds: Any
    run: Any
    def __init__(self, program: Any, arrays: Any = None) -> None:
        """program: Program, best simplified and gathered
        arrays: Lengths of the arrays of inputs, by name; default: all in "x"
        """
    def __repr__(self) -> str: ...
    def _sorted(self, program: Any) -> Any:
        "Sort the nodes into kinds; the place of each node: its kind and its number there"
    def _by_kind(self, places: Any) -> Any:
        "Results by kind: triples of a kind, which of its numbers, and which results they are"
    def _uses(self) -> Any:
        "How often each number is used: an array for each kind"
    def _find_inline(self) -> None:
        "Decide for each kind whether it is computed where it is used"
    @property
    def source(self) -> Any:
        "The loops as a function in Python, which fills `results`"
    def __call__(self, *arrays: Any) -> Any:
        "The results for arrays of inputs: a list"

_TAKEN: Any

def _check_names(names: Any) -> None:
    "A ValueError for a name that the code of loops cannot use for an array"

def _filled(kind: _T, runs: Any, rows: Any) -> _T:
    "A kind with its operands: the rows, cut where another kind begins"

_DEEPEST: int

def _pattern(which: Any, period: Any) -> Any:
    """The formula for numbers of a kind: start + a*(i//period) + b*(i%period) + c*t

    which: Array (n, terms) of whole numbers
    period: Length of the inner loop, which divides n
    """

def _length(which: Any) -> Any:
    "For how many rows the first number goes on by equal steps"

_PythonWriter: Any

_Around: Any

_Teller: Any

def _python(loops: Any) -> Any:
    "The text of a function in Python, and the tables that it uses"

_UFUNCS: dict[str, Any]

def _rows(numbers: Any, which: Any) -> Any:
    "Rows of an array; a slice where they follow each other, which copies nothing"

def _as_rows(name: Any, x: Any, n: Any) -> Any:
    """A batch as an array with a row for each example

    name: What to call it in an error
    x: A list or an array, with a number or a row of them for each example
    n: How many numbers each example has
    """

_ByNumPy: Any

def _numbers_of(kind: Any, known: Any) -> Any:
    "All numbers of a kind, from the arrays that are known already"
