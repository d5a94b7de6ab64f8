"""No quadratic step anywhere: processor time against size, from a thousand to a million: part of `make conformance`

Each line is one thing that users do to many numbers. The size grows by tens, as long as a run can be expected to take
less than half a second, or as many as are given: `python tools/growth.py 20` reaches the million in all, and takes long.
A straight line through the logarithms of size and time, by least squares over the three largest sizes, has a slope of 1
where the time grows like the size. From 1.1 on it fails, after three more measurements of which the smallest slope counts,
as other processes may disturb the first one. What is prepared before (the graph, for `backward`) is not measured; the
garbage collector is off, as its passes over all that is alive are Python's own. And so is it that objects are farther
away in memory the more there are: time is therefore counted in what Python takes to make, link and revisit as many
objects, or to shuffle them where something is shuffled.
"""
import gc, math, os, random, sys, tempfile, time
from functools import cache
from pathlib import Path

import numpy as np
from micrograd_nb.all import (MLP, SGD, History, Linear, Loops, Module, Tensor, Value, batches, blobs, circles, concat, fit, gather, grad,
                              hvp, jvp, l2, line, load, make_program, moons, mse, relu, save, simplify, sine, spirals, split, stack, tanh, topo_sort, train_test_split,
                              trace, tree_flatten, tree_map, tree_paths, vmap, xor)
from micrograd_nb.graph import _is_large

from report import row

SIZES,STEEPEST,SHORTEST = [10**k for k in range(3, 7)],1.1,3e-4


# What is built first --------------------------------------------------------------------------------------------------

