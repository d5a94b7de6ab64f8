"""Compare arrays and functions that cross to PyTorch and JAX with what these compute alone: run by `make test-interop`

Arrays of many types, shapes and strides go there and back; what shares memory and what does not is looked up. Functions of random shapes
are differentiated in float64 by both sides. Halves of networks are trained here and there, and must end where a whole one ends.
"""
import sys, warnings
from random import Random
import jax, numpy as np, torch
import jax.numpy as jnp
import micrograd_nb.all as mg
from micrograd_nb.all import Tensor
from micrograd_nb.bridges import as_jax, as_torch, of_jax, of_torch, put_back
from micrograd_nb.tensor import _result

jax.config.update("jax_enable_x64", True)
torch.set_num_threads(1)
warnings.simplefilter("error", RuntimeWarning)
RNG = np.random.default_rng(0)
TOLERANCE = 1e-10
counts,problems = {"arrays": 0, "functions": 0, "refusals": 0, "trainings": 0},[]


def numbers(x): return np.asarray(x.detach() if isinstance(x, torch.Tensor) else x.data if isinstance(x, Tensor) else x)

def same(kind, what, ours, theirs, tolerance=TOLERANCE):
    "Note a problem if two trees of numbers are not the same"
    ours,theirs = ([numbers(x) for x in (t if isinstance(t, (list, tuple)) else [t])] for t in (ours, theirs))
    counts[kind] += 1
    if len(ours) != len(theirs): return problems.append(f"{what}: {len(ours)} and {len(theirs)} results")
    for a,b in zip(ours, theirs):
        if a.shape != b.shape or a.dtype != b.dtype: problems.append(f"{what}: {a.shape} of {a.dtype}, and {b.shape} of {b.dtype}")
        elif not (abs(a.astype(float) - b) <= tolerance*np.maximum(1, abs(b.astype(float)))).all(): problems.append(f"{what}: off by {abs(a.astype(float) - b).max():.3g}")

def holds(kind, what, true):
    counts[kind] += 1
    if not true: problems.append(what)

def refused(what, f, *words):
    "Note a problem if nothing is refused, or not with these words"
    counts["refusals"] += 1
    try: out = f()
    except Exception as e:
        if not all(w in str(e) for w in words): problems.append(f"{what}: refused with {type(e).__name__}: {e}")
    else: problems.append(f"{what}: not refused, but {out!r:.80}")


def arrays():
    "Arrays of all types, with all kinds of strides"
    for dtype in ("float64", "float32", "int64", "int32", "int16", "int8", "uint8", "bool"):
        for shape in ((), (0,), (3,), (1, 1), (2, 3), (0, 4), (4, 3, 2)):
            a = (RNG.normal(size=shape)*10).astype(dtype)
            yield f"{dtype} {shape}", a
            if a.ndim: yield f"{dtype} {shape} backwards", a[::-1]
            if a.ndim > 1: yield f"{dtype} {shape} transposed", a.T
            if a.ndim > 1: yield f"{dtype} {shape} every second", a[..., ::2]
            if a.ndim > 1: yield f"{dtype} {shape} broadcast", np.broadcast_to(a[:1], a.shape)

overwrite = jax.jit(lambda x: ~x if x.dtype == bool else x + 1, donate_argnums=0)  # which may write the result where the argument was

