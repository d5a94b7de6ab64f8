"""One training step (forward and backward, float32) of four networks: ours, NumPy by hand, and four libraries: `make bench`

NumPy by hand, with gradients that were derived on paper, is the limit for a library that stands on NumPy; every result is
also given as a multiple of it. First all must compute the same loss and the same gradients. Then they take turns: in
each round each makes steps for some milliseconds, and the ratios are those of one round, as times on a shared
machine mean little by themselves. Once with one thread (time of the processor), once with all (time of the clock); the
requirements are for one thread.
"""
import argparse, gc, importlib.util, json, os, statistics, subprocess, sys, time
from pathlib import Path

LIBRARIES = {"torch": "PyTorch", "jax": "JAX, jitted", "autograd": "autograd", "mygrad": "MyGrad"}
NETS = {"2-16-2": (100, (2, 16, 2)), "64-128-10": (128, (64, 128, 10)), "784-256-10": (256, (784, 256, 10)), "convolutional": (64, None)}
LIMITS = {"2-16-2": 1.3, "64-128-10": 1.15, "784-256-10": 1.15, "convolutional": 1.5}  # allowed multiples of NumPy by hand
AHEAD = {net: ("autograd", "mygrad") if net == "convolutional" else ("torch", "autograd", "mygrad") for net in NETS}


def problem(net):
    "Inputs, classes and parameters; weights as in PyTorch, a row for each output"
    import numpy as np
    rng,(batch,sizes) = np.random.default_rng(0),NETS[net]
    shapes = [(b, a) for a,b in zip(sizes, sizes[1:])] if sizes else [(16, 1, 3, 3), (32, 16, 3, 3), (10, 128)]
    params = [p for s in shapes for p in (rng.uniform(-1, 1, s)/np.prod(s[1:])**0.5, rng.uniform(-1, 1, s[0])*0.1)]
    x = rng.normal(size=(batch, sizes[0]) if sizes else (batch, 1, 8, 8))
    return x.astype("float32"),rng.integers(0, shapes[-1][0], batch),[p.astype("float32") for p in params]


# The engines: each makes a step, which returns the loss and the gradients -------------------------------------------

def ours(net, x, y, params):
    from micrograd_nb import Conv2d, Flatten, Linear, MaxPool2d, Sequential, Tensor, relu
    if net == "convolutional":
        model = Sequential(Conv2d(1, 16, padding=1, dtype="float32"), relu, MaxPool2d(2), Conv2d(16, 32, padding=1, dtype="float32"), relu, MaxPool2d(2),
                           Flatten(), Linear(128, 10, dtype="float32"))
    else:
        (b, a),(c, _) = params[0].shape,params[2].shape
        model = Sequential(Linear(a, b, dtype="float32"), relu, Linear(b, c, dtype="float32"))
    ps,x = model.parameters(),Tensor(x)
    for p,array in zip(ps, params): p.data = array
    def step():
        for p in ps: p.grad = 0.0
        loss = model(x).cross_entropy(y)
        loss.backward()
        return loss.data,[p.grad for p in ps]
    return step

def numpy(net, x, y, params):
    import numpy as np
    n,rows = len(x),np.arange(len(x))
    def surprise(z):
        "Loss of the logits, and its gradient"
        z -= z.max(axis=1, keepdims=True)
        right = z[rows, y]
        np.exp(z, out=z)
        total = z.sum(axis=1, keepdims=True)
        loss = (np.log(total).sum() - right.sum())/n
        z /= total
        z[rows, y] -= 1
        z /= n
        return loss,z
    if net == "convolutional": return numpy_convolutional(np, x, params, surprise)
    w1,b1,w2,b2 = np.ascontiguousarray(params[0].T),params[1],np.ascontiguousarray(params[2].T),params[3]
    def step():
        h = x @ w1
        h += b1
        np.maximum(h, 0, out=h)
        z = h @ w2
        z += b2
        loss,dz = surprise(z)
        dh = dz @ w2.T
        dh *= h > 0
        return loss,[(x.T @ dh).T, dh.sum(axis=0), (h.T @ dz).T, dz.sum(axis=0)]
    return step

