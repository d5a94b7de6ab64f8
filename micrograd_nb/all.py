"""Everything at once: `from micrograd_nb.all import *`"""

from .scalars import *
from .tensors import *
