"""One training step (forward and backward) of the two-moons network, here and in micrograd 0.1.0 from PyPI: `make bench`

The same 100 points, the same weights, the same loss. Each engine runs in a process of its own, they take turns, and
first of all they must compute the same loss and the same 337 gradients. Times on a shared machine mean little by
themselves; the ratio of the medians is the result. Two more in the table are ours with the garbage collector paused
during the step, as `fit` does it, and the same network moved to Tensors by `to_tensor`.
"""
import argparse, gc, importlib.metadata, json, random, statistics, subprocess, sys, time, tracemalloc
from contextlib import nullcontext

from micrograd_nb.data import moons
from micrograd_nb.train import gc_paused


def tensor_step(mlp, points):
    "The step of the same network on Tensors, with all points at once, and its gradients in the order of the scalar parameters"
    import numpy as np
    from micrograd_nb import Tensor, to_tensor
    net = to_tensor(mlp)
    xs,ys = (Tensor(a) for a in zip(*points))

    def step():
        net.zero_grad()
        loss = (1 + -ys*net(xs).reshape(-1)).relu().mean() + 1e-4*sum((p*p).sum() for p in net.parameters())
        loss.backward()
        return loss

    def grads():
        layers = zip(*[iter(p.grad for p in net.parameters())]*2)
        return [g for weight,bias in layers for g in np.column_stack([weight, bias]).ravel().tolist()]
    return step,grads


def make_step(engine):
    "The step of one engine, and a function that lists its gradients"
    if engine == "micrograd":
        from micrograd.engine import Value
        from micrograd.nn import MLP
        net = MLP(2, [16, 16, 1])
        call = lambda x: net([Value(v) for v in x])
    else:
        from micrograd_nb import MLP
        net = MLP(2, [16, 16, 1], act="relu")
        call = lambda x: net(x)[0]
    params,rng = net.parameters(),random.Random(1)
    for p in params: p.data = rng.uniform(-1, 1)
    points = [(x, 2*y - 1) for x,y in zip(*moons(100, noise=0.1, seed=42))]
    if engine == "tensors": return tensor_step(net, points)
    around = gc_paused if engine == "paused" else nullcontext

    def step():
        with around():
            net.zero_grad()
            losses = [(1 + -y*call(x)).relu() for x,y in points]
            loss = sum(losses)*(1/len(losses)) + 1e-4*sum(p*p for p in params)
            loss.backward()
            return loss
    return step,lambda: [p.grad for p in params]


def nodes(root):
    "How many Values a graph has"
    seen,todo = {root},[root]
    for v in todo:
        for inp in v._prev:
            if inp not in seen: seen.add(inp); todo.append(inp)
    return len(seen)


def measure(engine, repeats):
    "Loss, gradients, nodes, bytes per node and the time of each step, as JSON on standard output"
    step,grads = make_step(engine)
    loss = step()
    result = dict(loss=float(loss.data), grads=grads(), nodes=nodes(loss))
    del loss
    gc.collect()
    tracemalloc.start()
    loss = step()
    gc.collect()
    result["bytes"] = tracemalloc.get_traced_memory()[0]/result["nodes"]
    tracemalloc.stop()
    del loss
    gc.collect()
    result["seconds"] = []
    for _ in range(repeats*(100 if engine == "tensors" else 1)):
        start = time.perf_counter()
        step()
        result["seconds"].append(time.perf_counter() - start)
    print(json.dumps(result))


def compare(rounds, repeats):
    "All engines in turns; prints a table and the ratios"
    try: importlib.metadata.version("micrograd")
    except importlib.metadata.PackageNotFoundError:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "micrograd==0.1.0"], check=True)
    results = {"micrograd_nb": [], "paused": [], "tensors": [], "micrograd": []}
    for _ in range(rounds):
        for engine in results:
            results[engine].append(json.loads(subprocess.check_output([sys.executable, __file__, "--engine", engine, "--repeats", str(repeats)])))
    ours,theirs = results["micrograd_nb"][0],results["micrograd"][0]
    for one in (ours, results["tensors"][0]):
        assert abs(one["loss"] - theirs["loss"]) < 1e-12*abs(theirs["loss"]), "the losses differ"
        assert all(abs(a - b) <= 1e-9*max(1, abs(b)) for a,b in zip(one["grads"], theirs["grads"], strict=True)), "the gradients differ"
    print(f"same loss ({ours['loss']:.6f}) and same {len(ours['grads'])} gradients; {rounds} rounds of {repeats} steps each, in turns")
    medians = {}
    for engine,runs in results.items():
        seconds = sorted(s for r in runs for s in r["seconds"])
        medians[engine] = statistics.median(seconds)
        print(f"{engine:13} {runs[0]['nodes']:6} nodes  median {1e3*medians[engine]:8.2f} ms  ({1e3*seconds[0]:.2f} to {1e3*seconds[-1]:.2f})  {runs[0]['bytes']:5.0f} bytes per node")
    ratio = medians["micrograd"]/medians["micrograd_nb"]
    print(f"without the pause our step takes {medians['micrograd_nb']/medians['paused']:.1f} times as long")
    print(f"on Tensors, with {results['tensors'][0]['nodes']} nodes for {ours['nodes']}, the same step is {medians['paused']/medians['tensors']:.0f} times as fast as ours with the pause")
    print(f"micrograd takes {ratio:.1f} times as long (required: 4); {ours['bytes']:.0f} bytes per node (allowed: 250)")
    sys.exit(0 if ratio >= 4 and ours["bytes"] <= 250 else 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=("micrograd", "micrograd_nb", "paused", "tensors"), help="measure only this one and print JSON")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=5)
    args = parser.parse_args()
    measure(args.engine, args.repeats) if args.engine else compare(args.rounds, args.repeats)
