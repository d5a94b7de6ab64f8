"""Compare transforms of arrays with JAX, in double precision: run by `make test-interop`

The functions are written once, for two sets of the same operations, ours and JAX's. Each is differentiated by both in all
the ways that `ways` lists: `grad`, `jvp` and `vmap` inside of each other, to order 3.
"""
import sys
from types import SimpleNamespace as Operations
import jax, numpy as np
import jax.numpy as jnp
import micrograd_nb.all as mg

jax.config.update("jax_enable_x64", True)
RNG = np.random.default_rng(0)
A,B,DIRECTION,BATCH,DIRECTIONS = (RNG.normal(size=s) for s in ((3, 4), (4, 2), (3, 4), (2, 3, 4), (2, 3, 4)))
KERNELS = RNG.normal(size=(2, 1, 2, 2))
TOLERANCE = 1e-9


def method(name): return lambda x, *args: getattr(x, name)(*args)

ours = Operations(**{name: method(name) for name in "exp log sqrt sin cos tanh sigmoid softplus relu silu gelu erf logsumexp softmax log_softmax".split()},
                  where=mg.where, concat=mg.concat, stack=mg.stack, einsum=mg.einsum, maximum=mg.maximum, np=np,
                  linear=mg.linear, conv=mg.conv2d, pool=mg.max_pool2d, nll=mg.cross_entropy, grad=mg.grad, jvp=mg.jvp, vmap=mg.vmap, hessian=mg.hessian, jacobian=mg.jacobian)

def pool(x): return jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")
def nll(z, ys): return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(z), ys[:, None], 1))

theirs = Operations(**{name: getattr(jnp, name) for name in "exp log sqrt sin cos tanh where stack einsum maximum".split()}, np=jnp, concat=jnp.concatenate,
                    **{name: getattr(jax.nn, name) for name in "sigmoid softplus relu silu gelu logsumexp softmax log_softmax".split()}, erf=jax.lax.erf,
                    linear=lambda x, w: x @ w.T, conv=lambda x, w: jax.lax.conv_general_dilated(x, w, (1, 1), "VALID"), pool=pool, nll=nll,
                    grad=jax.grad, jvp=jax.jvp, vmap=jax.vmap, hessian=jax.hessian, jacobian=jax.jacobian)

FUNCTIONS = {  # of operations and an array of the shape (3, 4), to a number
    "powers": lambda m, x: (x*x*x).sum(), "quotients": lambda m, x: (1/(1 + x*x)).sum()*x.sum(), "abs": lambda m, x: (abs(x)**3).sum(),
    "exp, sin, cos": lambda m, x: m.exp(m.sin(x)*m.cos(x)).sum(), "sqrt, log": lambda m, x: (m.sqrt(x*x + 1)*m.log(x*x + 2)).sum(),
    **{name: lambda m, x, name=name: (getattr(m, name)(x)*x*x).sum() for name in "tanh sigmoid softplus relu silu gelu erf".split()},
    "logsumexp": lambda m, x: (m.logsumexp(x*x, 1)**2).sum(), "softmax": lambda m, x: (m.softmax(x, 1)*x*x).sum(),
    "log_softmax": lambda m, x: (m.log_softmax(x, 1)*x*x).sum(), "cross_entropy": lambda m, x: m.nll(x*x, np.array([0, 3, 1])),
    "mean": lambda m, x: (x.mean(0)**3).sum(), "var": lambda m, x: (x.var(0)**2).sum(), "std": lambda m, x: (x.std(1)**3).sum(),
    "prod": lambda m, x: (x.prod(1)*x.sum(1)).sum(), "cumsum": lambda m, x: (x.cumsum(1)**3).sum(), "max": lambda m, x: (x.max(1)**3).sum(), "min": lambda m, x: (x.min()*x).sum(),
    "matmul": lambda m, x: m.tanh(x @ B).sum(), "x.T @ x": lambda m, x: ((x.T @ x)**2).sum(), "vectors": lambda m, x: (x[0] @ x[1])*(x @ x[2]).sum(),
    "linear": lambda m, x: (m.linear(x, B.T)**3).sum(), "einsum": lambda m, x: (m.einsum("ij,kj->ik", x, x)**2).sum(),
    "slices": lambda m, x: (x[1:, ::2]**3).sum() + (x[0]*x[1])[2]*x[2, 3], "rows": lambda m, x: (x[np.array([0, 0, 2])]**3).sum(),
    "reshape": lambda m, x: ((x.reshape(2, 6) @ x.reshape(6, 2))**2).sum(), "broadcasting": lambda m, x: ((x[:, None, :]*x[None])**2).sum(),
    "where": lambda m, x: m.where(x > 0, x**3, x*x).sum(), "maximum": lambda m, x: m.maximum(x**3, 0.1*x).sum(), "clip": lambda m, x: (x.clip(-0.5, 0.5)*x*x).sum(),
    "concat": lambda m, x: (m.concat([x, x*x], 0)**2).sum(), "stack": lambda m, x: (m.stack([x, x*x], 1)**2).sum(),
    "NumPy's functions": lambda m, x: m.np.sum(m.np.exp(x)*m.np.transpose(m.np.sin(x)).T), "convolution": lambda m, x: (m.conv(x[None, None], KERNELS)**3).sum(),
    "pooling": lambda m, x: (m.pool(m.conv(x[None, None], KERNELS[:1])**2)**2).sum(),
}

