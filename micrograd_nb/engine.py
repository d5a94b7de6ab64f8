"""The finished engine: `Value` with all that the chapters from `numeric` to `activations` give it"""

from .numeric import *
from .functions import *
from .value import *
from .graph import *
from .backprop import *
from .activations import *

Value.__module__ = __name__  # a pickled Value comes back finished, whatever the other process has imported
