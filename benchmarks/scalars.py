"""Workloads on single numbers: the two moons, wider networks, one image at a time, a deep chain, the picture of a graph

Every engine is a function that gets the data and returns a step, and what reads from its result the numbers that all
must agree on. Imports stand in the functions: each engine runs in a process of its own, and loads nothing else.
"""
import os, sys


# Data -----------------------------------------------------------------------------------------------------------------

def network(sizes, seed=1):
    "Weights, a row for each neuron, and biases of each layer"
    import numpy as np
    rng = np.random.default_rng(seed)
    return [(rng.uniform(-1, 1, (b, a))/a**0.5, rng.uniform(-0.1, 0.1, b)) for a,b in zip(sizes, sizes[1:])]

def points(width=16, act="relu", n=100):
    "Two moons, targets of -1 and 1, a network of two hidden layers, and the name of its activation"
    import numpy as np
    from micrograd_nb.data import moons
    xs,ys = moons(n, noise=0.1, seed=42)
    return np.array(xs, float),np.array([[2*y - 1] for y in ys], float),network([2, width, width, 1]),act

def images(n=200):
    "Noise in the shape of MNIST, and a network for it"
    import numpy as np
    rng = np.random.default_rng(0)
    return rng.random((n, 784)),rng.integers(0, 10, n),network([784, 50, 10])

def flat(pairs):
    "Gradients of weights and biases in the order of parameters(): neuron by neuron"
    import numpy as np
    return np.concatenate([np.column_stack([w, b]).ravel() for w,b in pairs])

def madds(n, sizes, inputs=False):
    "Sums of products that a network needs for n examples: forward, gradients of the weights, and of what a layer gets (the inputs only if asked)"
    weights = [a*b for a,b in zip(sizes, sizes[1:])]
    return n*(3*sum(weights) - (0 if inputs else weights[0]))


# Two moons ------------------------------------------------------------------------------------------------------------

def filled(net, pairs):
    "Our network of Values with these numbers"
    for p,number in zip(net.parameters(), flat(pairs).tolist(), strict=True): p.data = number
    return net

def values(paused):
    def engine(xs, ys, pairs, act):
        from contextlib import nullcontext
        from micrograd_nb import MLP, hinge
        from micrograd_nb.train import gc_paused
        net = filled(MLP(2, [len(b) for _,b in pairs], act=act), pairs)
        xs,ys,params = xs.tolist(),ys.ravel().tolist(),net.parameters()
        def step():
            with (gc_paused if paused else nullcontext)():
                net.zero_grad()
                loss = hinge([net(x) for x in xs], ys)
                loss.backward()
                return loss.data
        return step,lambda loss: ([loss], [p.grad for p in params])
    return engine

def compiled(backend):
    def engine(xs, ys, pairs, act):
        from micrograd_nb import MLP, hinge, jit
        step = jit(hinge, filled(MLP(2, [len(b) for _,b in pairs], act=act), pairs), backend)
        return lambda: step(xs, ys),lambda out: ([out[0]], out[1])
    return engine

def tensor(xs, ys, pairs, act):
    from micrograd_nb import Linear, Sequential, Tensor, relu, tanh
    f = {"relu": relu, "tanh": tanh}[act]
    parts = [part for w,_ in pairs for part in (Linear(w.shape[1], w.shape[0]), f)][:-1]
    net,x,y = Sequential(*parts),Tensor(xs),Tensor(ys)
    ps = net.parameters()
    for p,a in zip(ps, (a for pair in pairs for a in pair), strict=True): p.data = a
    def step():
        net.zero_grad()
        loss = (1 - y*net(x)).relu().mean()
        loss.backward()
        return loss.data
    return step,lambda loss: ([loss], flat(zip(*[iter(p.grad for p in ps)]*2)))

def micrograd(xs, ys, pairs, act):
    from micrograd.engine import Value
    from micrograd.nn import MLP
    if act != "relu": raise NotImplementedError("knows no activation but ReLU")
    net = MLP(2, [len(b) for _,b in pairs])
    params = net.parameters()
    for p,number in zip(params, flat(pairs).tolist(), strict=True): p.data = number
    batch = list(zip(xs.tolist(), ys.ravel().tolist()))
    def step():
        net.zero_grad()
        loss = sum((1 + -y*net([Value(v) for v in x])).relu() for x,y in batch)*(1/len(batch))
        loss.backward()
        return loss.data
    return step,lambda loss: ([loss], [p.grad for p in params])