def cross(what, a):
    "One array, there and back on all ways"
    for t in (Tensor(a), _result(a.view(), (), "", ())):  # the second with the strides as they are
        there = t.to_torch()
        same("arrays", f"to_torch, {what}", there, a, 0)
        same("arrays", f"from_torch, {what}", Tensor.from_torch(there), a, 0)
        same("arrays", f"torch.from_dlpack, {what}", torch.from_dlpack(t), a, 0)
        same("arrays", f"np.from_dlpack, {what}", np.from_dlpack(t), a, 0)
        same("arrays", f"np.asarray, {what}", np.asarray(t), a, 0)
        same("arrays", f"to_jax, {what}", t.to_jax(), a, 0)
        same("arrays", f"jnp.from_dlpack, {what}", jnp.from_dlpack(t), a, 0)
        same("arrays", f"from_jax, {what}", Tensor.from_jax(jnp.asarray(a)), a, 0)
        shared = Tensor.from_torch(there, copy=False)
        same("arrays", f"from_torch, shared, {what}", shared, a, 0)
        holds("arrays", f"{what}: a Tensor can be written to", not any(x.data.flags.writeable for x in (t, shared, Tensor.from_jax(t.to_jax()))))
        if not a.size: continue
        overlap = np.shares_memory
        for x in (there, torch.from_dlpack(t), torch.from_dlpack(t, copy=True), np.from_dlpack(t), Tensor.from_torch(there)):
            holds("arrays", f"{what}: shared, and should be a copy", not overlap(numbers(x), t.data) and not overlap(numbers(x), there.numpy()) or x is there)
        holds("arrays", f"{what}: a copy, and should be shared", overlap(shared.data, there.numpy()))
        j = jnp.array(a)
        holds("arrays", f"{what}: from_jax copied", overlap(Tensor.from_jax(j).data, np.asarray(j)))
        if all(s >= 0 for s in t.data.strides):
            holds("arrays", f"{what}: copy=False copied", overlap(t.to_torch(copy=False).numpy(), t.data) and overlap(np.from_dlpack(t, copy=False), t.data))
        before = t.data.copy()
        for x in (there, torch.from_dlpack(t)): x.logical_not_() if a.dtype == bool else x.add_(1)
        overwrite(t.to_jax())
        same("arrays", f"{what}: changed from outside", t, before, 0)


def elementwise(m, x): return m.tanh(x)*m.exp(-x*x)
FUNCTIONS = {  # name: shapes of the arguments, and the function for each library, its module the first argument
    "elementwise": lambda m, x: elementwise(m, x), "sum": lambda m, x: (x*x*x).sum(), "one result twice": lambda m, x: (lambda y: (y, y*y))(m.sin(x)),
    "itself": lambda m, x: x, "two arguments": lambda m, x, y: (x*y, m.exp(y)), "broadcast": lambda m, x, y: x*y + m.sin(y),
    "a tree": lambda m, x, y: {"a": [x + y, m.cos(x)], "b": (y*y).sum()}, "one unused": lambda m, x, y: x*x, "a constant": lambda m, x: (x*x, x*0 + 1.0),
    "product": lambda m, x, y: m.tanh(x @ y), "shape": lambda m, x: m.sin(x).reshape(-1)[::2],
}
SHAPES = {"broadcast": [((3, 4), (4,)), ((), (2, 2)), ((0, 3), (1, 3))], "product": [((2, 3), (3, 4)), ((0, 2), (2, 3))]}

def shapes(name, f):
    n = f.__code__.co_argcount - 1
    return SHAPES.get(name) or [(s,)*n for s in ((2, 3), (), (0, 2))]

def leaves(tree): return mg.tree_leaves(tree)

class Ours:
    "Our operations under the names that the functions above use"
    sin,cos,exp,tanh = Tensor.sin,Tensor.cos,Tensor.exp,Tensor.tanh

def theirs_alone(f, xs, weights):
    "Values and gradients by JAX alone; those of PyTorch must be the same"
    def total(*xs): return sum((y*w).sum() for y,w in zip(leaves(f(jnp, *xs)), weights))
    by_jax = jax.grad(total, tuple(range(len(xs))))(*map(jnp.asarray, xs))
    ts = [torch.tensor(x, requires_grad=True) for x in xs]
    sum((y*torch.tensor(np.array(w))).sum() for y,w in zip(leaves(f(torch, *ts)), weights)).backward()
    same("functions", "PyTorch and JAX", [np.zeros(x.shape) if x.grad is None else x.grad for x in ts], list(by_jax))
    return [np.array(y) for y in leaves(f(jnp, *map(jnp.asarray, xs)))],list(by_jax),total

