# Written by `make sync` from the package: edit the notebooks.

"Random weights of the right size, so that a signal gets through many layers, and a gradient back"

from typing import Any, TypeVar
_T = TypeVar("_T")

__all__ = ['INITS', 'init_uniform', 'init_kaiming', 'init_xavier']

def _fill(model: _T, limit: Any, rng: Any) -> _T:
    "Refill the weights of every `Layer`, up to `limit(layer, neuron)`, and set its biases to 0"

def _check_positive(name: Any, x: Any) -> None: ...

def init_uniform(model: _T, limit: Any = 1.0, rng: Any = None) -> _T:
    """Refill `model` with weights from `-limit` to `limit`, whatever its widths

    model: A model with at least one `Layer` in it, such as an `MLP`
    limit: Weights are between `-limit` and `limit`
    rng: Source of random numbers; default: the module `random`
    returns: The same model
    """

_GAINS: dict[str, Any]

def _gain(neuron: Any, gain: Any) -> Any:
    "The gain that was asked for, or else the one for the neuron's activation"

def init_kaiming(model: _T, gain: Any = None, rng: Any = None) -> _T:
    """Refill `model` with weights up to `gain*sqrt(3/nin)`, so that signals keep their size

    model: A model with at least one `Layer` in it, such as an `MLP`
    gain: Makes up for what the activation loses; default: by activation
    rng: Source of random numbers; default: the module `random`
    returns: The same model
    """

def init_xavier(model: _T, gain: Any = None, rng: Any = None) -> _T:
    """Refill `model` with weights up to `gain*sqrt(6/(nin + nout))`, for signals and gradients

    model: A model with at least one `Layer` in it, such as an `MLP`
    gain: Makes up for what the activation loses; default: as for `init_kaiming`
    rng: Source of random numbers; default: the module `random`
    returns: The same model
    """

INITS: dict[str, Any]
