"""Everything at once: `from micrograd_nb.all import *`"""

from .engine import *
from .steps import *
from .nn import *
from .train import *
from .figures import *
