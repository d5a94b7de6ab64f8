# Written by `make sync` from the package: edit the notebooks.

"Train a network, and get its curve, its border and its weights, without writing a line of Python"

from typing import Any

__all__ = ['serve', 'main']

def _one_line(text: Any) -> Any:
    "Text as a terminal can show it in one line, with codes for what is not printed"

_Parser: Any

def _one_of(known: Any) -> Any: ...

def _widths(text: Any) -> Any: ...

def _versions() -> Any:
    "This library, the packages its numbers depend on, Python and the system: one line"

def _parser() -> Any: ...

def _task(ys: Any) -> Any:
    "Outputs, loss and metrics for these targets"

def _write_results(out: Any, net: Any, history: Any, train: Any, test: Any) -> Any:
    "Pictures, history and weights into a folder: the names of all files there"

def _check_same(path: Any, chosen: Any) -> None:
    "Compare the settings of an earlier run with those of this one"

def _train(args: Any) -> Any:
    "Do what `micrograd-nb train` was asked for: the exit status"

_Files: Any

def _server(folder: Any, port: Any) -> Any:
    "A server for a folder, at the first free port from `port` on"

def serve(folder: Any, port: Any = 8000) -> None:
    """Serve a website on this machine only, until Ctrl-C

    folder: Folder with an index.html
    port: First port to try; if it is taken, the next
    """

def main(argv: Any = None) -> int:
    """The command `micrograd-nb`

    argv: The words after `micrograd-nb`; default: those of the command line
    returns: Exit status: 0; 1 if the numbers got out of hand; 2 for a wrong call; 130 if interrupted
    """
