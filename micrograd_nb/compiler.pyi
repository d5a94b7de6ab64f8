# Written by `make sync` from the package: edit the notebooks.

"`jit(loss, model)`: traced once, compiled once, and then run on whole batches"

from typing import Any
from .value import Value

__all__ = ['Stored', 'Step', 'jit', 'Compiled']

_slot: Any

class Stored(Value):
    "A Value whose number lies in an array, beside those of other parameters"
    @property
    def data(self) -> Any:
        "The number, from the array"
    @data.setter
    def data(self, new: Any) -> None: ...
    def __reduce__(self) -> Any: ...

_Numbers: Any

def _stored(params: Any) -> Any:
    "Move the numbers of parameters into one array, unless they lie in one already"

def _python_code(line: Any, arrays: Any, shared: Any) -> Any:
    "The text of a function of a batch in Python"

def _plain(x: Any) -> Any: ...

def _as_lists(name: Any, x: Any, n: Any) -> Any:
    "A batch as a list with a list of `n` floats for each example"

_ByPython: Any

_BACKENDS: tuple[Any, ...]

def _backend(name: Any, examples: Any = 1) -> Any:
    "The back end of this name; 'auto' takes the best that is there"

def _number_of(loss: Any, preds: Any, ys: Any) -> Any:
    "The loss as a float; a TypeError if it is none"

def _check_mean(loss: Any, model: Any, xs: Any, ys: Any) -> None:
    "A ValueError if the loss of some examples is not the mean of the losses of each"

def _check_pairs(xs: Any, ys: Any) -> None:
    "A ValueError if there is not one target for each example"

def _containers(model: Any) -> Any:
    "All lists and dicts that a model is made of, those of the attributes included"

class Step:
    "The compiled step of a model: called with a batch, it returns the loss and its slopes"
    loss: Any
    model: Any
    wanted: Any
    options: Any
    backend: Any
    run: Any
    known: Any
    lock: Any
    numbers: Any
    params: Any
    lengths: Any
    lists: Any
    dicts: Any
    seen: Any
    _report: Any
    source: Any
    last: Any
    def __init__(self, loss: Any, model: Any, backend: Any, **options: Any) -> None: ...
    def _rows(self, xs: Any, ys: Any) -> Any:
        "A batch as the back end wants it; the first one is traced"
    def _noted(self, x: Any, y: Any) -> Any:
        "The program of a step; meanwhile symbols take the place of the parameters"
    def _compile(self, xs: Any, ys: Any) -> None: ...
    def __call__(self, xs: Any, ys: Any, write: bool = False) -> tuple[Any, ...]:
        """Forward and backward over a batch

        xs: Examples: a list of lists of numbers, or an array
        ys: Targets, one for each
        write: Write the slopes into the `grad` of the parameters, too?
        returns: The mean loss, a float; its slopes in the order of parameters(), an array
        """
    def sgd(self, xs: Any, ys: Any, lr: Any = 0.01) -> float:
        """An epoch of stochastic gradient descent: one example at a time, a step after each

        xs: Examples, as for a call
        ys: Targets, one for each
        lr: Learning rate
        returns: The mean loss, each example's before its own step
        """
    def report(self) -> Any:
        "What was done: the operations at each stage, and the seconds, also of a run: a dict"
    def __repr__(self) -> str: ...

def jit(loss: Any, model: Any = None, backend: Any = 'auto', lanes: Any = 8, threads: Any = 1, fast: bool = False) -> Any:
    """Compile forward and backward of a model and a loss, when the first batch comes

    loss: Function of predictions and targets, a mean over the examples
    model: A model of Values, such as an MLP; without one, `loss` is any function
    backend: "llvm", "numpy" or "python"; "auto" takes the best that is there
    lanes: For llvm: how many examples lie side by side
    threads: For llvm: how many threads share a batch
    fast: For llvm: may sums within an example be reordered?
    """

def _slopes_of(model: Any, loss: Any, metrics: Any, xs: Any, ys: Any) -> Any:
    "What `fit` calls for forward and backward, with a compiled step; it looks at all targets"

class Compiled:
    "A compiled function of trees of numbers"
    f: Any
    backend: Any
    known: Any
    def __init__(self, f: Any, backend: Any) -> None: ...
    def __call__(self, *args: Any) -> Any:
        "What the function returns for these arguments"

def _names(code: Any) -> Any:
    "The names in a piece of code, and in the functions that it makes"

def _in_reach(f: Any) -> Any:
    "The Values that a function can come to without an argument"
