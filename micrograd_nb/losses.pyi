# Written by `make sync` from the package: edit the notebooks.

"Six losses, what each of them asks for, and two charges for large weights"

from typing import Any
from .value import Value

__all__ = ['LOSSES', 'mse', 'mae', 'huber', 'bce', 'hinge', 'cross_entropy', 'accuracy', 'l2', 'l1']

def _has_length(x: Any) -> Any: ...

def _check_lengths(preds: Any, ys: Any) -> None: ...

def _as_list(x: Any) -> Any: ...

def _pair_up(preds: Any, ys: Any) -> Any: ...

def _check_reduction(reduction: Any) -> None: ...

def _reduce(terms: Any, reduction: Any) -> Any: ...

def _check_targets(pairs: Any, fits: Any, needs: Any) -> None: ...

def mse(preds: Any, ys: Any, reduction: Any = 'mean') -> Value:
    """Mean squared error

    preds: Predictions: for each example a list of Values or numbers, or a single one
    ys: Targets: for each example as many numbers, or a single one
    reduction: "mean" or "sum" over all outputs of all examples
    returns: The loss, in squared units of the targets
    """

def mae(preds: Any, ys: Any, reduction: Any = 'mean') -> Value:
    """Mean absolute error

    preds: Predictions, as for `mse`
    ys: Targets, as for `mse`
    reduction: "mean" or "sum"
    returns: The loss, in units of the targets
    """

def huber(preds: Any, ys: Any, delta: Any = 1.0, reduction: Any = 'mean') -> Value:
    """Huber loss: half the squared error up to `delta`, `delta*(error - delta/2)` beyond

    preds: Predictions, as for `mse`
    ys: Targets, as for `mse`
    delta: Size of error at which the square becomes a line, in units of the targets
    reduction: "mean" or "sum"
    returns: The loss
    """

def bce(preds: Any, ys: Any, reduction: Any = 'mean') -> Value:
    """Binary cross-entropy, from logits

    preds: Logits, any size: for each example a list of one, or a single one
    ys: Targets from 0 (no) to 1 (yes): for each example as many, or a single one
    reduction: "mean" or "sum"
    returns: The loss, between 0 and inf
    """

def hinge(preds: Any, ys: Any, reduction: Any = 'mean') -> Value:
    """Hinge loss, `max(0, 1 - y*prediction)`

    preds: Predictions: for each example a list of one, or a single one
    ys: Targets, each -1 or +1: for each example as many, or a single one
    reduction: "mean" or "sum"
    returns: The loss, between 0 and inf
    """

def _entry(zs: Any, y: Any) -> Any:
    "Entry number `y`, found by comparing; nan if there is none"

def _surprise(logits: Any, y: Any, i: Any) -> Any:
    "Minus the logarithm of the softmax probability of class `y`"

def cross_entropy(preds: Any, ys: Any, reduction: Any = 'mean') -> Value:
    """Cross-entropy of the softmax, from logits

    preds: Logits: for each example a list with one for each class
    ys: The right classes: for each example a whole number from 0
    reduction: "mean" or "sum" over the examples
    returns: The loss, between 0 and inf
    """

LOSSES: dict[str, Any]

def accuracy(preds: Any, ys: Any) -> float:
    """How often the prediction names the right class

    preds: Predictions: for each example one output, or one for each class
    ys: The right classes, from 0; for a single output also -1 and +1
    returns: Share of the examples that are right, from 0 to 1
    """

def _check_params(params: Any) -> Any: ...

def _total(terms: Any) -> Any:
    "terms: or a Tensor"

def l2(params: Any) -> Value:
    """Sum of the squares of the parameters

    params: The parameters, as from `model.parameters()`
    returns: Number, not negative
    """

def l1(params: Any) -> Value:
    """Sum of the sizes of the parameters

    params: The parameters, as from `model.parameters()`
    returns: Number, not negative
    """
