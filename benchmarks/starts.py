"""How long until one can begin: importing a library, and the first gradient, each in a new process

The programs are text, as a user would write them; the first gradient of x**3 + 2*x at 3 is 29 for all.
"""
import subprocess, sys

BARE = "pass"  # what the interpreter itself takes
IMPORTS = {"python": BARE, "package": "import micrograd_nb", "value": "from micrograd_nb import Value", "tensor": "from micrograd_nb import Tensor",
           "micrograd": "from micrograd.engine import Value", "numpy": "import numpy", "torch": "import torch", "jax": "import jax.numpy",
           "tinygrad": "from tinygrad import Tensor", "autograd": "from autograd import grad", "mygrad": "import mygrad"}
FIRST = {
    "value": "from micrograd_nb import Value\nx = Value(3.0)\n(x**3 + 2*x).backward()\nprint(x.grad)",
    "tensor": "from micrograd_nb import Tensor\nx = Tensor(3.0, requires_grad=True)\n(x**3 + 2*x).backward()\nprint(x.grad)",
    "grad": "from micrograd_nb import grad\nprint(grad(lambda x: x**3 + 2*x)(3.0))",
    "llvm": "from micrograd_nb import grad, jit\nprint(jit(grad(lambda x: x**3 + 2*x), backend='llvm')(3.0))",
    "micrograd": "from micrograd.engine import Value\nx = Value(3.0)\n(x**3 + 2*x).backward()\nprint(x.grad)",
    "torch": "import torch\nx = torch.tensor(3.0, requires_grad=True)\n(x**3 + 2*x).backward()\nprint(x.grad.item())",
    "jax": "import jax\nprint(jax.grad(lambda x: x**3 + 2*x)(3.0))",
    "tinygrad": "from tinygrad import Tensor\nx = Tensor([3.0])\nprint((x**3 + 2*x).sum().gradient(x)[0].item())",
    "autograd": "from autograd import grad\nprint(grad(lambda x: x**3 + 2*x)(3.0))",
    "mygrad": "import mygrad as mg\nx = mg.tensor(3.0)\n(x**3 + 2*x).backward()\nprint(x.grad)"}
LIGHT = "import sys\n{}\nprint([name for name in ('numpy', 'matplotlib') if name in sys.modules])"  # what our imports must not load


def importing(text):
    return lambda: (lambda: subprocess.run([sys.executable, "-c", text], check=True), lambda _: ([0.0],))

def first(text):
    return lambda: (lambda: float(subprocess.check_output([sys.executable, "-c", text])), lambda slope: ([slope],))

def heavy():
    "What `import micrograd_nb` and its Values load and should not"
    return [subprocess.check_output([sys.executable, "-c", LIGHT.format(IMPORTS[name])], text=True).strip() for name in ("package", "value")]

WORKLOADS = {
    "import": dict(title="Import, in a new process (the interpreter itself included)", base="value", data=tuple, engines={name: importing(text) for name,text in IMPORTS.items()}, whole=True),
    "first": dict(title="The first gradient, in a new process", base="value", data=tuple, engines={name: first(text) for name,text in FIRST.items()}, tol=1e-6, whole=True,
                  missing={"numpy": "has no gradients"}),
}