def crossing(name, f, xs, deep):
    "A function in all four directions; `deep`: also in transforms of transforms"
    n = len(xs)
    def ours(*xs): return f(Ours, *xs)
    def in_jax(*xs): return f(jnp, *xs)
    def in_torch(*xs): return f(torch, *xs)
    what = f"{name} {[x.shape for x in xs]}"
    weights = [RNG.normal(size=np.shape(y)) for y in leaves(f(jnp, *map(jnp.asarray, xs)))]
    values,grads,total = theirs_alone(f, xs, weights)
    ts = [torch.tensor(x, requires_grad=True) for x in xs]
    ys = leaves(as_torch(ours)(*ts))
    same("functions", f"as_torch, {what}", ys, values)
    for times in (1, 2):
        for t in ts: t.grad = None
        sum((y*torch.tensor(np.array(w))).sum() for y,w in zip(ys, weights)).backward(retain_graph=True)
        same("functions", f"as_torch, gradient {times}, {what}", [np.zeros(t.shape) if t.grad is None else t.grad for t in ts], grads)
    there = as_jax(ours)
    def there_total(*xs): return sum((y*w).sum() for y,w in zip(leaves(there(*xs)), weights))
    same("functions", f"as_jax, {what}", leaves(there(*xs)), values)
    for way,how in (("", lambda f: f), ("jit ", jax.jit)): same("functions", f"as_jax, {way}gradient, {what}", list(how(jax.grad(there_total, tuple(range(n))))(*map(jnp.asarray, xs))), grads)
    for which,there in (("of_torch", of_torch(in_torch)), ("of_jax", of_jax(in_jax))):
        def there_total(*xs): return sum((y*w).sum() for y,w in zip(leaves(there(*xs)), weights))
        ts = [Tensor(x, requires_grad=True) for x in xs]
        ys = leaves(there(*ts))
        same("functions", f"{which}, {what}", ys, values)
        loss = sum((y*w).sum() for y,w in zip(ys, weights))
        loss.backward()
        same("functions", f"{which}, gradient, {what}", [t.grad for t in ts], grads)
        loss.backward()
        same("functions", f"{which}, backward twice, {what}", [t.grad for t in ts], [2*g for g in grads])
        same("functions", f"{which}, grad, {what}", list(mg.grad(there_total, tuple(range(n)))(*xs)), grads)
        if not deep: continue
        moves = [RNG.normal(size=x.shape) for x in xs]
        def along(f): return lambda *xs: f(*map(jnp.asarray, xs))
        same("functions", f"{which}, jvp, {what}", leaves(mg.jvp(there, tuple(xs), tuple(moves))[1]), leaves(jax.jvp(in_jax, tuple(map(jnp.asarray, xs)), tuple(map(jnp.asarray, moves)))[1]))
        bent = jax.jvp(jax.grad(total, tuple(range(n))), tuple(map(jnp.asarray, xs)), tuple(map(jnp.asarray, moves)))[1]
        same("functions", f"{which}, hvp, {what}", list(mg.hvp(there_total, tuple(xs), tuple(moves))), list(bent))
        def squares(grad, total): return lambda *xs: sum((g*g).sum() for g in grad(total, tuple(range(n)))(*xs))
        same("functions", f"{which}, grad of grad, {what}", list(mg.grad(squares(mg.grad, there_total), tuple(range(n)))(*xs)), list(jax.grad(squares(jax.grad, total), tuple(range(n)))(*map(jnp.asarray, xs))))
        rows = tuple(RNG.normal(size=(3, *x.shape)) for x in xs)
        same("functions", f"{which}, vmap of grad, {what}", list(mg.vmap(mg.grad(there_total, tuple(range(n))))(*rows)), list(jax.vmap(jax.grad(total, tuple(range(n))))(*rows)))

