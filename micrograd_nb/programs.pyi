# Written by `make sync` from the package: edit the notebooks.

"A symbol in place of each number, and a computation writes itself down"

from typing import Any, Iterator, Self
from .functions import NumberLike

__all__ = ['Program', 'Symbol', 'make_program']

_LEAVES: tuple[Any, ...]

class Program:
    "A list of operations on numbers, with some of them as results"
    names: Any
    nodes: Any
    results: Any
    run: Any
    def __init__(self, names: Any, nodes: Any = (), results: Any = ()) -> None:
        """names: A name for each input: a list
        nodes: Tuples: an operation and the places of its operands in this list
        results: The places of what comes out
        """
    def __len__(self) -> int: ...
    @property
    def source(self) -> Any:
        "The program as a function in Python"
    def numbers(self, args: Any) -> Any:
        "The numbers in arguments, in the order of the inputs"
    def __call__(self, *args: Any) -> Any:
        "The results for these arguments, in the form in which the function returns them"
    def __repr__(self) -> str: ...

class Symbol(NumberLike):
    "A number that is not known yet: a place in a program"
    program: Any
    at: Any
    __array_ufunc__: Any
    def __init__(self, program: Any, at: Any) -> None:
        """program: The Program
        at: Where its node stands there
        """
    def __repr__(self) -> str: ...
    def __format__(self, spec: Any) -> str: ...
    def __add__(self, *others: Any) -> Any:
        "Note `add`"
    def __radd__(self, other: Any) -> Symbol:
        "Note `add`"
    def __sub__(self, *others: Any) -> Any:
        "Note `sub`"
    def __rsub__(self, other: Any) -> Symbol:
        "Note `sub`"
    def __mul__(self, *others: Any) -> Any:
        "Note `mul`"
    def __rmul__(self, other: Any) -> Symbol:
        "Note `mul`"
    def __truediv__(self, *others: Any) -> Any:
        "Note `truediv`"
    def __rtruediv__(self, other: Any) -> Symbol:
        "Note `truediv`"
    def __pow__(self, *others: Any) -> Any:
        "Note `pow`"
    def __rpow__(self, other: Any) -> Symbol:
        "Note `pow`"
    def __neg__(self, *others: Any) -> Any:
        "Note `neg`"
    def __abs__(self, *others: Any) -> Any:
        "Note `abs`"
    def __lt__(self, *others: Any) -> Any:
        "Note `lt`"
    def __le__(self, *others: Any) -> Any:
        "Note `le`"
    def __gt__(self, *others: Any) -> Any:
        "Note `gt`"
    def __ge__(self, *others: Any) -> Any:
        "Note `ge`"
    def __eq__(self, *others: Any) -> Any:
        "Note `eq`"
    def __ne__(self, *others: Any) -> Any:
        "Note `ne`"
    def exp(self, *others: Any) -> Any:
        "Note `exp`"
    def log(self, *others: Any) -> Any:
        "Note `log`"
    def sqrt(self, *others: Any) -> Any:
        "Note `sqrt`"
    def sin(self, *others: Any) -> Any:
        "Note `sin`"
    def cos(self, *others: Any) -> Any:
        "Note `cos`"
    def tanh(self, *others: Any) -> Any:
        "Note `tanh`"
    def softplus(self, *others: Any) -> Any:
        "Note `softplus`"
    def erfc(self, *others: Any) -> Any:
        "Note `erfc`"
    def _answer(self, f: Any, args: Any, kwargs: Any) -> Any:
        "What is asked for by a function that knows nothing of symbols"
    def relu(x) -> Any:
        "Rectified linear unit: `x` where it is positive, else 0"
    def leaky_relu(x, alpha: Any = 0.01) -> Any:
        "Leaky rectified linear unit: `x` where it is positive, else `alpha*x`"
    def step(x) -> Any:
        "Is `x` positive?"
    def sign(x) -> Any:
        "Which side of zero is `x` on?"
    def sigmoid(x) -> Any:
        "The logistic function `1/(1 + exp(-x))`"
    def silu(x) -> Any:
        "Sigmoid linear unit, also called swish: `x*sigmoid(x)`"
    def gelu(x, approximate: Any = 'tanh') -> Any:
        """Gaussian error linear unit (Hendrycks and Gimpel 2016): `x` times the bell curve's share left of it

        x: Number
        approximate: "tanh" for the shortcut, "none" for the exact function
        returns: Number, never under -0.171
        """
    def _power_slope(x, n: Any) -> Any:
        "The slope of the n-th power"
    def stop_gradient(self) -> Self:
        "Itself, as a symbol has no history"
    def __bool__(self) -> bool:
        "A TypeError: a symbol is neither true nor false"
    def __float__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __int__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __index__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __round__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __trunc__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __floor__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __ceil__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __floordiv__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __rfloordiv__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __mod__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __rmod__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __divmod__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"
    def __rdivmod__(self, *_: Any) -> Any:
        "A TypeError: a symbol is no float"

def _note(program: Any, *node: Any) -> Symbol:
    "Append a node; the symbol for its place"

_TESTS: tuple[Any, ...]

def _place(program: Any, x: Any) -> Any:
    "Where an operand stands, a constant among the last"

def _counted(x: Any) -> Any:
    "An operand as a number: a comparison counts 1 or 0"

def _noting(op: Any) -> Any:
    "A method that notes an operation, and one for swapped operands"

def _where(condition: Any, a: Any, b: Any) -> Any:
    "A choice between two numbers, noted; between Values it is a Value"

def _relu(x: Any) -> Any:
    "Rectified linear unit: `x` where it is positive, else 0"

def _leaky_relu(x: Any, alpha: Any = 0.01) -> Any:
    "Leaky rectified linear unit: `x` where it is positive, else `alpha*x`"

def _step(x: Any) -> Any:
    "Is `x` positive?"

def _sign(x: Any) -> Any:
    "Which side of zero is `x` on?"

def _sigmoid(x: Any) -> Any:
    "The logistic function `1/(1 + exp(-x))`"

def _line() -> Any:
    "Where in the code of the caller we are: a line and its text"

def _unknown(self: Any, *_: Any) -> Any:
    "A TypeError: a symbol is no float"

def _is_free(name: Any) -> Any:
    "May an input be called so? Not like a keyword, a function, or a place such as t3"

def _input_names(f: Any, args: Any) -> Any:
    "A name for each leaf, as one may write it in Python"

def _leaves(y: Any) -> Iterator[Any]:
    "The Values that a result was computed from: constants, and those that are no argument"

def make_program(f: Any, *args: Any) -> Program:
    """Call `f` once, with symbols, and note what it does

    f: Function of trees of numbers, which returns one
    args: A pattern of its arguments: trees of any numbers
    returns: Called with such arguments, it returns what `f` does
    """

_PYTHON: dict[str, Any]

def _number(x: Any) -> Any:
    "A constant as Python writes it, so that it can stand behind any operator"

def _texts(program: Any) -> Iterator[Any]:
    "For each place, what stands for it in the text of the program"

def _written(name: Any, op: Any, texts: Any) -> Any:
    "The lines that compute one node; a `sum` of many is more than one"

def _quiet(f: Any, otherwise: Any) -> Any:
    "`f`, but for what `otherwise` says where floats have an error"

def _divided(a: Any, b: Any) -> Any: ...

def _raised(a: Any, n: Any) -> Any: ...

_NAMES: dict[str, Any]

def _compiled(program: Any, name: Any = '<program>') -> Any:
    "The function that the text of a program defines"