def numpy(xs, ys, pairs, act):
    "Forward and backward as one writes them for this network, with derivatives from paper, in arrays that are made once"
    import numpy as np
    n,last = len(xs),len(pairs) - 1
    sides,ones,rooms = -ys/n,np.ones(n),[np.empty((n, len(b))) for _,b in pairs]
    def step():
        hs,grads = [xs],[]
        for i,((w,b),h) in enumerate(zip(pairs, rooms)):
            np.matmul(hs[-1], w.T, out=h)
            h += b
            if i < last: np.maximum(h, 0, out=h) if act == "relu" else np.tanh(h, out=h)
            hs.append(h)
        margin = hs.pop()
        margin *= ys
        np.subtract(1, margin, out=margin)
        d = sides*(margin > 0)
        for i in reversed(range(len(pairs))):
            grads.append((d.T @ hs[i], ones @ d))
            if i:
                d = d @ pairs[i][0]
                d *= hs[i] > 0 if act == "relu" else 1 - hs[i]*hs[i]
        return np.maximum(margin, 0, out=margin).sum()/n, grads[::-1]
    return step,lambda out: ([out[0]], flat(out[1]))

def torch(xs, ys, pairs, act):
    import torch
    if "OMP_NUM_THREADS" in os.environ: torch.set_num_threads(1)
    f = getattr(torch, act)
    pairs,x,y = [tuple(torch.tensor(a, requires_grad=True) for a in pair) for pair in pairs],torch.tensor(xs),torch.tensor(ys)
    def step():
        for pair in pairs:
            for p in pair: p.grad = None
        h = x
        for i,(w,b) in enumerate(pairs):
            h = torch.nn.functional.linear(h, w, b)
            if i < len(pairs) - 1: h = f(h)
        loss = torch.relu(1 - h*y).mean()
        loss.backward()
        return loss.detach()
    return step,lambda loss: ([loss], flat([(w.grad.numpy(), b.grad.numpy()) for w,b in pairs]))

def jax(xs, ys, pairs, act):
    import jax, jax.numpy as jnp
    f = getattr(jax.nn, act)
    def loss(pairs, x, y):
        for i,(w,b) in enumerate(pairs):
            x = x @ w.T + b
            if i < len(pairs) - 1: x = f(x)
        return jnp.mean(jax.nn.relu(1 - x*y))
    both,pairs,x,y = jax.jit(jax.value_and_grad(loss)),jax.tree.map(jnp.asarray, pairs),jnp.asarray(xs),jnp.asarray(ys)
    return lambda: jax.block_until_ready(both(pairs, x, y)),lambda out: ([out[0]], flat(out[1]))

def tinygrad(xs, ys, pairs, act):
    from tinygrad import Tensor
    pairs,x,y = [tuple(Tensor(a) for a in pair) for pair in pairs],Tensor(xs),Tensor(ys)
    def loss():
        h = x
        for i,(w,b) in enumerate(pairs):
            h = h @ w.T + b
            if i < len(pairs) - 1: h = getattr(h, act)()
        return (1 - h*y).relu().mean()
    step = tiny(loss, [p for pair in pairs for p in pair])
    return step,lambda out: ([out[0].item()], flat(zip(*[iter(g.numpy() for g in out[1:])]*2)))

def tiny(loss, params):
    "Loss and gradients as one program of tinygrad: run, noted and replayed; its first two calls are made here"
    from tinygrad import Device, Tensor, TinyJit
    @TinyJit
    def both():
        out = loss()
        grads = out.gradient(*params)
        Tensor.realize(out, *grads)
        return out,*grads
    def step():
        out = both()
        Device[Device.DEFAULT].synchronize()
        return out
    for _ in range(3): step()
    return step

def autograd(xs, ys, pairs, act):
    import autograd.numpy as np
    from autograd import value_and_grad
    def loss(pairs):
        h = xs
        for i,(w,b) in enumerate(pairs):
            h = h @ w.T + b
            if i < len(pairs) - 1: h = np.maximum(h, 0) if act == "relu" else np.tanh(h)
        return np.mean(np.maximum(1 - h*ys, 0))
    both = value_and_grad(loss)
    return lambda: both(pairs),lambda out: ([out[0]], flat(out[1]))

