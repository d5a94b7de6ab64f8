"""The finished `Tensor`, with all that the chapters from `tensor` to `batching` give it, the loops of compiled programs, and the ways to other libraries; this needs NumPy"""

from .tensor import *
from .elementwise import *
from .shapes import *
from .reductions import *
from .products import *
from .images import *
from .layers import *
from .traced import *
from .batching import *
from .loops import *
from .machine import *
from .interop import *
from .bridges import *

Tensor.__module__ = __name__  # a pickled Tensor comes back finished, whatever the other process has imported
