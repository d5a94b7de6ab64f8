"""Everything at once: `from micrograd_nb.all import *`"""

from .numeric import *
from .functions import *
from .value import *
from .graph import *
from .engine import *
from .activations import *
from .nn import *
from .train import *
from .figures import *
