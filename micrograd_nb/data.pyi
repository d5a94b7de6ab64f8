# Written by `make sync` from the package: edit the notebooks.

"Small sets of examples, the same in every run, and functions that split them and deal them out"

from typing import Any

__all__ = ['DATASETS', 'moons', 'circles', 'spirals', 'xor', 'blobs', 'line', 'sine', 'train_test_split', 'batches']

def _check(ok: Any, name: Any, what: Any, x: Any) -> None: ...

def _generator(n: Any, least: Any, noise: Any, seed: Any) -> Any:
    "The random numbers of `seed`, once the arguments of a set make sense"

def _deal(place: Any, classes: Any, n: Any, noise: Any, seed: Any) -> Any:
    "`n` points; number `k` of 0 to `last` of class `c` is near `place(c, k, last)`"

def moons(n: Any = 100, noise: Any = 0.1, seed: Any = 0) -> tuple[Any, ...]:
    """Two half moons that interlock

    n: Number of points
    noise: Standard deviation of the push that each coordinate gets
    seed: Another whole number gives other points
    returns: `xs`, the points, and `ys`, their classes: 0 above, 1 below
    """

def circles(n: Any = 100, noise: Any = 0.1, seed: Any = 0) -> tuple[Any, ...]:
    """Two rings, one inside of the other

    n: Number of points
    noise: Standard deviation of the push that each coordinate gets
    seed: Another whole number gives other points
    returns: `xs`, the points, and `ys`, their classes: 0 outside, 1 inside
    """

def spirals(n: Any = 150, noise: Any = 0.04, seed: Any = 0, classes: Any = 3, turns: Any = 0.75) -> tuple[Any, ...]:
    """Spiral arms that wind around each other

    n: Number of points
    noise: Standard deviation of the push that each coordinate gets
    seed: Another whole number gives other points
    classes: Number of arms
    turns: How far each arm winds; negative for the other way round
    returns: `xs`, the points, and `ys`, their classes: 0 to `classes - 1`
    """

def xor(n: Any = 100, noise: Any = 0.1, seed: Any = 0) -> tuple[Any, ...]:
    """Four corners of a square; those opposite to each other are of one class

    n: Number of points
    noise: Standard deviation of the push that each coordinate gets
    seed: Another whole number gives other points
    returns: `xs`, the points, and `ys`, their classes: 1 if one coordinate is near 1, else 0
    """

def blobs(n: Any = 100, noise: Any = 0.2, seed: Any = 0, classes: Any = 3) -> tuple[Any, ...]:
    """Round clouds, with their centres on a circle of radius 1

    n: Number of points
    noise: Standard deviation of the push that each coordinate gets
    seed: Another whole number gives other points
    classes: Number of clouds
    returns: `xs`, the points, and `ys`, their classes: 0 to `classes - 1`
    """

def _curve(f: Any, end: Any, n: Any, noise: Any, seed: Any) -> Any:
    "`n` examples evenly from `-end` to `end`, with targets near `f(x)`"

def line(n: Any = 100, noise: Any = 0.3, seed: Any = 0) -> tuple[Any, ...]:
    """Targets near the line `2x + 3`, for numbers from -1 to 1

    n: Number of examples
    noise: Standard deviation of what is added to each target
    seed: Another whole number gives other targets
    returns: `xs`, each a list of one number, and `ys`, their targets
    """

def sine(n: Any = 100, noise: Any = 0.1, seed: Any = 0) -> tuple[Any, ...]:
    """Targets near the sine, for numbers from `-pi` to `pi`

    n: Number of examples
    noise: Standard deviation of what is added to each target
    seed: Another whole number gives other targets
    returns: `xs`, each a list of one number, and `ys`, their targets
    """

DATASETS: dict[str, Any]

def _check_pairs(xs: Any, ys: Any) -> None: ...

def _take(*lists: Any, order: Any) -> Any:
    "The items of each list in this order; an array gives an array"

def train_test_split(xs: Any, ys: Any, test: Any = 0.25, seed: Any = 0) -> tuple[Any, ...]:
    """Shuffle the examples and keep some of them for a test

    xs: Examples
    ys: Targets, one for each example
    test: Share of the examples that is kept for the test
    seed: Another whole number gives another choice
    returns: `(xs, ys), (test_xs, test_ys)`
    """

def batches(xs: Any, ys: Any, size: Any, rng: Any = None) -> list[Any]:
    """Cut the examples into batches of at most `size`

    xs: Examples
    ys: Targets, one for each example
    size: Number of examples in a batch; the last may have fewer
    rng: Source of random numbers, which shuffles the examples first; default: in order
    returns: Of pairs `(xs, ys)`
    """
