# Written by `make sync` from the package: edit the notebooks.

"The same loops in the language of a compiler, with eight examples side by side"

from typing import Any

__all__ = ['llvm_code', 'Native']

def _bits(x: Any) -> str: ...

_INSTRUCTIONS: dict[str, Any]

_INTRINSICS: dict[str, Any]

_LLVMWriter: Any

_BLOCK: str

_STEP: str

_END: str

_TRAIN: str

_TrainWriter: Any

def _reads(kind: Any, name: Any) -> Any:
    "Is an array of inputs read where numbers of this kind are used?"

def _arguments(arrays: Any, shared: Any, train: bool = False) -> Any:
    "The arguments of the functions, by what they are called in the templates"

def _sum_of_lanes(writer: Any) -> str:
    "The line that adds up the lanes"

def _fixed(name: Any, type: Any, texts: Any) -> str:
    "An array that never changes"

def _check_lanes(lanes: Any) -> None: ...

def _check_training(loops: Any, shared: Any, lanes: Any) -> None: ...

def _llvm_code(loops: Any, shared: Any, lanes: Any, flags: Any, wide: Any, train: bool = False) -> Any:
    "The code, and how much scratch memory it wants behind the totals"

def llvm_code(loops: Any, shared: Any = ('p',), lanes: Any = 1, flags: Any = '', wide: Any = ()) -> str:
    """Loops as a function that takes a batch and returns the mean of every result

    loops: Loops
    shared: The arrays that are the same for all examples
    lanes: How many examples lie side by side
    flags: What the compiler may do, such as "reassoc contract"; by default nothing
    wide: Functions of the C library for several lanes: see `_wide_functions`
    returns: LLVM code with a function `step`
    """

def _llvm() -> Any:
    "llvmlite, ready for this processor"

def _processor(llvm: Any) -> Any:
    "What code is made for: the name and the features of this processor"

def _machine(llvm: Any) -> Any: ...

def _compiled(code: Any) -> Any:
    "LLVM code, optimised, as machine code: the bytes of an object file"

def _loaded(made: Any) -> Any:
    "An engine that holds machine code where it can be called"

def _wide_functions(lanes: Any) -> Any:
    "Functions for several lanes in the C library of Linux: their names, and how many lanes"

class Native:
    "Loops as machine code: a function of a batch"
    n_results: Any
    engine: Any
    step: Any
    train: Any
    arrays: Any
    shared: Any
    lanes: Any
    code: Any
    scratch: Any
    totals: Any
    def __init__(self, loops: Any, shared: Any = ('p',), lanes: Any = 8, flags: Any = '', compiler: Any = ..., train: bool = False) -> None:
        """loops: Loops
        shared: The arrays that are the same for all examples
        lanes: How many examples lie side by side in a register
        flags: What the compiler may do with sums, such as "reassoc contract"
        compiler: Function from LLVM code to machine code
        train: Make `train` in place of `step`? For one lane and parameters "p"
        """
    def _function(self, name: Any, *kinds: Any) -> Any:
        "A function of the machine code, or None if there is none of this name"
    def room(self) -> Any:
        "Arrays for the results, and for their sums in each lane and what else needs memory"
    def __call__(self, *arrays: Any) -> Any:
        "The mean of each result over the examples, for arrays with a row for each: an array"

_known: dict[Any, Any]

def _cache_folder() -> Any:
    "Where machine code is kept; the variable MICROGRAD_NB_CACHE says another place"

def _file_of(code: Any) -> Any:
    "The file for this code, for these versions and for this processor"

def _seal(file: Any, made: Any) -> Any: ...

def _ours(f: Any) -> Any:
    "Is it a plain file that only this user, or the machine's own, can have written?"

def _kept(file: Any) -> Any:
    "The machine code in a file; None if it is not there, damaged, or perhaps of somebody else"

def _keep(file: Any, made: Any) -> None:
    "Write machine code to its file; where that is impossible, it is not kept"

def _machine_code(code: Any) -> Any:
    "The machine code for LLVM code, and where it came from: memory, file or compiler"

def _address(x: Any) -> Any:
    "Where the numbers of an array are in memory"

_ByLLVM: Any
