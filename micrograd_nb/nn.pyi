# Written by `make sync` from the package: edit the notebooks.

"Three small classes that hold Values and combine them"

from typing import Any, Iterator, Self

__all__ = ['Module', 'Neuron', 'Layer', 'MLP']

def _walk(x: Any, path: Any = (), seen: Any = None) -> Iterator[Any]:
    "Everything to be found in `x`, depth first, each with its name; a Module is entered once"

class Module:
    "Base of everything with parameters; a subclass only has to assign them to attributes"
    training: bool
    def named_values(self) -> Any:
        "All Values among the attributes, in the order they were assigned: a dict of them by name"
    def named_parameters(self) -> Any:
        "Those of them that training changes, which is all, unless one says otherwise: a dict by name"
    def parameters(self) -> Any:
        "The same, without the names: a list"
    def modules(self) -> Any:
        "This Module and all Modules inside of it, each once: a list"
    def zero_grad(self) -> None:
        "Reset the gradient of every parameter to 0"
    def n_params(self) -> Any:
        "How many parameters there are"
    def state_dict(self) -> Any:
        "The numbers of all Values among the attributes, trained or not: a dict of them by name"
    def load_state_dict(self, state: Any, where: Any = 'state') -> None:
        """Take the numbers of another model of the same architecture; if one does not fit, nothing changes

        state: Numbers or arrays by name, as from `state_dict`
        where: What to call it in an error
        """
    def train(self, mode: bool = True) -> Self:
        """From now on this Module and all inside of it are in training

        mode: False is the same as `eval`
        """
    def eval(self) -> Self:
        "From now on this Module and all inside of it are in use"

def _check_size(name: Any, n: Any) -> None: ...

def _check_inputs(xs: Any, nin: Any, who: Any) -> None: ...

def _activation(act: Any) -> Any: ...

class Neuron(Module):
    "One neuron: a weighted sum of its inputs and a bias, then the activation"
    ws: Any
    b: Any
    nin: Any
    nonlin: Any
    act: Any
    def __init__(self, nin: Any, nonlin: bool = True, act: Any = 'tanh', rng: Any = None) -> None:
        """nin: Number of inputs
        nonlin: Apply the activation? Without it the neuron is linear
        act: Activation: a name from `ACTIVATIONS`, or a function of a Value
        rng: Source of random numbers; default: the module `random`
        """
    def __call__(self, xs: Any) -> Any:
        "The neuron's output for `nin` numbers or Values: one Value"
    def __repr__(self) -> str: ...

class Layer(Module):
    "Neurons side by side, all with the same inputs; further keywords go to each `Neuron`"
    nns: Any
    nin: Any
    nout: Any
    def __init__(self, nin: Any, nout: Any, **kwargs: Any) -> None:
        """nin: Number of inputs
        nout: Number of neurons, and so of outputs
        """
    def __call__(self, xs: Any) -> Any:
        "The outputs of all neurons: a list of Values"
    def __repr__(self) -> str: ...

class MLP(Module):
    "Multi-layer perceptron: layers one behind the other; further keywords go to each `Layer`"
    layers: Any
    def __init__(self, nin: Any, nouts: Any, nonlin: bool = False, **kwargs: Any) -> None:
        """nin: Number of inputs
        nouts: List of layer widths; the last one is the number of outputs
        nonlin: Apply the activation to the last layer too?
        """
    def __call__(self, xs: Any) -> Any:
        "The network's outputs: a list of Values"
    def __repr__(self) -> str: ...
