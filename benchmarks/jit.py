"""The compiled step against PyTorch, JAX, NumPy by hand and micrograd 0.1.0, on one core: `python benchmarks/jit.py`

1. Two moons: forward, backward and all 337 gradients of a batch of 100 points (ReLU, hinge loss), the call included.
2. MLP(784, [50, 10]) of Values with a softmax: one image at a time, in the shape of MNIST.
3. MLP(2, [64, 64, 1]) with tanh, against NumPy by hand.
4. Growth: seconds and memory from 1e3 to 1e6 noted operations.

Each engine runs in a process of its own, they take turns, and first of all they must compute the same loss and the same
gradients. Times on a shared machine mean little by themselves; the ratios of the medians are the result.
"""
import argparse, json, os, random, resource, statistics, subprocess, sys, tempfile, time
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1", JAX_ENABLE_X64="1", JAX_PLATFORMS="cpu")
if hasattr(os, "sched_setaffinity"): os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core for everybody


def data(widths, act):
    "Points, targets and the network, the same for all"
    import numpy as np
    from micrograd_nb import MLP
    from micrograd_nb.data import moons
    xs,ys = moons(100, noise=0.1, seed=42)
    return np.array(xs, float),np.array([[2*y - 1] for y in ys], float),MLP(2, widths, act=act, rng=random.Random(1))

def layers(net):
    "The parameters of an MLP as arrays: pairs of a matrix and a vector"
    import numpy as np
    return [(np.array([[w.data for w in n.ws] for n in layer.nns]), np.array([n.b.data for n in layer.nns])) for layer in net.layers]

def flat(pairs):
    "Gradients of such pairs in the order of parameters()"
    import numpy as np
    return np.concatenate([np.column_stack([w, b]).ravel() for w,b in pairs])

def by_hand(xs, ys, net, act):
    "Forward and backward in NumPy, as one writes it for this network"
    import numpy as np
    pairs = layers(net)
    def step():
        hs,zs = [xs],[]
        for i,(w,b) in enumerate(pairs):
            zs.append(hs[-1] @ w.T + b)
            if i < len(pairs) - 1: hs.append(np.maximum(zs[-1], 0) if act == "relu" else np.tanh(zs[-1]))
        margin = 1 - zs[-1]*ys
        d,grads = np.where(margin > 0, -ys, 0)/len(xs),[]
        for i in reversed(range(len(pairs))):
            grads.append((d.T @ hs[i], d.sum(0)))
            if i: d = (d @ pairs[i][0])*((zs[i-1] > 0) if act == "relu" else 1 - hs[i]**2)
        return np.maximum(margin, 0).mean(), grads[::-1]
    return step,lambda out: (float(out[0]), flat(out[1]))

def by_torch(xs, ys, net, act):
    import torch
    torch.set_num_threads(1)
    f = torch.relu if act == "relu" else torch.tanh
    pairs = [tuple(torch.tensor(a, requires_grad=True) for a in pair) for pair in layers(net)]
    x,y = torch.tensor(xs),torch.tensor(ys)
    def step():
        for pair in pairs:
            for p in pair: p.grad = None
        h = x
        for i,(w,b) in enumerate(pairs):
            h = torch.nn.functional.linear(h, w, b)
            if i < len(pairs) - 1: h = f(h)
        loss = torch.relu(1 - h*y).mean()
        loss.backward()
        return loss
    return step,lambda loss: (float(loss), flat([(w.grad.numpy(), b.grad.numpy()) for w,b in pairs]))

def by_jax(xs, ys, net, act):
    import jax, jax.numpy as jnp
    f = jax.nn.relu if act == "relu" else jnp.tanh
    def loss(pairs, x, y):
        for i,(w,b) in enumerate(pairs):
            x = x @ w.T + b
            if i < len(pairs) - 1: x = f(x)
        return jnp.mean(jax.nn.relu(1 - x*y))
    both,pairs = jax.jit(jax.value_and_grad(loss)),jax.tree.map(jnp.asarray, layers(net))
    x,y = jnp.asarray(xs),jnp.asarray(ys)
    return lambda: jax.block_until_ready(both(pairs, x, y)),lambda out: (float(out[0]), flat(out[1]))

