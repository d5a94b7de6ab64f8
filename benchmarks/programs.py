"""Whole programs: two moons from the start of the process until every point is right, and a step of the model of names

`python programs.py ENGINE FILE` is such a process: it reads points, targets and weights from the file, trains by
gradient descent with momentum on all points at once, looks after every tenth step whether all are on the right side,
and prints the number of steps and the last loss, which must be the same for all.
"""
import json, os, subprocess, sys, tempfile
from pathlib import Path

RATE,MOMENTUM,MOST = 1.0,0.9,200


# What trains: each engine gives one step, which returns the loss, and a function that gives the outputs ------------------

def values(xs, ys, layers):
    from micrograd_nb import MLP, SGD, hinge
    from micrograd_nb.train import gc_paused
    net = our_net(MLP, layers)
    opt = SGD(net.parameters(), lr=RATE, momentum=MOMENTUM)
    def step():
        with gc_paused():  # as fit does
            opt.zero_grad()
            loss = hinge([net(x) for x in xs], ys)
            loss.backward()
            opt.step()
            return loss.data
    return step,lambda: [net(x)[0].data for x in xs]

def our_net(MLP, layers):
    net = MLP(2, [len(b) for _,b in layers], act="relu")
    numbers = [v for w,b in layers for row,bias in zip(w, b) for v in (*row, bias)]
    for p,v in zip(net.parameters(), numbers, strict=True): p.data = v
    return net

def llvm(xs, ys, layers):
    from micrograd_nb import MLP, SGD, hinge, jit
    net = our_net(MLP, layers)
    one,opt = jit(hinge, net),SGD(net.parameters(), lr=RATE, momentum=MOMENTUM)
    def step():
        loss,_ = one(xs, ys, write=True)
        opt.step()
        return loss
    return step,lambda: [net(x)[0].data for x in xs]

def tensor(xs, ys, layers):
    from micrograd_nb import SGD, Linear, Sequential, Tensor, relu
    net = Sequential(Linear(2, 16), relu, Linear(16, 16), relu, Linear(16, 1))
    for p,a in zip(net.parameters(), (a for pair in layers for a in pair), strict=True): p.data = Tensor(a).data
    x,y,opt = Tensor(xs),Tensor(ys).reshape(-1, 1),SGD(net.parameters(), lr=RATE, momentum=MOMENTUM)
    def step():
        opt.zero_grad()
        loss = (1 - y*net(x)).relu().mean()
        loss.backward()
        opt.step()
        return float(loss.data)
    return step,lambda: net(x).data.ravel()

def micrograd(xs, ys, layers):
    from micrograd.engine import Value
    from micrograd.nn import MLP
    net = MLP(2, [len(b) for _,b in layers])
    numbers = [v for w,b in layers for row,bias in zip(w, b) for v in (*row, bias)]
    params,moving = net.parameters(),[0.0]*len(numbers)
    for p,v in zip(params, numbers, strict=True): p.data = v
    def step():
        net.zero_grad()
        loss = sum((1 + -y*net([Value(v) for v in x])).relu() for x,y in zip(xs, ys))*(1/len(xs))
        loss.backward()
        for i,p in enumerate(params):
            moving[i] = MOMENTUM*moving[i] + p.grad
            p.data -= RATE*moving[i]
        return loss.data
    return step,lambda: [net([Value(v) for v in x]).data for x in xs]

def numpy(xs, ys, layers):
    import numpy as np
    from scalars import numpy as by_hand
    x,y,pairs = np.array(xs),np.array(ys)[:, None],[(np.array(w), np.array(b)) for w,b in layers]
    slopes,moving = by_hand(x, y, pairs, "relu")[0],[(0*w, 0*b) for w,b in pairs]
    def step():
        loss,grads = slopes()
        for pair,vs,gs in zip(pairs, moving, grads):
            for p,v,g in zip(pair, vs, gs):
                v *= MOMENTUM
                v += g
                p -= RATE*v
        return loss
    def outputs():
        (w1,b1),(w2,b2),(w3,b3) = pairs
        return (np.maximum(np.maximum(x @ w1.T + b1, 0) @ w2.T + b2, 0) @ w3.T + b3).ravel()
    return step,outputs