def more_functions():
    "Modules, precision, whole numbers, parameters that come along, and functions in functions"
    rng = np.random.default_rng(1)
    x = rng.normal(size=(5, 3))
    nets = {"layers": mg.Sequential(mg.Linear(3, 4, rng=rng), mg.tanh, mg.LayerNorm(4), mg.Linear(4, 2, rng=rng)),
            "used twice": (lambda layer: mg.Sequential(layer, mg.tanh, layer))(mg.Linear(3, 3, rng=rng))}
    for name,net in nets.items():
        net.zero_grad()
        (net(x)**2).sum().backward()
        right = {k: p.grad.copy() for k,p in net.named_parameters().items()}
        net.zero_grad()
        as_torch(net)(torch.tensor(x)).square().sum().backward()
        same("functions", f"as_torch, {name}", [p.grad for p in net.parameters()], list(right.values()))
        net.zero_grad()
        f = as_torch(net)
        (f(torch.tensor(x)).square().sum() + f(torch.tensor(x)).square().sum()).backward()
        same("functions", f"as_torch, called twice, {name}", [p.grad for p in net.parameters()], [2*g for g in right.values()])
        net.zero_grad()
        f,params = as_jax(net)
        slopes = jax.jit(jax.grad(lambda p: (f(p, x)**2).sum()))(params)
        same("functions", f"as_jax, {name}", [slopes[k] for k in right], list(right.values()))
        holds("functions", f"as_jax, {name}: gradients left in the Module", not any(p.grad.any() for p in net.parameters()))
        each = jax.vmap(jax.grad(lambda p, x: (f(p, x)**2).sum()), in_axes=(None, 0))(params, x[:, None])
        same("functions", f"as_jax, for each example, {name}", [each[k].sum(0) for k in right], list(right.values()))
    theirs = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2)).double()
    t = torch.tensor(x, requires_grad=True)
    theirs(t).square().sum().backward()
    right = [p.grad.clone() for p in theirs.parameters()]
    for what,given in (("x", Tensor(x, requires_grad=True)), ("a constant", x)):
        theirs.zero_grad()
        (of_torch(theirs)(given)**2).sum().backward()
        same("functions", f"of_torch, parameters, {what}", [p.grad for p in theirs.parameters()], right)
        if what == "x": same("functions", "of_torch, input", given.grad, t.grad)
    theirs.zero_grad()
    (mg.vmap(of_torch(theirs))(Tensor(x))**2).sum().backward()
    same("functions", "of_torch in vmap, parameters", [p.grad for p in theirs.parameters()], right)
    theirs.zero_grad()
    mg.grad(lambda x: (of_torch(theirs)(x)**2).sum())(x)
    holds("functions", "of_torch in grad: gradients left in the module", all(p.grad is None for p in theirs.parameters()))
    for dtype in (np.float32, np.float64):
        a,tolerance = x.astype(dtype),1e-5 if dtype == np.float32 else TOLERANCE
        right = 1/np.cosh(a)**2
        t = torch.tensor(a, requires_grad=True)
        y = as_torch(Tensor.tanh)(t)
        y.sum().backward()
        same("functions", f"as_torch, {dtype.__name__}", [y, t.grad], [np.tanh(a), right], tolerance)
        there = as_jax(Tensor.tanh)
        same("functions", f"as_jax, {dtype.__name__}", [there(a), jax.grad(lambda x: there(x).sum())(jnp.asarray(a))], [np.tanh(a), right], tolerance)
        for which in (of_torch(torch.tanh), of_jax(jnp.tanh)):
            t = Tensor(a, requires_grad=True)
            y = which(t)
            y.sum().backward()
            same("functions", f"{which.__name__}, {dtype.__name__}", [y, t.grad], [np.tanh(a), right], tolerance)
    table,ids = rng.normal(size=(4, 3)),np.array([0, 2, 2])
    right = np.zeros((4, 3))
    np.add.at(right, ids, 2*table[ids])
    def ours(w, ids): return (w[ids.data if isinstance(ids, Tensor) else ids]**2).sum()
    t = torch.tensor(table, requires_grad=True)
    as_torch(ours)(t, torch.tensor(ids)).backward()
    same("functions", "as_torch, rows by whole numbers", t.grad, right)
    same("functions", "as_jax, rows by whole numbers", jax.jit(jax.grad(as_jax(ours)))(jnp.asarray(table), ids), right)
    for which in (of_torch(lambda w, i: (w[i]**2).sum()), of_jax(lambda w, i: (w[i]**2).sum())):
        t = Tensor(table, requires_grad=True)
        which(t, ids).backward()
        same("functions", f"{which.__name__}, rows by whole numbers", t.grad, right)
        same("functions", f"{which.__name__}, hvp, rows by whole numbers", mg.hvp(lambda w: which(w, ids), (table,), (table,))[0], right)
    right = 3*x*x
    t,u = torch.tensor(x, requires_grad=True),Tensor(x, requires_grad=True)
    as_torch(of_torch(lambda x: x**3))(t).sum().backward()
    of_torch(as_torch(lambda x: x**3))(u).sum().backward()
    same("functions", "there and back", [t.grad, u.grad], [right, right])
    u = Tensor(x, requires_grad=True)
    of_jax(as_jax(lambda x: x**3))(u).sum().backward()
    same("functions", "JAX, there and back", u.grad, right)
    large = rng.normal(size=(700, 700))
    there = as_jax(lambda x: x*x)
    same("functions", "as_jax, a large array", jax.jit(jax.grad(lambda x: (there(x) + there(x)).sum()))(large), 4*large)
    mlp = mg.MLP(3, [4, 1], rng=Random(0))
    as_torch(lambda xs: mg.vmap(lambda x: mlp(x)[0])(xs))(torch.tensor(x)).square().mean().backward()
    grads = [p.grad for p in mlp.parameters()]
    mlp.zero_grad()
    mg.mse([mlp(row) for row in x.tolist()], [0.0]*5).backward()
    same("functions", "as_torch of Values", grads, [p.grad for p in mlp.parameters()])


