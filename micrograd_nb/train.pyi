# Written by `make sync` from the package: edit the notebooks.

"One call that trains, reports, stops in time, and can be killed at any moment"

from contextlib import AbstractContextManager
from typing import Any

__all__ = ['METRICS', 'EVENTS', 'History', 'gc_paused', 'predict', 'evaluate', 'Run', 'Progress', 'fit']

def _shown(name: Any) -> Any: ...

class History:
    "The numbers of a training run: a table with one row for each epoch"
    rows: Any
    stopped: Any
    def __init__(self, rows: Any = (), stopped: Any = None) -> None: ...
    def __len__(self) -> int: ...
    def __getitem__(self, name: Any) -> Any: ...
    @property
    def losses(self) -> Any:
        "The training loss of each epoch: a list of floats"
    @property
    def judged_by(self) -> Any:
        "The column that says which epoch was best: valid_loss if there is one, else loss"
    @property
    def best_epoch(self) -> Any:
        "The epoch with the smallest loss, on the validation examples if there are any; None before the first"
    def __repr__(self) -> str: ...
    def plot(self, *names: Any, ax: Any = None, log: bool = False) -> Any:
        """Draw columns against the epoch; returns the axes

        names: Columns to draw; default: the losses
        ax: Axes of matplotlib to draw on; default: new ones
        log: Logarithmic axis for the numbers?
        """

def gc_paused() -> AbstractContextManager[Any]:
    "Pause Python's garbage collector inside of a `with`; afterwards it is as it was before"

def _check_examples(xs: Any, ys: Any) -> Any: ...

def _check_count(name: Any, n: Any, least: Any, none: bool = False) -> Any: ...

METRICS: dict[str, Any]

def _pick(what: Any, x: Any, known: Any) -> Any:
    "`x` itself if it is a function, or what goes by that name"

def _name(f: Any) -> Any:
    "A function in words, with the settings that `partial` gave it"

def _pick_metrics(metrics: Any) -> Any: ...

def _floats(preds: Any) -> Any: ...

def _at_once(model: Any) -> Any: ...

def _outputs(model: Any, xs: Any, at_once: Any) -> Any: ...

def _in_mode(model: Any, training: Any) -> AbstractContextManager[Any]:
    "Inside of a `with`, the model and all Modules inside of it are in training, or in use"

def _in_use(model: Any) -> AbstractContextManager[Any]:
    "Inside of a `with`, the model is in use, and its Tensors, if it has any, remember nothing"

def predict(model: Any, xs: Any) -> list[Any]:
    """What a model says in use, without a graph

    model: An `MLP`, or whatever maps an example to a prediction
    xs: Examples: a list of lists of numbers, or an array
    returns: A prediction for each example, in floats; an array if the model is made of Tensors
    """

def evaluate(model: Any, xs: Any, ys: Any, loss: Any = ..., metrics: Any = ()) -> dict[Any, Any]:
    """How good a model is on these examples

    model: An `MLP`, or whatever maps an example to a prediction
    xs: Examples: a list of lists of numbers
    ys: Targets, one for each example
    loss: Function of predictions and targets, or a name from `LOSSES`
    metrics: Names from `METRICS`, or functions of predictions and targets that return a number
    returns: The loss under "loss", each metric under the name of its function: floats
    """

class Run:
    "A training run in progress, as callbacks see it"
    stop: Any
    rng: Any
    at_once: Any
    model: Any
    opt: Any
    history: Any
    epoch: Any
    epochs: Any
    batch: Any
    loss: Any
    steps: Any
    lr: Any
    best: Any
    best_epoch: Any
    best_weights: Any
    def __init__(self, model: Any, opt: Any, epochs: Any, seed: Any = 0) -> None: ...
    def named(self) -> Any:
        "All Values by name, of the model and of the optimiser: a dict; first the parameters in training"
    def weights(self) -> Any:
        "A copy of all the numbers of the model: a dict by name"
    def set_weights(self, weights: Any) -> None:
        "Give every Value of the model its number back"
    @staticmethod
    def slopes(run: Any, xs: Any, ys: Any, loss: Any) -> Any:
        "Zero, forward, backward: the predictions as floats"

def _finite(x: Any) -> Any: ...

def _first_bad(x: Any) -> Any:
    "The first number that is not finite, of one or of an array"

def _bad_example(xs: Any, ys: Any) -> Any: ...

def _bad_parameter(run: Any) -> Any: ...