def chain(n, x=None):
    "n operations, one on the other"
    y = Value(1.0) if x is None else x
    for _ in range(n//2): y = (y + 0.5)*0.5
    return y

def wide(n):
    "One sum of n Values"
    return sum([Value(1.0) for _ in range(n)])

def ladder(n):
    "Diamonds: each node is used twice"
    y = Value(1.0)
    for _ in range(n//2): y = (y + y)*0.5
    return y

def tensors(n):
    y = x = Tensor(np.ones(2), requires_grad=True)
    for _ in range(n//2): y = (y + x)*0.5
    return y.sum()

class Many(Module):
    "A model of n Values"
    def __init__(self, n): self.weights = [Value(0.5) for _ in range(n)]
    def __call__(self, x): return sum(w*x for w in self.weights)

class Parts(Module):
    "A model of n small Tensors"
    def __init__(self, n): self.weights = [Tensor(np.ones(1), requires_grad=True) for _ in range(n)]

def twice(y):
    y.backward()
    return y

def path(n): return Path(tempfile.gettempdir())/f"growth-{os.getpid()}-{n}.npz"

def saved(n):
    model = Many(n)
    save(model, path(n))
    return model,path(n)

def network(n):
    "A hidden layer of n/5 neurons"
    return MLP(2, [n//5, 1], act="tanh", rng=random.Random(0))

def numbers(n): return np.linspace(0.0, 1.0, n)
def lists(n): return [[float(i), 1.0] for i in range(n)],[float(i % 2) for i in range(n)]
def cut(n): return [Tensor(np.ones(1)) for _ in range(n)]


# What is measured: name -> (what is prepared for a size, what is done with it, largest size) ----------------------------

def program(f): return lambda n: make_program(f, [1.0]*n)
def sum_of_squares(xs): return sum(x*x for x in xs)
def nothing(n): return n

def epochs(n): return fit(Many(1), [1.0], [1.0], epochs=n, lr=1e-3, every=0)
def patient(n): return fit(Many(1), [1.0], [1.0], epochs=n, lr=1e-3, every=0, patience=n)
def shuffled(xy): return batches(*xy, 8, random.Random(0))
def by_python(xy):
    "What a shuffle takes in any case"
    order = list(range(len(xy[0])))
    random.Random(0).shuffle(order)
    return [[part[i] for i in order] for part in xy]

def sliced(n):
    "n indices into one Tensor of a fixed length"
    t = Tensor(np.ones(8), requires_grad=True)
    for i in range(n): t[i % 8]

CASES = {
    "build a chain": (nothing, chain), "build a wide sum": (nothing, wide), "build a ladder": (nothing, ladder),
    "backward of a chain": (chain, Value.backward), "backward of a wide sum": (wide, Value.backward),
    "backward of a ladder": (ladder, Value.backward), "a second backward": (lambda n: twice(ladder(n)), Value.backward),
    "topo_sort": (ladder, topo_sort), "trace": (ladder, trace), "text instead of a picture": (ladder, lambda y: (repr(y), _is_large(y))),
    "zero_grad of a model": (Many, Many.zero_grad), "zero_grad of an optimizer": (lambda n: SGD(Many(n).parameters(), lr=0.1), SGD.zero_grad),
    "a step of SGD": (lambda n: SGD(Many(n).parameters(), lr=0.1), SGD.step), "l2": (lambda n: Many(n).parameters(), l2),
    "build a chain of Tensors": (nothing, tensors), "backward of a chain of Tensors": (tensors, lambda y: y.backward()),
    "a Tensor of n numbers": (numbers, lambda a: (Tensor(a, requires_grad=True)*2.0).tanh().sum().backward()),
    "n indices": (nothing, sliced), "a repeated index": (numbers, lambda a: Tensor(a, requires_grad=True)[np.zeros(len(a), int)].sum().backward()),
    "rows of a Tensor": (lambda n: Tensor(np.ones((n, 2)), requires_grad=True), list),
    "concat of n parts": (cut, concat), "stack of n parts": (cut, stack), "split into n parts": (numbers, lambda a: split(Tensor(a), len(a))),
    "backward of concat": (lambda n: concat([Tensor(np.ones(1), requires_grad=True) for _ in range(n)]).sum(), lambda y: y.backward()),
    "cumsum, prod, max": (numbers, lambda a: [getattr(Tensor(a, requires_grad=True), f)().sum().backward() for f in ("cumsum", "prod", "max")]),
    "grad of a chain": (nothing, lambda n: grad(lambda x: chain(n, x))(1.0)), "jvp of a chain": (nothing, lambda n: jvp(lambda x: chain(n, x), (1.0,), (1.0,))),
    "hvp of a chain": (nothing, lambda n: hvp(lambda x: chain(n, x)**2, (1.0,), (1.0,))),
    "grad of n arguments": (lambda n: [1.0]*n, lambda xs: grad(sum_of_squares)(xs)), "hvp of n arguments": (lambda n: [1.0]*n, lambda xs: hvp(sum_of_squares, (xs,), (xs,))),
    "vmap over n rows": (numbers, lambda a: vmap(lambda x: x*x.tanh())(a)),
    "tree_flatten": (Many, tree_flatten), "tree_map": (Many, lambda m: tree_map(lambda x: x*2, m)), "tree_paths": (Many, tree_paths),
    "state_dict": (Parts, Parts.state_dict), "load_state_dict": (lambda n: (Parts(n), Parts(n).state_dict()), lambda both: both[0].load_state_dict(both[1])),
    "save": (lambda n: (Many(n), path(n)), lambda both: save(*both)), "load": (saved, lambda both: load(*both)),
    "batches": (lists, shuffled, by_python), "train_test_split": (lists, lambda xy: train_test_split(*xy), by_python),
    "moons": (nothing, moons), "circles": (nothing, circles), "spirals": (nothing, spirals), "xor": (nothing, xor), "blobs": (nothing, blobs),
    "line": (nothing, line), "sine": (nothing, sine),
    "make_program of a sum": (nothing, program(sum_of_squares)), "make_program of a chain": (nothing, lambda n: make_program(lambda x: chain(n, x), 1.0)),
    "simplify a chain": (lambda n: make_program(lambda x: chain(n, x), 1.0), simplify), "simplify a sum": (program(sum_of_squares), simplify),
    "Loops of a chain": (lambda n: gather(simplify(make_program(lambda x: chain(n, x), 1.0))), lambda p: Loops(p)),
    "Loops of a sum": (lambda n: gather(simplify(program(sum_of_squares)(n))), lambda p: Loops(p)),
    "an MLP of growing width": (network, lambda m: m([0.5, -0.5])[0].backward()), "making an MLP": (nothing, network),
    "mse of n": (numbers, lambda a: mse([Value(x) for x in a], a.tolist()).backward()),
    "fit, n epochs": (nothing, epochs), "fit with patience, n epochs": (nothing, patient),
    "a History of n epochs": (lambda n: History([{"loss": 1.0/(i + 1)} for i in range(n)]), lambda h: (h.losses, h.best_epoch, repr(h))),
}


# Measuring ------------------------------------------------------------------------------------------------------------

def seconds(prepare, run, n):
    "The shortest processor time of up to five runs, as many as a tenth of a second holds"
    best,spent = math.inf,0.0
    for _ in range(5):
        inside = prepare(n)
        gc.collect()
        start = time.process_time()
        made = run(inside)
        took = time.process_time() - start
        best,spent = min(best, took),spent + took
        del inside,made
        if spent > 0.1: break
    return best

@cache
def objects(n): return seconds(nothing, visited, n)

def visited(n):
    "n small objects, each with the one before, and another walk over them"
    made = [(None, 0.0)]
    for i in range(n): made.append((made[-1], float(i)))
    seen,order,x = set(),[],made[-1]
    while x is not None:
        seen.add(id(x))
        order.append(x)
        x = x[0]
    return sum(x[1] for x in reversed(order) if id(x) in seen)

def measured(limit, prepare, run, unit=None):
    "Times by size, until the next one would be too long, and the same in units"
    times,units = {},{}
    for n in SIZES:
        times[n] = seconds(prepare, run, n)
        if times[n] > SHORTEST: units[n] = times[n]*n/(objects(n) if unit is None else seconds(prepare, unit, n))
        if len(units) > 1 and times[n]*10 > limit: break
    return times,units

def slope(units):
    "Of the straight line through the three largest sizes that take long enough to be measured; 0 if fewer than two do"
    points = [(math.log(n), math.log(t)) for n,t in units.items()][-3:]
    return float(np.polyfit(*zip(*points), 1)[0]) if len(points) > 1 else 0.0

def main():
    gc.disable()
    steep,begun = {},time.process_time()
    limit = float(sys.argv[1]) if sys.argv[1:] else 0.5
    for name,case in CASES.items():
        if sys.argv[2:] and name not in sys.argv[2:]: continue
        times,units = measured(limit, *case)
        steep[name] = slope(units)
        for _ in range(3):  # the machine may have changed its pace meanwhile; a quadratic step stays one
            if steep[name] < STEEPEST: break
            objects.cache_clear()
            steep[name] = min(steep[name], slope(measured(limit, *case)[1]))
        print(f"{name:32} {steep[name]:5.2f}   " + "  ".join(f"{n:.0e}: {t:.4f} s" for n,t in times.items()), flush=True)
    for n in SIZES: path(n).unlink(missing_ok=True)
    gc.enable()
    wrong = {name: s for name,s in steep.items() if s >= STEEPEST}
    if wrong: sys.exit("grows faster than its size: " + ", ".join(f"{name} (slope {s:.2f})" for name,s in wrong.items()))
    worst = max(steep, key=steep.get)
    row("growth of time with size", len(steep), f"no slope of {STEEPEST} or more in logarithms; the steepest is {steep[worst]:.2f}, of {worst}")
    print(f"{time.process_time() - begun:.0f} s of processor time")


if __name__ == "__main__": main()