def refusals():
    w,x = Tensor([1.0, 2.0], requires_grad=True),Tensor([1.0, 2.0])
    t = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    for name,f in {"to_torch": w.to_torch, "to_jax": w.to_jax, "np.from_dlpack": lambda: np.from_dlpack(w), "torch.from_dlpack": lambda: torch.from_dlpack(w),
                   "jnp.from_dlpack": lambda: jnp.from_dlpack(w), "from_torch": lambda: Tensor.from_torch(t)}.items(): refused(f"{name} of a gradient", f, "detach()")
    for dtype,word in ((torch.float16, "t.float()"), (torch.bfloat16, "t.float()"), (torch.complex64, "real")): refused(f"from_torch of {dtype}", lambda: Tensor.from_torch(torch.ones(2, dtype=dtype)), word)
    refused("from_torch on another device", lambda: Tensor.from_torch(torch.ones(2, device="meta")), "t.cpu()")
    refused("from_torch of a sparse tensor", lambda: Tensor.from_torch(torch.eye(2).to_sparse()), "t.to_dense()")
    refused("from_torch of an array", lambda: Tensor.from_torch(np.ones(2)), "expected a tensor of PyTorch")
    refused("from_jax of a tensor", lambda: Tensor.from_jax(torch.ones(2)), "expected an array of JAX")
    refused("from_jax of bfloat16", lambda: Tensor.from_jax(jnp.ones(2, "bfloat16")), "bfloat16")
    refused("from_jax in jit", lambda: jax.jit(lambda a: Tensor.from_jax(a).to_jax())(jnp.ones(2)), "as_jax")
    back = _result(np.arange(3.0)[::-1], (), "", ())
    refused("copy=False backwards", lambda: back.to_torch(copy=False), "backwards")
    refused("from_dlpack(copy=False) backwards", lambda: torch.from_dlpack(back, copy=False), "backwards")
    f = as_torch(lambda x: x**3)
    def penalty():
        g, = torch.autograd.grad(f(t).sum(), t, create_graph=True)
        return (t*t + g).sum().backward()
    refused("as_torch, a second derivative", penalty, "derivative of one")
    def again():
        y = f(t).sum()
        y.backward()
        y.backward()
    refused("as_torch, backward again", again, "a second time")
    for name in ("grad", "vmap", "jacrev"): refused(f"as_torch in torch.func.{name}", lambda: getattr(torch.func, name)(lambda t: f(t).sum())(torch.ones(2)), "torch.func")
    refused("as_torch in torch.func.jvp", lambda: torch.func.jvp(f, (torch.ones(2),), (torch.ones(2),)))
    def dual():
        with torch.autograd.forward_ad.dual_level(): return f(torch.autograd.forward_ad.make_dual(torch.ones(2), torch.ones(2)))
    refused("as_torch in forward mode", dual)
    g,layer = as_jax(lambda x: x**3),mg.Linear(2, 1)
    refused("as_jax in forward mode", lambda: jax.jvp(g, (jnp.ones(2),), (jnp.ones(2),)), "forward-mode")
    refused("as_jax, a second derivative", lambda: jax.hessian(lambda x: g(x).sum())(jnp.ones(2)))
    refused("as_jax, a second derivative in reverse", lambda: jax.jacrev(jax.grad(lambda x: g(x).sum()))(jnp.ones(2)), "do not support JVP")
    refused("as_jax, hidden parameters", lambda: as_jax(lambda x: layer(x))(jnp.ones((1, 2))), "as_jax(module)")
    refused("as_jax, hidden Values", lambda: as_jax(lambda x: x*mg.Value(2.0))(jnp.ones(2)), "as_jax(module)")
    refused("as_jax of Values", lambda: as_jax(mg.MLP(2, [1])), "to_tensor(mlp)")
    for part in (mg.Dropout(0.5), mg.BatchNorm1d(2)):
        h,p = as_jax(mg.Sequential(mg.Linear(2, 2), part))
        refused(f"as_jax of {part!r} in training", lambda: h(p, jnp.ones((3, 2))), "module.eval()")
    h,p = as_jax(layer)
    refused("as_jax without parameters", lambda: h(jnp.ones((1, 2))), "names weight, bias")
    for which in (of_torch(torch.tanh), of_jax(jnp.tanh)): refused(f"{which.__name__} in jit", lambda: mg.jit(lambda x: which(x)*x)(2.0), "takes arrays")
    refused("of_torch, no tensor", lambda: of_torch(lambda t: "text")(x), "must return tensors of PyTorch")
    refused("of_jax, no array", lambda: of_jax(lambda t: "text")(x), "must return arrays of JAX")
    refused("Tensors of two transforms", lambda: as_torch(lambda t: 3)(np.ones(2)), "expected a tensor of PyTorch")
    jax.config.update("jax_enable_x64", False)
    refused("to_jax in single precision", x.to_jax, "jax_enable_x64")
    refused("as_jax in single precision", lambda: as_jax(lambda x: x*Tensor([1.0]))(jnp.ones(2)), "jax_enable_x64")
    jax.config.update("jax_enable_x64", True)