def torch(xs, ys, layers):
    import torch
    if "OMP_NUM_THREADS" in os.environ: torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1))
    with torch.no_grad():
        for p,a in zip(net.parameters(), (a for pair in layers for a in pair), strict=True): p.copy_(torch.tensor(a))
    x,y,opt = torch.tensor(xs),torch.tensor(ys)[:, None],torch.optim.SGD(net.parameters(), lr=RATE, momentum=MOMENTUM)
    def step():
        opt.zero_grad()
        loss = torch.relu(1 - net(x)*y).mean()
        loss.backward()
        opt.step()
        return loss.item()
    return step,lambda: net(x).ravel().tolist()

def jax(xs, ys, layers):
    import jax, jax.numpy as jnp
    x,y,now = jnp.array(xs),jnp.array(ys)[:, None],[(jnp.array(w), jnp.array(b)) for w,b in layers]
    moving = jax.tree.map(jnp.zeros_like, now)
    def outputs(pairs):
        h = x
        for i,(w,b) in enumerate(pairs):
            h = h @ w.T + b
            if i < len(pairs) - 1: h = jax.nn.relu(h)
        return h
    @jax.jit
    def one(now, moving):
        loss,grads = jax.value_and_grad(lambda pairs: jnp.mean(jax.nn.relu(1 - outputs(pairs)*y)))(now)
        moving = jax.tree.map(lambda v, g: MOMENTUM*v + g, moving, grads)
        return loss,jax.tree.map(lambda p, v: p - RATE*v, now, moving),moving
    def step():
        nonlocal now, moving
        loss,now,moving = one(now, moving)
        return float(loss)
    run = jax.jit(outputs)
    return step,lambda: run(now).ravel().tolist()

def tinygrad(xs, ys, layers):
    from tinygrad import Tensor, TinyJit
    f64 = "float64"
    x,y,ps = Tensor(xs, dtype=f64),Tensor(ys, dtype=f64).reshape(-1, 1),[Tensor(a, dtype=f64).contiguous().realize() for pair in layers for a in pair]
    vs = [Tensor.zeros(*p.shape, dtype=f64).contiguous().realize() for p in ps]
    def outputs():
        w1,b1,w2,b2,w3,b3 = ps
        return ((x @ w1.T + b1).relu() @ w2.T + b2).relu() @ w3.T + b3
    @TinyJit
    def step():
        loss = (1 - outputs()*y).relu().mean()
        for p,v,g in zip(ps, vs, loss.gradient(*ps)):
            v.assign(MOMENTUM*v + g)
            p.assign(p - RATE*v)
        Tensor.realize(loss, *vs, *ps)
        return loss
    return lambda: step().item(),lambda: outputs().reshape(-1).tolist()

def autograd(xs, ys, layers):
    import autograd.numpy as np
    from autograd import value_and_grad
    x,y,now = np.array(xs),np.array(ys)[:, None],[np.array(a) for pair in layers for a in pair]
    moving = [0*p for p in now]
    def outputs(ps):
        w1,b1,w2,b2,w3,b3 = ps
        return np.maximum(np.maximum(x @ w1.T + b1, 0) @ w2.T + b2, 0) @ w3.T + b3
    both = value_and_grad(lambda ps: np.mean(np.maximum(1 - outputs(ps)*y, 0)))
    def step():
        loss,grads = both(now)
        for i,g in enumerate(grads):
            moving[i] = MOMENTUM*moving[i] + g
            now[i] = now[i] - RATE*moving[i]
        return loss
    return step,lambda: outputs(now).ravel()