def numpy_convolutional(np, x, params, surprise):
    "Channels last, every window a row, as the products want it"
    k1,k2 = (np.ascontiguousarray(params[i].transpose(2, 3, 1, 0).reshape(-1, len(params[i]))) for i in (0, 2))
    b1,b2,w,b = params[1],params[3],np.ascontiguousarray(params[4].T),params[5]
    x = np.ascontiguousarray(x.transpose(0, 2, 3, 1))
    def patches(x):
        n,height,width,channels = x.shape
        framed = np.zeros((n, height + 2, width + 2, channels), x.dtype)
        framed[:, 1:-1, 1:-1] = x
        windows = np.lib.stride_tricks.sliding_window_view(framed, (3, 3), axis=(1, 2))
        return windows.transpose(0, 1, 2, 4, 5, 3).reshape(n*height*width, 9*channels)
    def layer(x, k, b):
        "Convolution, relu and pooling; the windows and the result before pooling are for the way back"
        p = patches(x)
        h = p @ k
        h += b
        np.maximum(h, 0, out=h)
        h = h.reshape(len(x), x.shape[1]//2, 2, x.shape[2]//2, 2, -1)
        return np.maximum(np.maximum(h[:, :, 0, :, 0], h[:, :, 0, :, 1]), np.maximum(h[:, :, 1, :, 0], h[:, :, 1, :, 1])),h,p
    def back(g, o, h, p):
        "Gradients of the result before pooling, one row for each place, of the kernels and of the bias"
        d = (h == o[:, :, None, :, None])*g[:, :, None, :, None]
        d *= h > 0
        d = d.reshape(len(p), -1)
        return d,p.T @ d,d.sum(axis=0)
    def weights(d, shape): return d.reshape(3, 3, shape[1], shape[0]).transpose(3, 2, 0, 1)
    def step():
        o1,h1,p1 = layer(x, k1, b1)
        o2,h2,p2 = layer(o1, k2, b2)
        flat = o2.transpose(0, 3, 1, 2).reshape(len(x), -1)
        z = flat @ w
        z += b
        loss,dz = surprise(z)
        g = (dz @ w.T).reshape(len(x), 32, 2, 2).transpose(0, 2, 3, 1)
        d2,dk2,db2 = back(g, o2, h2, p2)
        part = (d2 @ k2.T).reshape(len(x), 4, 4, 3, 3, 16)
        framed = np.zeros((len(x), 6, 6, 16), x.dtype)
        for i in range(3):
            for j in range(3): framed[:, i:i+4, j:j+4] += part[:, :, :, i, j]
        d1,dk1,db1 = back(framed[:, 1:-1, 1:-1], o1, h1, p1)
        return loss,[weights(dk1, params[0].shape), db1, weights(dk2, params[2].shape), db2, (flat.T @ dz).T, dz.sum(axis=0)]
    return step

def torch(net, x, y, params):
    import torch
    from torch.nn import functional as F
    if threads := os.environ.get("OMP_NUM_THREADS"): torch.set_num_threads(int(threads))
    x,y,ps = torch.tensor(x),torch.tensor(y),[torch.tensor(p, requires_grad=True) for p in params]
    def mlp(x, w1, b1, w2, b2): return F.linear(F.linear(x, w1, b1).relu(), w2, b2)
    def convolutional(x, k1, b1, k2, b2, w, b):
        for k,c in ((k1, b1), (k2, b2)): x = F.max_pool2d(F.conv2d(x, k, c, padding=1).relu(), 2)
        return F.linear(x.flatten(1), w, b)
    model = convolutional if net == "convolutional" else mlp
    def step():
        for p in ps: p.grad = None
        loss = F.cross_entropy(model(x, *ps), y)
        loss.backward()
        return loss.detach(),[p.grad for p in ps]
    return step

def jax(net, x, y, params):
    import jax, jax.numpy as jnp
    x,y,ps = jnp.asarray(x),jnp.asarray(y),[jnp.asarray(p) for p in params]
    def mlp(x, w1, b1, w2, b2): return jax.nn.relu(x @ w1.T + b1) @ w2.T + b2
    def convolutional(x, k1, b1, k2, b2, w, b):
        for k,c in ((k1, b1), (k2, b2)):
            x = jax.nn.relu(jax.lax.conv_general_dilated(x, k, (1, 1), "SAME") + c[:, None, None])
            x = jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")
        return x.reshape(len(x), -1) @ w.T + b
    model = convolutional if net == "convolutional" else mlp
    def loss(ps, x, y): return -jax.nn.log_softmax(model(x, *ps))[jnp.arange(len(x)), y].mean()
    compiled = jax.jit(jax.value_and_grad(loss))
    return lambda: jax.block_until_ready(compiled(ps, x, y))

def autograd(net, x, y, params):
    import autograd.numpy as np
    from autograd import value_and_grad
    rows = np.arange(len(x))
    def mlp(x, w1, b1, w2, b2): return np.maximum(x @ w1.T + b1, 0) @ w2.T + b2
    def convolutional(x, k1, b1, k2, b2, w, b):
        for k,c in ((k1, b1), (k2, b2)):
            n,channels,size,_ = x.shape
            framed = np.pad(np.transpose(x, (0, 2, 3, 1)), ((0, 0), (1, 1), (1, 1), (0, 0)), "constant")
            windows = np.concatenate([framed[:, i:i+size, j:j+size] for i in range(3) for j in range(3)], 3).reshape((n*size*size, -1))
            x = np.maximum(windows @ np.transpose(k, (2, 3, 1, 0)).reshape((-1, len(k))) + c, 0)
            x = np.transpose(np.max(x.reshape((n, size//2, 2, size//2, 2, -1)), (2, 4)), (0, 3, 1, 2))
        return x.reshape(len(x), -1) @ w.T + b
    model = convolutional if net == "convolutional" else mlp
    def loss(ps):
        z = model(x, *ps)
        z = z - np.max(z, axis=1, keepdims=True)
        return np.mean(np.log(np.sum(np.exp(z), axis=1)) - z[rows, y])
    with_grads = value_and_grad(loss)
    return lambda: with_grads(params)

def mygrad(net, x, y, params):
    import mygrad as mg
    from mygrad.nnet import conv_nd, max_pool, relu, softmax_crossentropy
    ps = [mg.tensor(p) for p in params]
    def mlp(x, w1, b1, w2, b2): return relu(x @ w1.T + b1) @ w2.T + b2
    def convolutional(x, k1, b1, k2, b2, w, b):
        for k,c in ((k1, b1), (k2, b2)): x = max_pool(relu(conv_nd(x, k, stride=1, padding=1) + c.reshape(1, -1, 1, 1)), (2, 2), 2)
        return x.reshape(len(x), -1) @ w.T + b
    model = convolutional if net == "convolutional" else mlp
    def step():
        loss = softmax_crossentropy(model(x, *ps), y)
        loss.backward()
        return loss.data,[p.grad for p in ps]
    return step

ENGINES = {"ours": ours, "numpy": numpy, "torch": torch, "jax": jax, "autograd": autograd, "mygrad": mygrad}
NAMES = {"ours": "micrograd_nb", "numpy": "NumPy by hand", **LIBRARIES}


# Measuring ----------------------------------------------------------------------------------------------------------

def agree(net, name, ours, theirs):
    "The same loss and gradients, in float32"
    import numpy as np
    for what,a,b in (("loss", *(np.asarray(r[0]) for r in (ours, theirs))), *((f"gradient {i}", np.asarray(a), np.asarray(b)) for i,(a,b) in enumerate(zip(ours[1], theirs[1], strict=True)))):
        assert a.shape == b.shape and np.abs(a - b).max() <= 1e-4*np.abs(b).max(), f"{net}: the {what} of {name} differs"
    if name == "ours": assert all(np.asarray(g).dtype == np.float32 for g in ours[1]), "not all gradients are float32"

def measure(engines, nets, rounds):
    "Seconds of a step: for each network and engine one number for each round, as JSON on standard output"
    # With one thread the processor's time, as it does not count what others do on a shared machine
    result,clock = {},time.process_time if "OMP_NUM_THREADS" in os.environ else time.perf_counter
    for net in nets:
        steps = {name: ENGINES[name](net, *problem(net)) for name in engines}
        for name,step in steps.items(): agree(net, name, step(), steps["numpy"]())
        repeats = {}
        for name,step in steps.items():
            start = clock()
            for _ in range(3): step()
            repeats[name] = max(1, int(0.012/(clock() - start)))
        result[net] = {name: [] for name in engines}
        gc.collect(); gc.freeze()  # what the libraries have loaded need not be searched again in each round
        for i in range(rounds):
            for name,step in (list(steps.items())[::1 if i % 2 else -1]):  # forth and back, as a neighbour counts
                gc.collect(); gc.disable()  # as timeit does
                start = clock()
                for _ in range(repeats[name]): step()
                result[net][name].append((clock() - start)/repeats[name])
                gc.enable()
    print(json.dumps(result))

def install():
    "The libraries that are there, after an attempt to install those that are not"
    for name in LIBRARIES:
        if importlib.util.find_spec(name) is None:
            done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                                   "-c", Path(__file__).parent.parent/"constraints.txt", name])
            importlib.invalidate_caches()
            if done.returncode: print(f"SKIPPED: {LIBRARIES[name]}, which could not be installed")
    return [name for name in LIBRARIES if importlib.util.find_spec(name)]

def compare(engines, nets, rounds, threads):
    "Both numbers of threads, each in a process of its own; prints the tables and what was missed"
    missed = []
    for number in threads:
        env = {k: v for k,v in os.environ.items() if k not in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "XLA_FLAGS")}
        env.update(MALLOC_TRIM_THRESHOLD_="1000000000", MALLOC_MMAP_THRESHOLD_="33554432")  # else one engine's habits decide whether another's memory goes back to the system
        if number == "one thread":
            env.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", NPROC="1",
                       XLA_FLAGS="--xla_cpu_multi_thread_eigen=false")
        command = [sys.executable, __file__, "--measure", "--engines", *engines, "--nets", *nets, "--rounds", str(rounds)]
        times = json.loads(subprocess.check_output(command, env=env).splitlines()[-1])
        print(f"\n{number}{f' ({os.cpu_count()})' if number == 'all threads' else ''}: microseconds of a step, and multiples of NumPy by hand (median, and the middle half of {rounds} rounds)")
        for net in nets:
            print(f"  {net}, batch {NETS[net][0]}")
            ratios = {name: [a/b for a,b in zip(times[net][name], times[net]["numpy"])] for name in engines}
            medians = {name: statistics.median(r) for name,r in ratios.items()}
            for name in engines:
                low,_,high = statistics.quantiles(ratios[name], n=4)
                print(f"    {NAMES[name]:14} {1e6*statistics.median(times[net][name]):9.1f}  {medians[name]:6.2f}  ({low:.2f} to {high:.2f})")
            if number == "all threads": continue
            if medians["ours"] > LIMITS[net]: missed.append(f"{net}: {medians['ours']:.2f} times NumPy by hand (allowed: {LIMITS[net]})")
            missed += [f"{net}: {medians['ours']/medians[name]:.2f} times {NAMES[name]} (required: ahead)" for name in AHEAD[net] if name in engines and medians["ours"] >= medians[name]]
    print("\n" + ("\n".join(["missed, with one thread:", *missed]) if missed else "all that is required is kept" if "one thread" in threads else "not held against the requirements, which are for one thread"))
    sys.exit(bool(missed))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="only measure, and print JSON")
    parser.add_argument("--engines", nargs="+", choices=ENGINES)
    parser.add_argument("--nets", nargs="+", choices=NETS, default=list(NETS))
    parser.add_argument("--threads", nargs="+", choices=("one", "all"), default=["one", "all"])
    parser.add_argument("--rounds", type=int, default=60)
    args = parser.parse_args()
    if args.measure: measure(args.engines, args.nets, args.rounds)
    else: compare(args.engines or ["ours", "numpy", *install()], args.nets, args.rounds, [f"{t} thread{'s'*(t == 'all')}" for t in args.threads])