def halves(seed):
    rng = np.random.default_rng(seed)
    return mg.Sequential(mg.Linear(2, 8, rng=rng), mg.tanh),mg.Linear(8, 1, rng=rng)

def copied(layer): # of ours, as one of PyTorch
    made = torch.nn.Linear(*layer.weight.shape[::-1], dtype=torch.float64)
    with torch.no_grad():
        made.weight.copy_(layer.weight.detach().to_torch())
        made.bias.copy_(layer.bias.detach().to_torch())
    return made

def train(opts, loss, steps=20):
    for _ in range(steps):
        for opt in opts: opt.zero_grad()
        loss().backward()
        for opt in opts: opt.step()

def trainings(seed):
    "A network of two halves, as a whole here, as a whole there, and mixed in all ways"
    xs,classes = map(np.array, mg.moons(60, seed=seed))
    t,c = torch.tensor(xs),torch.tensor(classes, dtype=torch.float64)[:, None]
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    for name,adam in (("SGD", False), ("Adam", True)):
        def ours(params): return mg.Adam(params, lr=0.05) if adam else mg.SGD(params, lr=0.5)
        def theirs(params): return torch.optim.Adam(params, lr=0.05) if adam else torch.optim.SGD(params, lr=0.5)
        first,second = halves(seed)
        train([ours([*first.parameters(), *second.parameters()])], lambda: mg.bce(second(first(xs)), classes))
        right = [p.data for p in [*first.parameters(), *second.parameters()]]
        def check(what, params): same("trainings", f"{what}, {name}, seed {seed}", list(params), right)
        first,second = halves(seed)
        one,two = torch.nn.Sequential(copied(first.layers[0]), torch.nn.Tanh()),copied(second)
        train([theirs([*one.parameters(), *two.parameters()])], lambda: bce(two(one(t)), c))
        check("all PyTorch", [*one.parameters(), *two.parameters()])
        first,two = halves(seed)[0],copied(halves(seed)[1])
        train([ours(first.parameters()), theirs(two.parameters())], lambda: bce(two(as_torch(first)(t)), c))
        check("ours, then PyTorch", [*first.parameters(), *two.parameters()])
        first,second = halves(seed)
        one = torch.nn.Sequential(copied(first.layers[0]), torch.nn.Tanh())
        train([theirs(one.parameters()), ours(second.parameters())], lambda: mg.bce(second(of_torch(one)(xs)), classes))
        check("PyTorch, then ours", [*one.parameters(), *second.parameters()])
        if adam: continue
        first,second = halves(seed)
        f,params = as_jax(first)
        tree = params,second.weight.detach().to_jax(),second.bias.detach().to_jax()
        def loss_of(tree):
            z = (f(tree[0], xs) @ tree[1].T + tree[2])[:, 0]
            return jnp.mean(jax.nn.softplus(z) - z*classes)
        down = jax.jit(lambda tree: jax.tree.map(lambda p, g: p - 0.5*g, tree, jax.grad(loss_of)(tree)))
        for _ in range(20): tree = down(tree)
        put_back(first, tree[0])
        check("ours, then JAX", [*first.parameters(), *tree[1:]])
        first,second = halves(seed)
        w,b = (p for p in first.parameters())
        there = of_jax(jax.jit(lambda w, b: jnp.tanh(xs @ w.T + b)))
        train([ours([w, b, *second.parameters()])], lambda: mg.bce(second(there(w, b)), classes))
        check("JAX, then ours", [w, b, *second.parameters()])

