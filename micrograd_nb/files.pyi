# Written by `make sync` from the package: edit the notebooks.

"A trained network in a file that opens everywhere, runs no code, and is never half written"

from typing import Any, TypeVar
_T = TypeVar("_T")

__all__ = ['save', 'load']

def _checksum(arrays: Any, words: Any) -> Any: ...

def _target(path: Any) -> Any:
    "Where to write, if one can"

def _replace(path: Any, content: Any) -> None:
    "Write these bytes to a file, wholly or not at all"

def _write(path: Any, arrays: Any, words: Any) -> None: ...

def _read(path: Any, kind: Any) -> Any: ...

def _to_arrays(numbers: Any) -> Any: ...

def _check_names(expected: Any, arrays: Any, where: Any) -> None: ...

def _to_number(a: Any) -> Any: ...

def _module(model: _T) -> _T: ...

def save(model: Any, path: Any) -> None:
    """Write the numbers of a model to a file, wholly or not at all

    model: An `MLP` or any other `Module`
    path: Where to write; the usual ending is .safetensors
    """

def _from_elsewhere(arrays: Any, state: Any) -> Any:
    "The arrays of a file that another library wrote, without its counts, and with ours"

def load(model: Any, path: Any) -> Any:
    """Read the numbers of a file into a model; if anything does not fit, the model stays as it was

    model: A model of the same architecture as the one that was saved
    path: The file; ValueError if it is damaged or of another architecture
    returns: `model`, which now has the numbers of the file
    """