def mygrad(xs, ys, layers):
    import mygrad as mg, numpy as np
    from mygrad.nnet import relu
    x,y,ps = np.array(xs),np.array(ys)[:, None],[mg.tensor(a) for pair in layers for a in pair]
    moving = [0*p.data for p in ps]
    def outputs():
        w1,b1,w2,b2,w3,b3 = ps
        return relu(relu(x @ w1.T + b1) @ w2.T + b2) @ w3.T + b3
    def step():
        loss = relu(1 - outputs()*y).mean()
        loss.backward()
        for p,v in zip(ps, moving):
            v *= MOMENTUM
            v += p.grad
            p.data -= RATE*v
        return loss.item()
    return step,lambda: outputs().data.ravel()

TRAINERS = {"value": values, "llvm": llvm, "tensor": tensor, "micrograd": micrograd, "numpy": numpy, "torch": torch, "jax": jax, "tinygrad": tinygrad,
            "autograd": autograd, "mygrad": mygrad}

def train(engine, file):
    xs,ys,layers = json.loads(Path(file).read_text())
    step,outputs = TRAINERS[engine](xs, ys, layers)
    for i in range(1, MOST + 1):
        loss = step()
        if i % 10 == 0 and all(out*y > 0 for out,y in zip(outputs(), ys)): break
    else: sys.exit("never right")
    print(json.dumps([i, float(loss)]))

def process(engine):
    def make(xs, ys, pairs, _):
        file = Path(tempfile.mkdtemp())/"moons.json"
        file.write_text(json.dumps([xs.tolist(), ys.ravel().tolist(), [(w.tolist(), b.tolist()) for w,b in pairs]]))
        command = [sys.executable, __file__, engine, str(file)]
        return lambda: json.loads(subprocess.check_output(command).splitlines()[-1]),lambda out: ([out[0]], [out[1]])
    return make


# The model of names: three letters back, 10 numbers for each, 100 hidden neurons with tanh ---------------------------------

def names(n=128):
    "A batch of contexts and what comes next, from the first names beside the tutorial, and parameters"
    import numpy as np
    words = (Path(__file__).parent.parent/"nbs/tutorials/names.txt").read_text().split()
    signs = [[0, 0, 0, *(ord(c) - 96 for c in word), 0] for word in words]
    rows = np.array([s[i:i+4] for s in signs for i in range(len(s) - 3)])
    rng = np.random.default_rng(0)
    rows = rows[rng.permutation(len(rows))[:n]]
    params = [rng.normal(size=(27, 10)), rng.uniform(-1, 1, (100, 30))/30**0.5, np.zeros(100), rng.uniform(-1, 1, (27, 100))/10, np.zeros(27)]
    return rows[:, :3],rows[:, 3],params

def names_tensor(x, y, params):
    from micrograd_nb import Embedding, Flatten, Linear, Sequential, tanh
    net = Sequential(Embedding(27, 10), Flatten(), Linear(30, 100), tanh, Linear(100, 27))
    ps = net.parameters()
    for p,a in zip(ps, params, strict=True): p.data = a
    def step():
        for p in ps: p.grad = None
        loss = net(x).cross_entropy(y)
        loss.backward()
        return loss.data,[p.grad for p in ps]
    return step,read

def names_numpy(x, y, params):
    import numpy as np
    table,w1,b1,w2,b2 = params
    n,rows = len(x),np.arange(len(x))
    def step():
        e = table[x].reshape(n, -1)
        h = e @ w1.T
        h += b1
        np.tanh(h, out=h)
        z = h @ w2.T
        z += b2
        z -= z.max(1, keepdims=True)
        right = z[rows, y].sum()
        np.exp(z, out=z)
        total = z.sum(1, keepdims=True)
        z /= total
        z[rows, y] -= 1
        z /= n
        dh = (z @ w2)*(1 - h*h)
        dtable = np.zeros_like(table)
        np.add.at(dtable, x.ravel(), (dh @ w1).reshape(-1, table.shape[1]))
        return (np.log(total).sum() - right)/n,[dtable, dh.T @ e, dh.sum(0), z.T @ h, z.sum(0)]
    return step,read

