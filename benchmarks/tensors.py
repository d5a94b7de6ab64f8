"""Networks on whole arrays, in single precision: three of two layers, and a convolutional one with two convolutions

A step makes the loss (ReLU between the layers, softmax cross-entropy) and all gradients of a batch. The engine `numpy`
is plain NumPy by hand, with gradients that were derived on paper: the limit for a library that stands on NumPy.
"""
import os
from functools import partial
from scalars import madds, tiny

NETS = {"2-16-2": (100, (2, 16, 2)), "64-128-10": (128, (64, 128, 10)), "784-256-10": (256, (784, 256, 10)), "convolutional": (64, None)}


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
    if "OMP_NUM_THREADS" in os.environ: torch.set_num_threads(1)
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

def tinygrad(net, x, y, params):
    from tinygrad import Tensor
    x,y,ps = Tensor(x),Tensor(y.astype("int32")),[Tensor(p) for p in params]
    def mlp(w1, b1, w2, b2): return (x @ w1.T + b1).relu() @ w2.T + b2
    def convolutional(k1, b1, k2, b2, w, b):
        h = x
        for k,c in ((k1, b1), (k2, b2)): h = h.conv2d(k, c, padding=1).relu().max_pool2d()
        return h.flatten(1) @ w.T + b
    model = convolutional if net == "convolutional" else mlp
    step = tiny(lambda: model(*ps).sparse_categorical_crossentropy(y), ps)
    def run():
        loss,*grads = step()
        return loss,grads
    return run

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


def read(out):
    "The loss and the gradients, whatever library made them"
    import numpy as np
    arrays = [a.numpy() if hasattr(a, "numpy") else np.asarray(a) for a in (out[0], *out[1])]
    assert all(a.dtype == np.float32 for a in arrays[1:]), "not all gradients are float32"
    return [np.ravel(a) for a in arrays]

def engine(make): return lambda *problem: (make(*problem), read)

def data(net): return (net, *problem(net))

def products(net):
    "Multiplications with a sum, forward and back: of each convolution as many as its windows have numbers"
    n,sizes = NETS[net]
    return madds(n, sizes) if sizes else n*(2*64*16*9 + 3*16*32*144 + 3*128*10)

ENGINES = {name: engine(make) for name,make in dict(tensor=ours, numpy=numpy, torch=torch, jax=jax, tinygrad=tinygrad, autograd=autograd, mygrad=mygrad).items()}
NO_ARRAYS = dict.fromkeys(("value", "llvm", "micrograd"), "works on single numbers in double precision")
WORKLOADS = {net: dict(title=f"{'The convolutional network' if net == 'convolutional' else f'MLP {net}'}, batch of {NETS[net][0]}, float32: loss and gradients", base="tensor",
                       data=partial(data, net), engines=ENGINES, missing=NO_ARRAYS, tol=1e-4, threads=("one", "all"), dtype="float32", madds=products(net),
                       numbers={"2-16-2": 364, "64-128-10": 27412, "784-256-10": 607764, "convolutional": 4096 + 2*6090}[net] + (64*16*64*3 if net == "convolutional" else 0))
             for net in NETS}
