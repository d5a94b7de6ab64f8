"""Ask the installed package, mypy, pyright and jedi whether the stubs are right: run by `make test` where the wheel is installed

A program that is right must pass their strict rules, each line that is wrong must be found, and what an editor offers
must be there. Then stubtest, of mypy, compares every name and signature with the package, and each method of Value and
Tensor that can be called as it is returns what its stub says. A tool that is not installed is SKIPPED by name.
"""
import ast, json, subprocess, sys, tempfile
from importlib.util import find_spec
from pathlib import Path

import micrograd_nb
import numpy as np
from micrograd_nb import Tensor, Value

RIGHT = """
import random
import numpy as np
from micrograd_nb import MLP, SGD, History, Linear, Sequential, Tensor, Value, fit, init_xavier, jit, mse, tanh
from micrograd_nb.engine import ACTIVATIONS

a, b = Value(2.0, label="a"), Value(-3.0)
f: Value = (a*b + 10)**2
f.backward()
g: Value = (1 - f.tanh().relu()).gelu(approximate="none")
h: Value = tanh(g)
x: float = tanh(0.5)
net: MLP = init_xavier(MLP(1, [8, 1], rng=random.Random(42)))
history: History = fit(net, [[1], [2]], [5, 7], epochs=10, loss=mse)
optimizer = SGD(net.parameters(), lr=0.1)
optimizer.step()
net.zero_grad()
t = Tensor([1.0, 2.0], requires_grad=True)
u: Tensor = (t.exp()*np.array([3.0, 4.0])).reshape(2, 1).sum(axis=0, keepdims=True)
with Tensor.no_grad(): v: Tensor = tanh(u)
model: Sequential = Sequential(Linear(1, 8), tanh, Linear(8, 1)).train()
print(max(a, b), t.shape, f"{f:.3f}", history.losses[-1], net([1]), ACTIVATIONS["tanh"], jit(mse, net))
"""
WRONG = {  # a line, and a word of what is wrong with it
    "Value(1).tanhh()": "tanhh", "Value(1.0).tanh(3)": "argument", "Value()": "data", "Value(1.0).gelu(aproximate=3)": "aproximate",
    "(Value(1.0)*2 + 1).tanh().bakward()": "bakward", "Tensor([1.0]).exp().summ()": "summ", "Tensor([1.0]).sum(keepdims='no')": "bool",
    "MLP(2, [1]).train().zero_gradd()": "zero_gradd", "n: int = Value(1.0).exp()": "int", "from micrograd_nb import Valeu": "Valeu"}
OFFERED = {"Value(2.0).tan": "tanh", "(Value(2.0) + 1).bac": "backward", "Value(2.0).tanh().soft": "softplus", "Tensor([1.0]).exp().resh": "reshape",
           "MLP(2, [1]).eval().load_": "load_state_dict", "micrograd_nb.value_and": "value_and_grad"}
HEAD = "import micrograd_nb\nfrom micrograd_nb import MLP, Tensor, Value\n"


def by_mypy(path):
    "The lines with errors, and what they are"
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", path.parent/"cache", path.name], cwd=path.parent, capture_output=True, text=True)
    assert done.returncode < 2, done.stdout + done.stderr
    return [(int(line.split(":")[1]), line) for line in done.stdout.splitlines() if ": error:" in line]

def by_pyright(path):
    (path.parent/"pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, path.name], cwd=path.parent, capture_output=True, text=True)
    return [(found["range"]["start"]["line"] + 1, found["message"]) for found in json.loads(done.stdout)["generalDiagnostics"] if found["severity"] == "error"]

def checked(name, check, tmp):
    "The program that is right passes, each line that is wrong is found"
    path = Path(tmp)/"program.py"
    path.write_text(RIGHT, encoding="utf-8")
    assert not (errors := check(path)), f"{name} finds errors in a program that has none: {errors}"
    path.write_text(HEAD + "\n".join(WRONG) + "\n", encoding="utf-8")
    errors = check(path)
    for n,(line,word) in enumerate(WRONG.items(), 1 + HEAD.count("\n")):
        assert any(at == n and word in text for at,text in errors), f"{name} does not see what is wrong with {line!r}: {errors}"

def completed():
    "What jedi, the completion of Jupyter, offers"
    import jedi
    here = jedi.InterpreterEnvironment()  # this Python, whatever is active
    for line,name in OFFERED.items(): assert name in [c.name for c in jedi.Script(HEAD + line, environment=here).complete()], f"{line} is not completed to {name}"
    signature, = jedi.Script(HEAD + "Value(2.0).gelu(", environment=here).get_signatures()
    assert "exact" in signature.docstring() and "approximate" in signature.docstring(), signature.docstring()

def returned():
    "Whether methods return what their stubs say; how many were called"
    folder,calls = Path(micrograd_nb.__file__).parent,0
    operands = {Value: Value(0.5), Tensor: Tensor([0.5], requires_grad=True)}
    types = {"Value": Value, "Tensor": Tensor, "Self": None, "None": type(None), "float": float, "int": int, "str": str, "bool": bool}
    for cls,module in ((Value, "value"), (Tensor, "tensor")):
        tree = next(node for node in ast.parse((folder/f"{module}.pyi").read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef) and node.name == cls.__name__)
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.decorator_list or node.name == "__init__": continue
            expected,needs = ast.unparse(node.returns),len(node.args.args) - 1 - len(node.args.defaults)
            others = [2.0]*(node.name.strip("_").removeprefix("r") in ("add", "sub", "mul", "truediv", "pow"))
            if expected not in types or needs != len(others) or node.args.vararg: continue
            got = getattr(operands[cls], node.name)(*others)
            calls += 1
            assert isinstance(got, types[expected] or cls), f"{cls.__name__}.{node.name} returns {got!r}, and its stub says {expected}"
    assert calls > 60, f"only {calls} methods were called"
    return calls


if __name__ == "__main__":
    assert (Path(micrograd_nb.__file__).parent/"py.typed").exists()
    said = [f"{returned()} methods return what their stubs say"]
    with tempfile.TemporaryDirectory() as tmp:
        for name,check in (("mypy", by_mypy), ("pyright", by_pyright)):
            if find_spec(name) is None: print(f"SKIPPED: {name} is not installed here; a job on GitHub has it")
            else: checked(name, check, tmp); said.append(f"{name} passes what is right and finds {len(WRONG)} mistakes")
        (Path(tmp)/"known").write_text("micrograd_nb.traced.TracedTensor.no_grad\n", encoding="utf-8")  # inside of a transform, it belongs to the instance
        if find_spec("mypy"): subprocess.run([sys.executable, "-m", "mypy.stubtest", "micrograd_nb", "--concise", "--allowlist", "known"], check=True, cwd=tmp)
    if find_spec("jedi") is None: print("SKIPPED: jedi is not installed here")
    else: completed(); said.append(f"jedi completes {len(OFFERED)} beginnings")
    print("; ".join(said))
