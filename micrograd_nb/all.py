"""Everything at once: `from micrograd_nb.all import *`"""

from .engine import *
from .steps import *
from .nn import *
from .losses import *
from .optim import *
from .init import *
from .data import *
from .files import *
from .train import *
from .figures import *
from .rates import *
