# Written by `make sync` from the package: edit the notebooks.

"Four optimisers that race down one valley, and learning rates that change on the way"

from typing import Any

__all__ = ['OPTIMIZERS', 'SCHEDULES', 'Optimizer', 'SGD', 'RMSprop', 'Adam', 'AdamW', 'clip_grad_value', 'clip_grad_norm', 'constant', 'step_decay', 'cosine', 'warmup', 'one_cycle']

def _check_number(name: Any, x: Any, low: Any, high: Any, open_low: bool = False) -> Any: ...

class Optimizer:
    "Base of the optimisers; a subclass says in `change` how far a parameter moves"
    params: Any
    lr: Any
    state: Any
    steps: Any
    remembers: tuple[Any, ...]
    def __init__(self, params: Any, lr: Any) -> None:
        """params: The parameters: a list of Values, as from `model.parameters()`
        lr: Learning rate: a positive number
        """
    def change(self, x: Any, grad: Any, state: Any) -> Any:
        "How far a parameter with the number `x` and this gradient moves: a number"
    def step(self) -> None:
        "Move every parameter once"
    def zero_grad(self) -> None:
        "Reset the gradient of every parameter to 0"
    def __repr__(self) -> str: ...

class SGD(Optimizer):
    "Gradient descent, with or without momentum"
    momentum: Any
    weight_decay: Any
    nesterov: Any
    remembers: tuple[Any, ...]
    def __init__(self, params: Any, lr: Any = 0.01, momentum: Any = 0.0, nesterov: bool = False, weight_decay: Any = 0.0) -> None:
        """params: The parameters: a list of Values
        lr: Learning rate
        momentum: Share of the last step that is kept, below 1
        nesterov: Look one step ahead? Needs momentum
        weight_decay: Pull towards 0, added to the gradient for each unit of the parameter
        """
    def change(self, x: Any, grad: Any, state: Any) -> Any:
        "The last change, shrunk, and a step against the gradient"

class RMSprop(Optimizer):
    "Descent with each gradient divided by its recent size"
    eps: Any
    weight_decay: Any
    alpha: Any
    momentum: Any
    remembers: tuple[Any, ...]
    def __init__(self, params: Any, lr: Any = 0.01, alpha: Any = 0.99, eps: Any = 1e-08, momentum: Any = 0.0, weight_decay: Any = 0.0) -> None:
        """params: The parameters: a list of Values
        lr: Learning rate: about how far each parameter moves in a step
        alpha: Share of the running mean that is kept, below 1
        eps: Added to the size, against division by zero
        momentum: Share of the last step that is kept, below 1
        weight_decay: Pull towards 0, as for `SGD`
        """
    def change(self, x: Any, grad: Any, state: Any) -> Any:
        "A step against the gradient, divided by the root of its mean square"

class Adam(Optimizer):
    "Running means of the gradient and of its square, both corrected for their start at 0"
    betas: Any
    eps: Any
    weight_decay: Any
    remembers: tuple[Any, ...]
    def __init__(self, params: Any, lr: Any = 0.001, betas: Any = (0.9, 0.999), eps: Any = 1e-08, weight_decay: Any = 0.0) -> None:
        """params: The parameters: a list of Values
        lr: Learning rate: about how far each parameter moves in a step
        betas: Shares of the two running means that are kept, below 1
        eps: Added to the size, against division by zero
        weight_decay: Pull towards 0, as for `SGD`
        """
    def change(self, x: Any, grad: Any, state: Any) -> Any:
        "A step against the mean gradient, divided by the root of its mean square"

class AdamW(Adam):
    "Adam with a weight decay of its own: each step takes `lr*weight_decay` of the parameter off"
    decay: Any
    def __init__(self, params: Any, lr: Any = 0.001, betas: Any = (0.9, 0.999), eps: Any = 1e-08, weight_decay: Any = 0.01) -> None:
        """params: The parameters: a list of Values
        lr: Learning rate, as for `Adam`
        betas: As for `Adam`
        eps: As for `Adam`
        weight_decay: Pull towards 0, as a share of the parameter for each unit of `lr`
        """
    def change(self, x: Any, grad: Any, state: Any) -> Any:
        "Adam's step, less the decay"

OPTIMIZERS: dict[str, Any]

def clip_grad_value(params: Any, limit: Any) -> None:
    """Cut every gradient off at `limit`, in place

    params: The parameters, after `backward`
    limit: Largest size that a gradient may have
    """

def clip_grad_norm(params: Any, limit: Any) -> float:
    """Scale all gradients down together if their norm is beyond `limit`, in place

    params: The parameters, after `backward`
    limit: Largest norm that the gradient may have
    returns: The norm before: root of the sum of squares; FloatingPointError if that is inf or nan
    """

def constant(step: Any, steps: Any) -> float:
    """The same learning rate all the time

    step: Number of the step, from 0
    steps: How many steps there are
    returns: Factor for the learning rate
    """

def step_decay(step: Any, steps: Any, times: Any = 2, factor: Any = 0.1) -> float:
    """A staircase down

    step: Number of the step, from 0
    steps: How many steps there are
    times: How often the learning rate drops, at equal distances
    factor: By how much
    returns: Factor for the learning rate
    """

def cosine(step: Any, steps: Any, end: Any = 0.0) -> float:
    """Half a wave from 1 down to `end` (Loshchilov and Hutter 2017)

    step: Number of the step, from 0
    steps: How many steps there are
    end: Factor after the last step
    returns: Factor for the learning rate
    """

def warmup(step: Any, steps: Any, share: Any = 0.1, then: Any = ...) -> float:
    """A straight climb to 1, then another schedule

    step: Number of the step, from 0
    steps: How many steps there are
    share: Share of the steps that climb, from 0 to 1
    then: Schedule for the other steps
    returns: Factor for the learning rate
    """

def one_cycle(step: Any, steps: Any, share: Any = 0.3, start: Any = 0.04, end: Any = 0.0001) -> float:
    """Half a wave up to 1, then a longer one down (after Smith 2018, with waves for straight lines)

    step: Number of the step, from 0
    steps: How many steps there are
    share: Share of the steps that climb, from 0 to 1
    start: Factor at the first step
    end: Factor after the last step
    returns: Factor for the learning rate
    """

SCHEDULES: dict[str, Any]
