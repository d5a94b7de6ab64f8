# Written by `make sync` from the package: edit the notebooks.

"A learning rate found by trying all of them, once, in one short run"

from typing import Any

__all__ = ['RateSearch', 'lr_find']

class RateSearch:
    "Learning rates and the loss that was met at each of them"
    rates: Any
    losses: Any
    def __init__(self, rates: Any, losses: Any) -> None: ...
    @property
    def suggestion(self) -> Any:
        "The rate at which the loss falls fastest, over five neighbours: a float"
    def plot(self, ax: Any = None) -> Any:
        """Draw the loss against the rate, and mark the suggestion; returns the axes

        ax: Axes of matplotlib to draw on; default: new ones
        """
    def __repr__(self) -> str: ...

def lr_find(model: Any, xs: Any, ys: Any, loss: Any = ..., low: Any = 1e-05, high: Any = 10.0, steps: Any = 60, opt: Any = 'sgd', batch_size: Any = None, seed: Any = 0) -> RateSearch:
    """Try growing learning rates, one step each, and see where the loss falls fastest

    model: An `MLP`, or whatever `fit` can train; it is left as it was
    xs: Examples: a list of lists of numbers
    ys: Targets, one for each example
    loss: Function of predictions and targets, or a name from `LOSSES`
    low: First learning rate
    high: Last learning rate
    steps: How many rates to try, one step for each
    opt: As for `fit`
    batch_size: As for `fit`
    seed: As for `fit`
    returns: Rates, losses, `suggestion` and `plot()`
    """
