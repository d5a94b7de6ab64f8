"""Threads, processes, memory and size: training is the same to the last bit wherever it runs, and leaves nothing behind

`python tools/steady.py` is a step of `make test`. With a number, as in `python tools/steady.py 10_000_000`, the graphs
have so many nodes (180 to 250 bytes each), and the steps of training are 10,000; without one, 200,000 and 2,000.
"""
import gc, multiprocessing, random, sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
from micrograd_nb.all import MLP, SGD, BatchNorm1d, Dropout, Linear, Sequential, Tensor, Value, bce, blobs, fit, grad, mse, value_and_grad
from micrograd_nb.engine import topo_sort
from micrograd_nb.functions import relu, tanh
from micrograd_nb.tensor import _result
from report import row

RUNS = range(8)


def trained(seed):
    "Everything that training number `seed` leaves behind, as text in which every bit shows"
    rng = random.Random(seed)
    xs,ys = blobs(24, seed=seed)
    mlp = MLP(2, [4, 1], act=("tanh", "relu", "gelu")[seed % 3], rng=rng)
    one = fit(mlp, xs, ys, loss="mse", epochs=3, lr=0.05, opt=("sgd", "adam")[seed % 2], batch_size=5, seed=seed, every=0)
    nrng = np.random.default_rng(seed)
    net = Sequential(Linear(2, 6, rng=nrng), BatchNorm1d(6), relu, Dropout(0.2, seed=seed), Linear(6, 1, rng=nrng))
    two = fit(net, np.array(xs), (np.array(ys)[:, None] > 0)*1.0, loss=bce, epochs=3, lr=0.05, opt="adam", batch_size=8, seed=seed, every=0)
    third = grad(grad(grad(lambda x: tanh(x*x)*x)))(0.1*seed)
    slopes = value_and_grad(lambda w: mse([tanh(w*x[0]) for x in xs], ys))(0.3)
    return repr((one.losses, two.losses, mlp.state_dict(), {name: a.tolist() for name,a in net.state_dict().items()}, third, slopes))


def threads():
    "Eight threads at once, and the same one after the other"
    alone = [trained(seed) for seed in RUNS]
    assert len(set(alone)) == len(RUNS), "the trainings do not differ, so this would prove nothing"
    old = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # so that they really take turns
    try:
        with ThreadPoolExecutor(len(RUNS)) as pool: together = list(pool.map(trained, RUNS))
    finally: sys.setswitchinterval(old)
    wrong = [seed for seed in RUNS if alone[seed] != together[seed]]
    assert not wrong, f"trained in eight threads, {wrong} came out differently"
    return alone


def processes(alone):
    "The same in processes of each kind that this system has"
    kinds = multiprocessing.get_all_start_methods()
    for kind in kinds:
        with ProcessPoolExecutor(2, multiprocessing.get_context(kind)) as pool: there = list(pool.map(trained, RUNS[:3]))
        assert there == alone[:3], f"trained in a process made by {kind}, the numbers are others"
    return kinds


def blocks():
    "The blocks of memory in use, once Python's stock of used tuples is full: it keeps 2,000 of each length"
    stock = [[tuple([0]*n) for _ in range(2100)] for n in range(1, 20)]
    del stock
    return sys.getallocatedblocks()

def memory(steps=2000):
    "Steps of training without the garbage collector, errors on the way forward and back included: no block of memory more in the end"
    net,xs = MLP(2, [3, 1], rng=random.Random(0)),[[0.1, 0.2], [0.3, -0.4]]
    deep = Sequential(Linear(2, 3, rng=np.random.default_rng(0)), tanh, Linear(3, 1, rng=np.random.default_rng(1)))
    opts = SGD(net.parameters(), lr=1e-3),SGD(deep.parameters(), lr=1e-3)
    def step(i):
        for model,opt,batch in ((net, opts[0], xs), (deep, opts[1], np.array(xs))):
            opt.zero_grad()
            preds = [model(x) for x in batch] if model is net else model(batch)
            mse(preds, [1.0, -1.0] if model is net else np.array([[1.0], [-1.0]])).backward()
            opt.step()
        if i % 10 == 0:
            for fails in (forward_fails, backward_fails, grad_fails):
                try: fails()
                except ArithmeticError: continue
                raise AssertionError(f"{fails.__name__} did not fail")
    def forward_fails(): sum(net(xs[0]), Value(0.0))/Value(0.0)
    def backward_fails():
        def rule(g): raise ArithmeticError("on the way back")
        h = deep(np.array(xs))
        (h*_result(h.data, (h,), "broken", (rule,))).sum().backward()
    def grad_fails(): grad(lambda x: net([x, x*x])[0]/(x - x))(2.0)
    gc.collect()
    gc.disable()
    try:
        for i in range(500): step(i)
        before = blocks()
        for i in range(steps): step(i)
        more = blocks() - before
    finally: gc.enable()
    assert more < 50, f"{steps} steps left {more} blocks of memory behind"
    return more


def chain(n):
    "Deep: each node made of the one before; the slope is 1"
    x = y = Value(1.0)
    for _ in range(n): y = y + 0.5
    return x, y, 1.0

def fan(n):
    "Wide: many nodes made of one; the slope counts them"
    x = y = Value(1.0)
    for part in [x*2.0 for _ in range(n//2 - 1)]: y = y + part
    return x, y, 2.0*(n//2 - 1) + 1

def ladder(n):
    "Diamonds, one on the other: each node is used twice, and there are 2**n ways through them"
    x = y = Value(1.0)
    for _ in range(n//2): y = (y + y)*0.5
    return x, y, 1.0

def graphs(n):
    "Graphs of about n nodes, forward and back, each in a process of its own: the bytes for each node, all that is needed included"
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        return {kind.__name__: pool.submit(graph, kind, n).result() for kind in (chain, fan, ladder)}

def most_memory():
    "The most bytes that this process has had"
    try: import resource
    except ImportError:  # on Windows
        import psutil
        return psutil.Process().memory_info().peak_wset
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss*(1 if sys.platform == "darwin" else 1024)

def graph(kind, n):
    before = most_memory()
    x,y,slope = kind(n)
    nodes = len(topo_sort(y))
    y.backward()
    assert abs(x.grad - slope) <= 1e-12*slope and nodes > 0.9*n, f"{kind.__name__}: slope {x.grad}, {nodes} nodes"
    return (most_memory() - before)/nodes


if __name__ == "__main__":
    n = int(sys.argv[1]) if sys.argv[1:] else 200_000
    steps = 2_000 if n < 10**6 else 10_000
    kinds = processes(threads())
    row("threads and processes", len(RUNS) + 3*len(kinds), f"{len(RUNS)} trainings in as many threads, and 3 in processes by {', '.join(kinds)}: the same bits")
    row("memory", steps, f"steps of training without the collector, errors included, leave {max(0, memory(steps))} blocks of memory")
    sizes = graphs(n)
    assert max(sizes.values()) < 700, f"more than 700 bytes for a node: {sizes}"
    row("large graphs", len(sizes), f"graphs of {n:,} nodes, forward and back: " + ", ".join(f"{kind} {size:.0f} bytes for each" for kind,size in sizes.items()))
