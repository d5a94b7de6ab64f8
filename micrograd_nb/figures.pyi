# Written by `make sync` from the package: edit the notebooks.

"One style for every figure: sharp, transparent, readable on light and on dark pages"

from typing import Any

__all__ = ['FIGURE_STYLE', 'figure_style']

_GREY: str

FIGURE_STYLE: dict[str, Any]

def figure_style() -> None:
    "Draw this notebook's figures as SVG, transparent, and the same bit for bit in every run"
