# Written by `make sync` from the package: edit the notebooks.

"The border in the plane, the curve through the points, the life inside the layers, and the network itself"

from typing import Any

__all__ = ['plot_boundary', 'plot_predictions', 'LayerWatch', 'plot_network']

def _axes(ax: Any) -> Any: ...

def _evenly(xs: Any, n: Any, margin: Any) -> Any:
    "`n` numbers, from somewhat below the smallest of `xs` to somewhat above the largest"

def _answers(model: Any, xs: Any) -> Any:
    "What the model says to each example: a list of lists of floats"

def _classes(ys: Any, outputs: Any) -> Any:
    "The labels as numbers of classes, from 0"

def _leads(answers: Any, side: Any, finer: Any) -> Any:
    "For each class, by how much its output leads all others, on a grid `finer` times as fine"

def plot_boundary(model: Any, xs: Any, ys: Any, ax: Any = None, grid: Any = 50) -> Any:
    """The plane, coloured by the class that the model says, and the examples on top; returns the axes

    model: An `MLP`, or whatever maps an example to one output, or to one for each class
    xs: Examples: a list of lists of two numbers
    ys: Their classes, from 0; for one output also -1 and +1
    ax: Axes of matplotlib to draw on; default: new ones
    grid: How many places to ask about, along each side
    """

def plot_predictions(model: Any, xs: Any, ys: Any, ax: Any = None) -> Any:
    """The model's curve through the targets, or for several inputs prediction against target; returns the axes

    model: An `MLP`, or whatever maps an example to one number
    xs: Examples: a list of lists of numbers
    ys: Targets, one number for each example
    ax: Axes of matplotlib to draw on; default: new ones
    """

_RANGES: dict[str, Any]

_DECADES: tuple[Any, ...]

def _range(layer: Any, span: Any) -> Any:
    "Between which ends the outputs of a layer are counted, and which of them are flat"

def _count(xs: Any, lo: Any, hi: Any, bins: Any) -> Any:
    "How many numbers fall into each bin; what lies beyond the ends counts for the bins there"

def _flat(x: Any) -> Any:
    "All numbers of an array, or the one number, as a list"

def _size(xs: Any) -> Any: ...

def _layers(model: Any) -> Any: ...

class LayerWatch:
    "A callback for `fit` that notes what the layers say and what gradients they get, as histograms"
    xs: Any
    every: Any
    bins: Any
    span: Any
    epochs: Any
    rows: Any
    counts: Any
    ranges: Any
    grads: Any
    def __init__(self, xs: Any, every: Any = 1, bins: Any = 40, span: Any = 4.0) -> None:
        """xs: A few examples to look at
        every: Take notes every so many epochs
        bins: How many bins a histogram has
        span: Outputs are counted from `-span` to `span`, unless their activation ends before
        """
    def before_fit(self, run: Any) -> None:
        "Begin with empty notes"
    def after_backward(self, run: Any) -> None:
        "Keep the gradients; those of the last batch stay"
    def after_epoch(self, run: Any) -> None:
        "Send the examples through, layer by layer, and count"
    def plot(self, what: Any = 'outputs', ax: Any = None) -> Any:
        """Draw the histograms of each layer, epoch by epoch; returns the list of axes

        what: Or "gradients"
        ax: List of Axes of matplotlib, one for each layer; default: new ones
        """

_MOST: int

def _neurons(model: Any) -> Any:
    "For each layer a list of neurons: their weights and their bias, as floats"

def _places(sizes: Any, width: Any = 1.7) -> Any:
    "The centres of the circles, for each column from the left a list from the top, in a field of 1.7 by 1"

def _tint(x: Any, largest: Any, alpha: Any) -> Any:
    "Orange for positive, blue for negative"

def plot_network(model: Any, ax: Any = None, inputs: Any = None) -> Any:
    """The network as circles and lines: weights by width, their signs by colour; returns the axes

    model: A model with layers of neurons, such as an `MLP`, of at most 600 weights
    ax: Axes of matplotlib to draw on; default: new ones
    inputs: Names of the inputs: a list; default: x0, x1 and so on
    """
