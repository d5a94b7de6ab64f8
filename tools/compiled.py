"""Compiled steps against the engine, and their cache against kills, damage and crowds: part of `make test`

Random programs go through the passes, the loops and machine code, and must come to the same numbers, also at inf, nan
and -0.0 (where Python refuses, a program says inf or nan). Random networks are compiled by every back end, and must come
to the loss and the slopes of the engine.
"""
import os, random, subprocess, sys, tempfile, threading, time
from math import inf, isnan, nan
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings, strategies as st

os.environ["MICROGRAD_NB_CACHE"] = tempfile.mkdtemp()
from micrograd_nb import ACTIVATIONS, LOSSES, MLP, Layer, Module, Value, jit
from micrograd_nb.loops import Loops
from micrograd_nb.machine import _cache_folder, _kept, _TrainWriter, Native
from micrograd_nb.passes import gather, simplify
from micrograd_nb.programs import Program

UNARY = ("neg", "abs", "exp", "log", "sqrt", "sin", "cos", "tanh", "softplus", "erfc")
BINARY = ("add", "sub", "mul", "truediv", "pow")
TESTS = ("lt", "le", "gt", "ge", "eq", "ne")
HOSTILE = (0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -3.0, 1e300, -1e-300, 5e-324, inf, -inf, nan)
count = {"programs": 0, "networks": 0, "at once": 0, "in the end": 0}


@st.composite
def programs(draw):
    "Operations on places anywhere further up; comparisons only choose; some inputs are not used, some constants are hostile"
    inputs = draw(st.integers(1, 5))
    nodes = [("input", i) for i in range(inputs)] + [("constant", c) for c in draw(st.lists(st.sampled_from(HOSTILE), max_size=3))]
    numbers = list(range(len(nodes)))
    def note(*node):
        nodes.append(node)
        return len(nodes) - 1
    for _ in range(draw(st.integers(1, 40))):
        a,b,c,d = (draw(st.sampled_from(numbers)) for _ in range(4))
        op = draw(st.sampled_from((*UNARY, *BINARY, "add", "mul", "where")))
        numbers.append(note(op, a) if op in UNARY else note(op, a, b) if op in BINARY else note("where", note(draw(st.sampled_from(TESTS)), a, b), c, d))
    program = Program([f"x{i}" for i in range(inputs)], nodes, draw(st.lists(st.sampled_from(numbers), min_size=1, max_size=8)))
    program.pattern,program.close = (0.0,)*inputs,lambda ys: ys
    return program, [draw(st.lists(st.sampled_from(HOSTILE) | st.floats(-10, 10), min_size=inputs, max_size=inputs)) for _ in range(3)]

def alike(a, b): return a == b or isnan(a) and isnan(b) or abs(a - b) <= 1e-12*abs(b)

@settings(max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs(), st.sampled_from((1, 4, 8)))
def hold_program(drawn, lanes):
    program,points = drawn
    count["programs"] += 1
    line = gather(simplify(program))
    loops = Loops(line)
    native = Native(loops, shared=(), lanes=lanes)
    for x in points:
        right = program(*x)
        for how,came in (("simplified", line(*x)), ("in loops", loops(x)), ("as machine code", native([x]).tolist())):
            assert all(map(alike, came, right)), f"{how}, at {x}: {came}, and {right} is right\n{program.source}"


class Odd(Module):
    "A layer that is used twice, a parameter in two places, and one that is not used at all"
    def __init__(self, n, act, rng): self.layer,self.unused,self.scale = Layer(n, n, act=act, rng=rng),Value(0.3),Value(rng.uniform(-1, 1))
    def __call__(self, x): return [sum(self.layer(self.layer(x)))*self.scale + self.scale]

class Pairs(Module):
    "A model whose parameters are slopes of each other"
    def __init__(self, n, rng): self.a,self.b = ([Value(rng.uniform(-1, 1)) for _ in range(n)] for _ in range(2))
    def __call__(self, x): return [sum(a*b*v for a,b,v in zip(self.a, self.b, x))]

class Fixed(Module):
    "A model without parameters"
    def __call__(self, x): return [Value(0.5)*x[0]]

