# Written by `make sync` from the package: edit the notebooks.

"`tanh`, `relu`, `sigmoid` and friends as operations of a Value, each with its slope"

from typing import Any

__all__ = ['ACTIVATIONS']

ACTIVATIONS: dict[str, Any]