def by_micrograd(xs, ys, net, act):
    from micrograd.engine import Value
    from micrograd.nn import MLP
    theirs = MLP(2, [16, 16, 1])
    for p,q in zip(theirs.parameters(), net.parameters(), strict=True): p.data = q.data
    points = list(zip(xs.tolist(), ys.ravel().tolist()))
    def step():
        theirs.zero_grad()
        loss = sum((1 + -y*theirs([Value(v) for v in x])).relu() for x,y in points)*(1/len(points))
        loss.backward()
        return loss
    return step,lambda loss: (loss.data, [p.grad for p in theirs.parameters()])

def by_us(backend):
    def engine(xs, ys, net, act):
        from micrograd_nb.compiler import jit
        from micrograd_nb.losses import hinge
        step = jit(hinge, net, backend)
        return lambda: step(xs, ys),lambda out: out
    return engine

ENGINES = {"llvm": by_us("llvm"), "numpy": by_us("numpy"), "python": by_us("python"), "by hand": by_hand, "torch": by_torch, "jax": by_jax, "micrograd": by_micrograd}


def measure(engine, widths, act, seconds):
    "The loss, the gradients and the seconds of many steps, as JSON"
    step,read = ENGINES[engine](*data(widths, act), act)
    for _ in range(3): out = step()
    value,grads = read(out)
    times,end = [],time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 3:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    print(json.dumps({"value": value, "grads": list(map(float, grads)), "median": statistics.median(times)}))

def compare(engines, widths, act, rounds, seconds=1.0):
    "All engines in turns: the median of the medians of each, once they agree"
    medians,first = {e: [] for e in engines},None
    for _ in range(rounds):
        for engine in engines:
            out = subprocess.run([sys.executable, __file__, "--engine", engine, "--widths", json.dumps(widths), "--act", act, "--seconds", str(seconds)], check=True, capture_output=True, text=True)
            result = json.loads(out.stdout.splitlines()[-1])
            first = first or result
            assert abs(result["value"] - first["value"]) < 1e-12, f"{engine} has another loss"
            assert max(abs(a - b) for a,b in zip(result["grads"], first["grads"], strict=True)) < 1e-12, f"{engine} has other gradients"
            medians[engine].append(result["median"])
    return {e: statistics.median(ms) for e,ms in medians.items()}

def there(engine):
    "Is what this engine needs installed? PyTorch and JAX need not be"
    if engine not in ("torch", "jax") or find_spec(engine): return True
    print(f"   left out: {engine} is not installed; make bench does it")

def moons(rounds):
    try: version("micrograd")
    except PackageNotFoundError: subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "micrograd==0.1.0"], check=True)
    print(f"1. two moons, 337 parameters, 100 points; {rounds} rounds in turns, medians")
    medians = compare([e for e in ENGINES if there(e)], [16, 16, 1], "relu", rounds)
    wanted = {"torch": 6, "jax": 4, "by hand": 2.5, "micrograd": 50000}
    for engine,seconds in medians.items():
        note = f"llvm is {seconds/medians['llvm']:8.1f} times as fast" + (f" (required: {wanted[engine]})" if engine in wanted else "")
        print(f"   {engine:10} {1e6*seconds:12.1f} us   {'' if engine == 'llvm' else note}")
    print(f"   python is {medians['micrograd']/medians['python']:.0f} times as fast as micrograd (required: 300)")
    return all(medians[e]/medians["llvm"] >= ratio for e,ratio in wanted.items() if e in medians) and medians["micrograd"]/medians["python"] >= 300

FIRST = """
import json, random
from micrograd_nb import MLP, hinge, jit
step = jit(hinge, MLP(2, [16, 16, 1], act="relu", rng=random.Random(1)), "llvm")
step([[0.5, -1.0]], [1.0])
print(json.dumps(step.report()))
"""

def first_calls():
    "The seconds of the first call, without a file of machine code and with one"
    env = {**os.environ, "MICROGRAD_NB_CACHE": tempfile.mkdtemp()}
    for way,limit in (("cold", 1.0), ("from a file", 0.05)):
        report = json.loads(subprocess.check_output([sys.executable, "-c", FIRST], env=env))
        seconds = report["seconds to compile"]
        print(f"   {way}: trace {report['seconds to trace']:.3f} s, compile {seconds:.3f} s (allowed: {limit})")
        if seconds > limit: return False
    return True

