# Written by `make sync` from the package: edit the notebooks.

"Products of matrices, of batches of them, whole layers at once, and sums over named axes"

from typing import Any
from .tensor import Tensor

__all__ = ['linear', 'einsum']

def _matmul_rules(a: Any, b: Any) -> Any:
    "The rules of `a @ b`; a vector is a row on the left and a column on the right"

def _matmul_problem(a: Any, b: Any) -> str:
    "Why two arrays have no product, in a sentence"

def _dot(a: Any, b: Any) -> Any:
    "What `np.dot` means for Tensors"

def _rows(x: Any) -> Any:
    "All axes but the last in one"

def linear(x: Any, weight: Any, bias: Any = None) -> Tensor:
    """`x @ weight.T + bias` in one operation

    x: Tensor with `nin` numbers along its last axis
    weight: Tensor of the shape (nout, nin): a row for each output
    bias: Tensor of the shape (nout,)
    returns: Tensor with `nout` numbers along its last axis
    """

def _labels(subscripts: Any, arrays: Any) -> Any:
    "The labels of each operand and of the result, with letters in place of `...`"

def _length_problem(inputs: Any, arrays: Any) -> Any:
    "The label that has two lengths, in a sentence; None if there is none"

def _einsum_rule(i: Any, inputs: Any, out: Any, arrays: Any) -> Any:
    "The rule of operand `i`: an einsum of the gradient and the other operands"

def einsum(subscripts: Any, *operands: Any) -> Tensor:
    """Multiply and sum over named axes; the rule of an operand is an einsum of the others

    subscripts: Labels of the axes, such as "ij,jk->ik"
    operands: Tensors or arrays, one for each group of labels
    returns: Tensor with the axes behind the arrow
    """

def _np_einsum(subscripts: Any, *operands: Any, optimize: Any = None) -> Tensor:
    "What `np.einsum` calls"