def mygrad(xs, ys, pairs, act):
    import mygrad as mg
    from mygrad.nnet import relu
    f = relu if act == "relu" else mg.tanh
    ps = [tuple(mg.tensor(a) for a in pair) for pair in pairs]
    def step():
        h = xs
        for i,(w,b) in enumerate(ps):
            h = h @ w.T + b
            if i < len(ps) - 1: h = f(h)
        loss = relu(1 - h*ys).mean()
        loss.backward()
        return loss
    return step,lambda loss: ([loss.data], flat([(w.grad, b.grad) for w,b in ps]))

MOONS = {"value": values(False), "paused": values(True), "llvm": compiled("llvm"), "jit_numpy": compiled("numpy"), "jit_python": compiled("python"),
         "tensor": tensor, "micrograd": micrograd, "numpy": numpy, "torch": torch, "jax": jax, "tinygrad": tinygrad, "autograd": autograd, "mygrad": mygrad}


# One image at a time: forward, backward and a step of gradient descent after each --------------------------------------

LR = 0.01

def image_values(xs, ys, pairs):
    from micrograd_nb import MLP, cross_entropy
    net = filled(MLP(784, [50, 10]), pairs)
    xs,ys,params = xs.tolist(),ys.tolist(),net.parameters()
    def step():
        total = 0.0
        for x,y in zip(xs, ys):
            net.zero_grad()
            loss = cross_entropy([net(x)], [y])
            loss.backward()
            for p in params: p.data -= LR*p.grad
            total += loss.data
        return total/len(xs)
    return step,lambda loss: ([loss], [p.data for p in params])

def image_llvm(fast):
    def engine(xs, ys, pairs):
        from micrograd_nb import MLP, cross_entropy, jit
        net = filled(MLP(784, [50, 10]), pairs)
        step = jit(cross_entropy, net, "llvm", fast=fast)
        return lambda: step.sgd(xs, ys, lr=LR),lambda loss: ([loss], [p.data for p in net.parameters()])
    return engine

def image_tensor(xs, ys, pairs):
    from micrograd_nb import SGD, Linear, Sequential, tanh
    net = Sequential(Linear(784, 50), tanh, Linear(50, 10))
    ps = net.parameters()
    for p,a in zip(ps, (a for pair in pairs for a in pair), strict=True): p.data = a
    opt = SGD(ps, lr=LR)
    def step():
        total = 0.0
        for i in range(len(xs)):
            opt.zero_grad()
            loss = net(xs[i:i+1]).cross_entropy(ys[i:i+1])
            loss.backward()
            opt.step()
            total += loss.data.item()
        return total/len(xs)
    return step,lambda loss: ([loss], flat(zip(*[iter(p.data for p in ps)]*2)))

def image_numpy(xs, ys, pairs):
    import numpy as np
    (w1,b1),(w2,b2) = pairs = [tuple(a.copy() for a in pair) for pair in pairs]
    def step():
        total = 0.0
        for x,y in zip(xs, ys):
            h = np.tanh(w1 @ x + b1)
            z = w2 @ h + b2
            z -= z.max()
            d = np.exp(z)
            s = d.sum()
            total += np.log(s) - z[y]
            d /= s
            d[y] -= 1
            dh = (d @ w2)*(1 - h*h)
            d *= LR
            dh *= LR
            np.subtract(w2, np.multiply.outer(d, h), out=w2); np.subtract(b2, d, out=b2)
            np.subtract(w1, np.multiply.outer(dh, x), out=w1); np.subtract(b1, dh, out=b1)
        return total/len(xs)
    return step,lambda loss: ([loss], flat(pairs))

def image_torch(xs, ys, pairs):
    import torch
    from torch.nn.functional import cross_entropy, linear
    if "OMP_NUM_THREADS" in os.environ: torch.set_num_threads(1)
    xs,ys = torch.tensor(xs),torch.tensor(ys)
    pairs = [tuple(torch.tensor(a, requires_grad=True) for a in pair) for pair in pairs]
    (w1,b1),(w2,b2) = pairs
    opt = torch.optim.SGD([w1, b1, w2, b2], lr=LR)
    def step():
        total = 0.0
        for i in range(len(xs)):
            opt.zero_grad()
            loss = cross_entropy(linear(linear(xs[i:i+1], w1, b1).tanh(), w2, b2), ys[i:i+1])
            loss.backward()
            opt.step()
            total += loss.detach()
        return total/len(xs)
    return step,lambda loss: ([loss], flat([(w.detach().numpy(), b.detach().numpy()) for w,b in pairs]))