def one_by_one():
    "MLP(784, [50, 10]) traced from Values; an epoch of 60,000 images of noise, forward, backward and a step of SGD after each"
    import numpy as np
    from micrograd_nb import MLP, cross_entropy, jit
    rng = np.random.default_rng(0)
    net = MLP(784, [50, 10], rng=random.Random(1))
    for p in net.parameters(): p.data *= 0.05
    xs,ys = rng.random((60_000, 784)),rng.integers(0, 10, 60_000)
    start = time.perf_counter()
    step = jit(cross_entropy, net, "llvm")
    step(xs[:1], ys[:1])
    step.sgd(xs[:1], ys[:1], lr=0.0)
    ready = time.perf_counter() - start
    epochs = []
    for _ in range(3):
        start = time.perf_counter()
        step.sgd(xs, ys, lr=0.01)
        epochs.append(time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/2**20
    print(f"2. MLP(784, [50, 10]), one image at a time: {step.report()['noted']} operations noted; trace and compile {ready:.1f} s (allowed: 20), "
          f"an epoch of 60,000 {statistics.median(epochs):.1f} s (allowed: 5), {memory:.2f} GiB with the images (allowed: 2 GB)")
    return ready <= 20 and statistics.median(epochs) <= 5 and memory*2**30 < 2e9

GROWN = """
import json, random, resource, sys
from micrograd_nb import MLP, hinge, jit
width = int(sys.argv[1])
step = jit(hinge, MLP(2, [width, width, 1], rng=random.Random(1)), "llvm")
step([[0.5, -1.0]], [1.0])
print(json.dumps(step.report() | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/2**20}))
"""

def growth(picture=None):
    "Seconds and memory for networks of more and more operations, each in a process of its own; a picture of them, if a file is named"
    env = {**os.environ, "MICROGRAD_NB_CACHE": tempfile.mkdtemp()}
    print("4. growth: MLP(2, [w, w, 1]) with tanh\n     w    noted   kinds  trace s  compile s  peak GiB  us per noted operation")
    rows = []
    for width in (8, 26, 84, 268):
        r = json.loads(subprocess.check_output([sys.executable, "-c", GROWN, str(width)], env=env))
        trace,made,peak = r["seconds to trace"],r["seconds to compile"],r["peak"]
        print(f"   {width:3} {r['noted']:8} {r['kinds']:7} {trace:8.2f} {made:10.2f} {peak:9.2f} {1e6*(trace + made)/r['noted']:7.1f}", flush=True)
        rows.append((r["noted"], trace, made, peak))
    if picture:
        import matplotlib.pyplot as plt
        nodes,*columns = zip(*rows)
        ax = plt.subplots(figsize=(5, 3.5), layout="constrained")[1]
        for name,column in zip(("trace, s", "compile, s", "peak memory, GiB"), columns): ax.loglog(nodes, column, marker="o", label=name)
        ax.set_xlabel("operations noted"); ax.legend()
        plt.savefig(picture)
        print(f"   drawn in {picture}")
    return True

def wide(rounds):
    print("3. MLP(2, [64, 64, 1]) with tanh, 100 points")
    medians = compare([e for e in ("llvm", "by hand", "torch", "jax") if there(e)], [64, 64, 1], "tanh", rounds)
    for engine,seconds in medians.items(): print(f"   {engine:10} {1e6*seconds:12.1f} us   {seconds/medians['llvm']:.2f} of llvm")
    return medians["llvm"] <= 1.5*medians["by hand"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES, help="measure only this one and print JSON")
    parser.add_argument("--widths", type=json.loads, default=[16, 16, 1])
    parser.add_argument("--act", default="relu")
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--picture", help="file for a picture of the growth")
    args = parser.parse_args()
    if args.engine: measure(args.engine, args.widths, args.act, args.seconds)
    else: sys.exit(0 if all([moons(args.rounds), first_calls(), one_by_one(), wide(args.rounds), growth(args.picture)]) else 1)