def _not_finite(run: Any, what: Any, xs: Any = (), ys: Any = ()) -> Any:
    "The error for a loss or gradient that is inf or nan: where, what went bad first, and what to try"

def _slopes(run: Any, xs: Any, ys: Any, loss: Any) -> Any:
    "Zero, forward, backward: the predictions as floats"

def _step(run: Any, xs: Any, ys: Any, loss: Any, tell: Any = ..., clip: Any = None) -> Any:
    "Learn from one batch: the predictions as floats"

def _line(row: Any) -> Any: ...

class Progress:
    "A progress bar where there is someone to look at it, else a line now and then"
    every: Any
    bar: Any
    def __init__(self, every: Any = None) -> None:
        "every: Print a line every so many epochs; 0: nothing; None: a bar, or about ten lines in a log"
    def before_fit(self, run: Any) -> None:
        "Decide between a bar, lines and silence"
    def after_epoch(self, run: Any) -> None:
        "One epoch further"
    def after_fit(self, run: Any) -> None:
        "Leave the bar as it is"

EVENTS: tuple[Any, ...]

def _listeners(callbacks: Any, *ours: Any) -> Any:
    "Event -> the functions to call"

def _numbers(run: Any) -> Any:
    "All numbers of a run by name"

def _content(run: Any, settings: Any) -> Any:
    "What a checkpoint consists of: arrays, and words"

def _plain(x: Any) -> Any:
    "Nested lists of floats, whatever the numbers came in"

def _digest(*lists: Any) -> Any:
    "A checksum of the examples"

_WRONG: tuple[Any, ...]

def _state(text: Any, settings: Any, name: Any) -> Any:
    "The words of a checkpoint, which must be of a call with these settings"

def _check_state(state: Any, columns: Any, parts: Any, name: Any) -> None:
    "Are these words such as `_content` writes, for epochs of so many parts and these columns?"

def _check_fits(arrays: Any, run: Any, name: Any) -> None:
    "Are these the numbers of this run, by their names and shapes?"

def _resume(run: Any, path: Any, settings: Any, columns: Any, parts: Any) -> None:
    "Bring a run to where the file says; nothing changes if it does not fit"

def _check_settings(model: Any, epochs: Any, batch_size: Any, patience: Any, clip: Any, seed: Any) -> None: ...

def _check_valid(valid: Any, model: Any, loss: Any, metrics: Any) -> Any:
    "The pair as two lists; a mistake in it shows here, before anything has moved"

def _optimizer(opt: Any, params: Any, lr: Any) -> Any: ...

def _no_better(run: Any, patience: Any) -> Any:
    "Why to stop, or None"

def _train_epoch(run: Any, parts: Any, loss: Any, schedule: Any, tell: Any, clip: Any, metrics: Any) -> Any:
    "Learn from every batch once: what to note of the epoch"

def fit(model: Any, xs: Any, ys: Any, loss: Any = ..., epochs: Any = 100, lr: Any = 0.01, every: Any = None, *, opt: Any = 'sgd', schedule: Any = 'constant', batch_size: Any = None, clip: Any = None, valid: Any = None, metrics: Any = (), patience: Any = None, callbacks: Any = (), seed: Any = 0, checkpoint: Any = None, resume: Any = None, jit: bool = False) -> History:
    """Train `model`; stopped by Ctrl-C, by patience or by numbers out of hand, it keeps its best weights

    model: An `MLP`, or whatever maps an example to a prediction and has `parameters()`
    xs: Examples: a list of lists of numbers
    ys: Targets, one for each example
    loss: Function of predictions and targets that returns one Value, or a name from `LOSSES`
    epochs: How often to go through all examples
    lr: Learning rate
    every: Print a line every so many epochs; 0: nothing; None: a bar, or ten lines in a log
    opt: A name from `OPTIMIZERS`, or a function of parameters and learning rate
    schedule: A name from `SCHEDULES`, or a function of step and steps: a factor for `lr`
    batch_size: Examples in a batch, shuffled anew in every epoch; None: all at once
    clip: Largest norm of the gradient
    valid: Examples and targets to measure on after every epoch: a pair
    metrics: What else to note: names from `METRICS`, or functions of predictions and targets
    patience: Stop after so many epochs without a new best, and go back to the best
    callbacks: Objects with methods from `EVENTS`, or functions of a `Run`
    seed: Of the random numbers that shuffle the batches
    checkpoint: File to write after every epoch
    resume: Such a file, of a call with the same arguments, to go on from
    jit: Compile forward and backward first? For models of Values
    returns: The numbers of every epoch; the loss is the one before the step
    """