def image_jax(xs, ys, pairs):
    "The loop over the images is compiled, too"
    import jax, jax.numpy as jnp
    def loss(pairs, x, y):
        (w1,b1),(w2,b2) = pairs
        return -jax.nn.log_softmax(w2 @ jnp.tanh(w1 @ x + b1) + b2)[y]
    def one(pairs, xy):
        value,grads = jax.value_and_grad(loss)(pairs, *xy)
        return jax.tree.map(lambda p, g: p - LR*g, pairs, grads),value
    epoch = jax.jit(lambda pairs, xs, ys: jax.lax.scan(one, pairs, (xs, ys)))
    now,xs,ys = jax.tree.map(jnp.asarray, pairs),jnp.asarray(xs),jnp.asarray(ys)
    def step():
        nonlocal now
        now,losses = jax.block_until_ready(epoch(now, xs, ys))
        return losses
    return step,lambda losses: ([losses.mean()], flat(now))

def image_tinygrad(xs, ys, pairs):
    "One image as a program, replayed for each"
    from tinygrad import Device, Tensor, TinyJit
    ps = [Tensor(a).contiguous().realize() for pair in pairs for a in pair]
    xs,ys = ([Tensor(a[i:i+1]).contiguous().realize() for i in range(len(a))] for a in (xs, ys.astype("int32")))
    @TinyJit
    def one(x, y):
        w1,b1,w2,b2 = ps
        loss = ((x @ w1.T + b1).tanh() @ w2.T + b2).sparse_categorical_crossentropy(y)
        news = [p - LR*g for p,g in zip(ps, loss.gradient(*ps))]
        Tensor.realize(loss, *(p.assign(new) for p,new in zip(ps, news)))
        return loss
    def step():
        total = 0.0
        for x,y in zip(xs, ys): total += one(x, y).item()
        Device[Device.DEFAULT].synchronize()
        return total/len(xs)
    return step,lambda loss: ([loss], flat(zip(*[iter(p.numpy() for p in ps)]*2)))

def image_autograd(xs, ys, pairs):
    import autograd.numpy as np
    from autograd import value_and_grad
    def loss(pairs, x, y):
        (w1,b1),(w2,b2) = pairs
        z = w2 @ np.tanh(w1 @ x + b1) + b2
        return np.log(np.sum(np.exp(z - np.max(z)))) + np.max(z) - z[y]
    both,now = value_and_grad(loss),[tuple(a.copy() for a in pair) for pair in pairs]
    def step():
        total = 0.0
        for x,y in zip(xs, ys):
            value,grads = both(now, x, y)
            for pair,gs in zip(now, grads):
                for p,g in zip(pair, gs): p -= LR*g
            total += value
        return total/len(xs)
    return step,lambda loss: ([loss], flat(now))

def image_mygrad(xs, ys, pairs):
    import mygrad as mg
    from mygrad.nnet import softmax_crossentropy
    ps = [mg.tensor(a.copy()) for pair in pairs for a in pair]
    w1,b1,w2,b2 = ps
    def step():
        total = 0.0
        for i in range(len(xs)):
            loss = softmax_crossentropy(mg.tanh(xs[i:i+1] @ w1.T + b1) @ w2.T + b2, ys[i:i+1])
            loss.backward()
            for p in ps: p.data -= LR*p.grad
            total += loss.item()
        return total/len(xs)
    return step,lambda loss: ([loss], flat([(w1.data, b1.data), (w2.data, b2.data)]))

IMAGES = {"value": image_values, "llvm": image_llvm(False), "fast": image_llvm(True), "tensor": image_tensor, "numpy": image_numpy, "torch": image_torch, "jax": image_jax,
          "tinygrad": image_tinygrad, "autograd": image_autograd, "mygrad": image_mygrad}


# A deep chain: each number is made of the one before --------------------------------------------------------------------

def chain_data(n=10_000): return (n,)

def chain_of(number, slope, n):
    "y = 0.999*y + x, n times, with the numbers of one library; its value and its slope in x"
    sys.setrecursionlimit(10**6)  # for those who walk back by recursion
    def step():
        x = y = number(1.5)
        for _ in range(n): y = y*0.999 + x
        y.backward()
        return y,x
    return step,lambda out: ([slope(out)[0]], [slope(out)[1]])