def names_torch(x, y, params):
    import torch
    from torch.nn import functional as F
    if "OMP_NUM_THREADS" in os.environ: torch.set_num_threads(1)
    x,y,ps = torch.tensor(x),torch.tensor(y),[torch.tensor(p, requires_grad=True) for p in params]
    def step():
        for p in ps: p.grad = None
        table,w1,b1,w2,b2 = ps
        loss = F.cross_entropy(F.linear(F.linear(F.embedding(x, table).flatten(1), w1, b1).tanh(), w2, b2), y)
        loss.backward()
        return loss.detach(),[p.grad for p in ps]
    return step,read

def names_jax(x, y, params):
    import jax, jax.numpy as jnp
    def loss(ps, x, y):
        table,w1,b1,w2,b2 = ps
        z = jnp.tanh(table[x].reshape(len(x), -1) @ w1.T + b1) @ w2.T + b2
        return -jax.nn.log_softmax(z)[jnp.arange(len(x)), y].mean()
    both,ps,x,y = jax.jit(jax.value_and_grad(loss)),[jnp.asarray(p) for p in params],jnp.asarray(x),jnp.asarray(y)
    return lambda: jax.block_until_ready(both(ps, x, y)),read

def names_tinygrad(x, y, params):
    from scalars import tiny
    from tinygrad import Tensor
    x,y,ps = Tensor(x.astype("int32")),Tensor(y.astype("int32")),[Tensor(p) for p in params]
    def loss():
        table,w1,b1,w2,b2 = ps
        return ((table[x].flatten(1) @ w1.T + b1).tanh() @ w2.T + b2).sparse_categorical_crossentropy(y)
    step = tiny(loss, ps)
    return step,lambda out: read((out[0], out[1:]))

def names_autograd(x, y, params):
    import autograd.numpy as np
    from autograd import value_and_grad
    rows = np.arange(len(x))
    def loss(ps):
        table,w1,b1,w2,b2 = ps
        z = np.tanh(table[x].reshape((len(x), -1)) @ w1.T + b1) @ w2.T + b2
        z = z - np.max(z, axis=1, keepdims=True)
        return np.mean(np.log(np.sum(np.exp(z), axis=1)) - z[rows, y])
    both = value_and_grad(loss)
    return lambda: both(params),read

def names_mygrad(x, y, params):
    import mygrad as mg
    from mygrad.nnet import softmax_crossentropy
    ps = [mg.tensor(p) for p in params]
    table,w1,b1,w2,b2 = ps
    def step():
        loss = softmax_crossentropy(mg.tanh(table[x].reshape(len(x), -1) @ w1.T + b1) @ w2.T + b2, y)
        loss.backward()
        return loss.data,[p.grad for p in ps]
    return step,read

def read(out):
    import numpy as np
    return [np.ravel(a.numpy() if hasattr(a, "numpy") else a) for a in (out[0], *out[1])]

NAMES = {"tensor": names_tensor, "numpy": names_numpy, "torch": names_torch, "jax": names_jax, "tinygrad": names_tinygrad, "autograd": names_autograd, "mygrad": names_mygrad}


def points():
    from scalars import points
    return points()

WORKLOADS = {
    "training": dict(title="Two moons, trained from the start of the process until all points are right", base="tensor", data=points,
                     engines={name: process(name) for name in TRAINERS}, tol=1e-6, whole=True),
    "names": dict(title="The model of names, 128 contexts: loss and 6,097 gradients", base="tensor", data=names, engines=NAMES, threads=("one", "all"),
                  madds=128*3*(30*100 + 100*27), numbers=2*6097 + 128*(30 + 100 + 27)*2,
                  missing=dict.fromkeys(("value", "llvm", "micrograd"), "works on single numbers; an embedding is a table of arrays")),
}

if __name__ == "__main__": train(*sys.argv[1:])