def steps():
    "Compiled steps, trained by the optimisers of others"
    xs,ys = mg.moons(30, seed=4)
    ys = [2*y - 1.0 for y in ys]
    for backend in ("python", "numpy"):
        alone = mg.MLP(2, [6, 1], rng=Random(0))
        opt = mg.Adam(alone.parameters(), lr=0.05)
        train([opt], lambda: mg.mse([alone(x) for x in xs], ys), 10)
        right = np.array([p.data for p in alone.parameters()])
        mlp = mg.MLP(2, [6, 1], rng=Random(0))
        before = [p.data for p in mlp.parameters()]
        loss_of,flat = as_torch(mg.jit(mg.mse, mlp, backend=backend), xs, ys)
        train([torch.optim.Adam([flat], lr=0.05)], lambda: loss_of(flat), 10)
        holds("trainings", "a step elsewhere changed the model", before == [p.data for p in mlp.parameters()])
        put_back(mlp, flat)
        same("trainings", f"a step in PyTorch, {backend}", np.array([p.data for p in mlp.parameters()]), right)
        mlp = mg.MLP(2, [6, 1], rng=Random(0))
        loss_of,flat = as_jax(mg.jit(mg.mse, mlp, backend=backend), xs, ys)
        slopes = jax.jit(jax.grad(lambda p: 3*loss_of(p)))(flat)
        mg.mse([mlp(x) for x in xs], ys).backward()
        same("trainings", f"a step in JAX, {backend}", slopes, np.array([3*p.grad for p in mlp.parameters()]))


def main():
    for what,a in arrays(): cross(what, a)
    for name,f in FUNCTIONS.items():
        for i,given in enumerate(shapes(name, f)): crossing(name, f, [RNG.normal(size=s) for s in given], deep=i == 0)
    more_functions()
    refusals()
    for seed in (0, 1): trainings(seed)
    steps()
    if problems: sys.exit("\n".join(problems[:40]) + f"\n{len(problems)} problems")
    print("bridges: " + ", ".join(f"{n} checks of {kind}" for kind,n in counts.items()) + f"; all agree to {TOLERANCE:g}, what is refused is refused in words")


if __name__ == "__main__": main()