@settings(max_examples=40, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.lists(st.integers(1, 5), min_size=1, max_size=3), st.integers(1, 4), st.sampled_from(sorted(ACTIVATIONS)), st.sampled_from(sorted(LOSSES)), st.integers(1, 20))
def hold_network(seed, widths, inputs, act, name, n):
    rng,loss = random.Random(seed),LOSSES[name]
    several = name == "cross_entropy"
    widths = [*widths, rng.randint(2, 4) if several else 1]
    net = MLP(inputs, widths, act=act, rng=rng) if several or seed%3 else (Odd(inputs, act, rng), Pairs(inputs, rng), Fixed())[seed//3%3]
    xs = [[rng.gauss(0, 1) for _ in range(inputs)] for _ in range(n)]
    ys = [rng.randrange(widths[-1]) if several else rng.choice((-1, 1)) if name == "hinge" else rng.choice((0, 1)) if name == "bce" else rng.gauss(0, 1) for _ in xs]
    total = loss([net(x) for x in xs], ys)
    total.backward()
    right = np.array([total.data, *(p.grad for p in net.parameters())])
    count["networks"] += 1
    for backend,options in (("python", {}), ("numpy", {}), ("llvm", {}), ("llvm", {"lanes": 1}), ("llvm", {"threads": 2}), ("llvm", {"fast": True})):
        value,grads = jit(loss, net, backend, **options)(xs, ys)
        hold_near(np.array([value, *grads]), right, f"{backend} {options}")
    if net.parameters(): hold_epoch(net, loss, xs, ys)

def hold_near(came, right, what):
    gap = np.abs(came - right)/np.maximum(1, np.abs(right))
    assert gap.max() <= 1e-12, f"{what}: off by {gap.max():.1e}"

def hold_epoch(net, loss, xs, ys):
    "An epoch in machine code moves the parameters as the engine does, whether each moves where its slope is computed or all in the end"
    params,step = net.parameters(),jit(loss, net, "llvm")
    start,total = [p.data for p in params],0.0
    for x,y in zip(xs, ys):
        net.zero_grad()
        one = loss([net(x)], [y])
        one.backward()
        total += one.data
        for p in params: p.data -= 0.1*p.grad
    right = np.array([total/len(xs), *(p.data for p in params)])
    for p,x in zip(params, start): p.data = x
    hold_near(np.array([step.sgd(xs, ys, lr=0.1), *(p.data for p in params)]), right, "sgd")
    count["at once" if _TrainWriter(step.run.loops).at_once else "in the end"] += 1


def hold_threads():
    "Eight threads call one step, each with points of its own"
    rng = np.random.default_rng(0)
    net = MLP(3, [8, 1], rng=random.Random(1))
    step = jit(LOSSES["mse"], net)
    batches = [(rng.normal(size=(50, 3)), rng.normal(size=50)) for _ in range(8)]
    right = [step(*batch) for batch in batches]
    wrong = []
    def work(i):
        for _ in range(200):
            value,grads = step(*batches[i])
            if value != right[i][0] or (grads != right[i][1]).any(): wrong.append(i)
    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for t in threads: t.start()
    for t in threads: t.join()
    assert not wrong, f"{len(wrong)} of 1600 calls from eight threads were wrong"


WRITER = "import sys; from pathlib import Path; from micrograd_nb.machine import _keep; print('writing', flush=True)\nwhile True: _keep(Path(sys.argv[1]), bytes(range(256))*4000)"
USER = "import random; from micrograd_nb import MLP, jit, mse; step = jit(mse, MLP(2, [5, 1], rng=random.Random(1)), 'llvm'); print(step([[0.5, -1.0]], [1.0])[0].hex())"

def hold_cache():
    "Writers that are killed leave a whole file; users at the same time, and of damaged files, get the right loss"
    folder,rng = _cache_folder(),random.Random(0)
    file = folder/"killed.o"
    for _ in range(12):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(rng.uniform(0.005, 0.05))
        process.kill()
        process.wait()
        assert not file.exists() or _kept(file), "a killed writer left half a file"
    file.unlink(missing_ok=True)
    fresh = Path(tempfile.mkdtemp())
    env = {**os.environ, "MICROGRAD_NB_CACHE": str(fresh)}
    def run(env=env): return subprocess.Popen([sys.executable, "-c", USER], stdout=subprocess.PIPE, text=True, env=env)
    said = {p.communicate()[0] for p in [run() for _ in range(4)]}
    kept = list(fresh.glob("*.o"))
    assert len(said) == 1 and len(kept) == 1, f"four at once said {said}, and kept {len(kept)} files"
    whole = kept[0].read_bytes()
    for damaged in (b"", whole[:50], whole[:-1], bytes([whole[40] ^ 1]) + whole[1:]):
        kept[0].write_bytes(damaged)
        assert run().communicate()[0] in said, "a damaged file was used"
        assert kept[0].read_bytes() == whole, "a damaged file was not replaced"
    no_folder = Path(tempfile.mkdtemp())/"a file"
    no_folder.touch()
    assert run({**env, "MICROGRAD_NB_CACHE": str(no_folder)}).communicate()[0] in said, "without a place for files it does not work"


if __name__ == "__main__":
    hold_program()
    hold_network()
    hold_threads()
    hold_cache()
    assert count["at once"] > 5 < count["in the end"], f"both ways to train must occur: {count}"
    print(f"{count['programs']} random programs, simplified, in loops and as machine code; {count['networks']} networks by every back end, and epochs "
          f"where parameters move at once ({count['at once']}) or in the end ({count['in the end']}); threads, kills, damage and crowds: all as the engine")