def chain_value(n):
    from micrograd_nb import Value
    return chain_of(Value, lambda out: (out[0].data, out[1].grad), n)

def chain_micrograd(n):
    from micrograd.engine import Value
    return chain_of(Value, lambda out: (out[0].data, out[1].grad), n)

def chain_torch(n):
    import torch
    return chain_of(lambda x: torch.tensor(x, requires_grad=True, dtype=torch.float64), lambda out: (out[0].item(), out[1].grad.item()), n)

def chain_mygrad(n):
    import mygrad as mg
    return chain_of(mg.tensor, lambda out: (out[0].item(), out[1].grad.item()), n)

def chain_tensor(n):
    from micrograd_nb import Tensor
    return chain_of(lambda x: Tensor(x, requires_grad=True), lambda out: (float(out[0].data), float(out[1].grad)), n)

def chain_autograd(n):
    from autograd import value_and_grad
    sys.setrecursionlimit(10**6)
    def f(x):
        y = x
        for _ in range(n): y = y*0.999 + x
        return y
    both = value_and_grad(f)
    return lambda: both(1.5),lambda out: ([out[0]], [out[1]])

def chain_jax(n):
    "The loop is compiled as a loop"
    import jax
    both = jax.jit(jax.value_and_grad(lambda x: jax.lax.scan(lambda y, _: (y*0.999 + x, None), x, length=n)[0]))
    return lambda: jax.block_until_ready(both(1.5)),lambda out: ([out[0]], [out[1]])

def chain_by_hand(n):
    "Two loops in Python, of floats"
    def step():
        x = y = 1.5
        for _ in range(n): y = y*0.999 + x
        g,slope = 1.0,0.0
        for _ in range(n):
            slope += g
            g *= 0.999
        return y,slope + g
    return step,lambda out: ([out[0]], [out[1]])

CHAIN = {"value": chain_value, "tensor": chain_tensor, "micrograd": chain_micrograd, "python": chain_by_hand, "torch": chain_torch, "jax": chain_jax,
         "autograd": chain_autograd, "mygrad": chain_mygrad}


# The picture of a graph ---------------------------------------------------------------------------------------------------

def drawing(xs, ys, pairs, act):
    from micrograd_nb import MLP
    from micrograd_nb.graph import draw_dot, render_svg
    net = filled(MLP(2, [len(b) for _,b in pairs], act=act), pairs)
    return lambda: render_svg(draw_dot(net(xs[0].tolist())[0])),lambda svg: ([svg.count("<g class=\"node") + svg.count("class=\"node")],)


NO_PICTURE = {name: "draws no graph by itself" for name in ("micrograd", "numpy", "torch", "jax", "tinygrad", "autograd", "mygrad")}
WORKLOADS = {
    "moons": dict(title="Two moons: loss and 337 gradients of 100 points, ReLU", base="llvm", data=points, engines=MOONS, madds=madds(100, [2, 16, 16, 1]), numbers=2*337 + 300),
    "wide": dict(title="Two moons, two layers of 64 with tanh: loss and gradients of 100 points", base="llvm", data=lambda: points(64, "tanh"),
                 engines={name: MOONS[name] for name in MOONS if name not in ("value", "paused", "jit_python", "micrograd")},
                 madds=madds(100, [2, 64, 64, 1]), numbers=2*4417 + 300,
                 missing={"micrograd": "knows no activation but ReLU", "value": "are measured on the smaller network; how their time grows is shown below"}),
    "images": dict(title="MLP(784, [50, 10]), one image at a time: forward, backward and a step of gradient descent", base="llvm", data=images, few=lambda: images(2), engines=IMAGES,
                   units={"value": 2, "": 200}, madds=madds(1, [784, 50, 10]), numbers=2*39760,
                   missing={"micrograd": "has neither exp nor log"}),
    "chain": dict(title="A chain of 10,000 products and sums, and its slope", base="value", data=chain_data, engines=CHAIN, tol=1e-9,
                  missing={"numpy": "arrays do not help where each number needs the one before; Python by hand takes its place",
                           "llvm": "notes every operation of a loop; see the page why it is fast", "tinygrad": "has no loop of its own, and would make its kernels of 20,000 operations"}),
    "drawing": dict(title="The picture of the graph of one point, as SVG", base="value", data=lambda: points(4), engines={"value": drawing}, missing=NO_PICTURE),
}