def ways(m, f):
    "All that is compared: what it is called, and what gives it"
    def along(x): return (m.grad(f)(x)*DIRECTION).sum()
    def pushed(x, t): return m.jvp(f, (x,), (t,))[1]
    def bent(x, t): return m.jvp(m.grad(f), (x,), (t,))[1]
    yield "grad", lambda: m.grad(f)(A)
    yield "jvp", lambda: pushed(A, DIRECTION)
    yield "grad of grad", lambda: m.grad(along)(A)
    yield "jvp of grad", lambda: bent(A, DIRECTION)
    yield "grad of jvp", lambda: m.grad(lambda x: pushed(x, DIRECTION))(A)
    yield "jvp of jvp", lambda: m.jvp(lambda x: pushed(x, DIRECTION), (A,), (DIRECTION,))[1]
    yield "hessian", lambda: m.hessian(f)(A)
    yield "grad of grad of grad", lambda: m.grad(lambda x: (m.grad(along)(x)*DIRECTION).sum())(A)
    yield "vmap", lambda: m.vmap(f)(BATCH)
    yield "vmap of grad", lambda: m.vmap(m.grad(f))(BATCH)
    yield "grad of vmap", lambda: m.grad(lambda x: (m.vmap(f)(x)**2).sum())(BATCH)
    yield "vmap of jvp", lambda: m.vmap(pushed)(BATCH, DIRECTIONS)
    yield "jvp of vmap", lambda: m.jvp(m.vmap(f), (BATCH,), (DIRECTIONS,))[1]
    yield "vmap of jvp of grad", lambda: m.vmap(bent)(BATCH, DIRECTIONS)
    yield "vmap of vmap", lambda: m.vmap(m.vmap(lambda row: f(row*A)), in_axes=1)(BATCH)
    yield "vmap along the last axis", lambda: m.vmap(m.grad(f), in_axes=2, out_axes=1)(BATCH.transpose(1, 2, 0))
    yield "jacobian of vmap", lambda: m.jacobian(lambda x: m.vmap(f)(x*BATCH))(A)


widest,compared,wrong = 0.0,0,[]
for name,f in FUNCTIONS.items():
    for (way,get),(_,right) in zip(ways(ours, lambda x: f(ours, x)), ways(theirs, lambda x: f(theirs, x))):
        right = np.asarray(right())
        try:
            came = get()
            came = np.asarray(came.data if isinstance(came, mg.Tensor) else came)
            gap = np.abs(came - right).max()/max(1.0, np.abs(right).max()) if came.shape == right.shape else np.inf
        except Exception as e: came,gap = f"{type(e).__name__}: {e}",np.inf
        widest,compared = max(widest, gap),compared + right.size
        if not gap <= TOLERANCE: wrong.append(f"{way} of {name}: {came!r:.200}, and JAX says {right!r:.200}")
    jax.clear_caches()  # JAX keeps all that it compiles: gigabytes by the end
if wrong: sys.exit("\n".join([*wrong, f"FAILED: {len(wrong)} differ from JAX"]))
print(f"{len(FUNCTIONS)} functions in {len(list(ways(ours, None)))} ways: {compared} numbers agree with JAX; the widest gap is {widest:.1e}")
