"""All that works without NumPy: the engine of Values, networks, training and its tools"""

from .engine import *
from .steps import *
from .nn import *
from .losses import *
from .optim import *
from .init import *
from .data import *
from .files import *
from .train import *
from .rates import *
from .plots import *
from .figures import *
from .trees import *
from .transforms import *
from .matrices import *
from .forward import *
from .custom import *
from .programs import *
from .passes import *
from .compiler import *
