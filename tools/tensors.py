"""Hold every operation of Tensor against nudging, and against PyTorch: `python tools/tensors.py`, with `torch` behind it for the second

Hypothesis draws shapes, axes, numbers and settings, the same in every run. Each example is reached through a view
(transposed, strided or reversed), so that neither the numbers nor the arriving gradient need to lie side by side in
memory. Always: central differences; gradients of the right shape and precision that share no memory; twice the gradient
for a second `backward`. With PyTorch: values and gradients to 10 digits, also in ties, at kinks and for large numbers.
An operation without a case fails.
"""
import sys, warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from hypothesis.extra import numpy as hnp

from micrograd_nb import MLP, elementwise, images, layers, products, reductions, shapes, tensor
from micrograd_nb.tensors import *
from report import row

TOL,EXAMPLES,PHASES = 1e-10,25,tuple(Phase)
torch = F = None  # set when PyTorch is wanted
count,worst = {},{}


# Drawing ------------------------------------------------------------------------------------------------------------

def shape(draw, least=0, most=3, empty=True):
    "Up to three lengths up to three; now and then one is 0"
    lengths = draw(st.lists(st.integers(1, 3), min_size=least, max_size=most))
    if empty and lengths and draw(st.integers(0, 7)) == 7: lengths[draw(st.integers(0, len(lengths) - 1))] = 0
    return tuple(lengths)

def stretchable(draw, full):
    "A shape that broadcasts to `full`: fewer axes, and some of length 1"
    return tuple(1 if draw(st.booleans()) and draw(st.booleans()) else n for n in full[draw(st.sampled_from([0, 0, *range(len(full) + 1)])):])

def numbers(draw, shape, low=-3.0, high=3.0): return draw(hnp.arrays(float, shape, elements=st.floats(low, high)))

def halves(draw, shape):
    "Multiples of 1/2 between -2 and 2: many zeros, and ties, where a function has its kinks"
    return draw(hnp.arrays(float, shape, elements=st.integers(-4, 4).map(lambda n: n/2)))

def one_axis(draw, n): return draw(st.integers(-n, n - 1))

def some_axes(draw, n):
    "None, an axis or a tuple of them, counted from either end"
    if not n or draw(st.integers(0, 3)) == 0: return None
    if draw(st.booleans()): return one_axis(draw, n)
    axes = draw(st.lists(st.integers(0, n - 1), min_size=1, unique=True))
    return tuple(a - n if draw(st.booleans()) else a for a in axes)

def places(axis, n):
    "The same axes as a tuple of numbers from 0"
    return tuple(range(n)) if axis is None else tuple(a % n for a in (axis if isinstance(axis, tuple) else (axis,)))

def one(low=-3.0, high=3.0, draw_numbers=numbers): return lambda draw: ([draw_numbers(draw, shape(draw), low, high)], {})

def kinked(**extra):
    "One array with zeros and ties, and settings by name, each drawn"
    return lambda draw: ([halves(draw, shape(draw))], {k: draw(s) for k,s in extra.items()})

def pair(left=numbers, right=numbers):
    "Two arrays that broadcast to one shape, not always of the same shape"
    def inputs(draw):
        full = shape(draw)
        return [left(draw, stretchable(draw, full)), right(draw, stretchable(draw, full))],{}
    return inputs

def positive(draw, shape): return numbers(draw, shape, 0.3, 3.0)
def away_from_0(draw, shape): return positive(draw, shape)*np.where(draw(hnp.arrays(bool, shape)), 1, -1)

def along(draw_numbers=numbers, axes=some_axes, keepdims=True, full=False, least=0, **extra):
    "An array and axes to work along; `full` if they must hold a number"
    def inputs(draw):
        lengths = list(shape(draw, 1 if axes is one_axis else least))
        axis = axes(draw, len(lengths))
        if full:
            for i in places(axis, len(lengths)): lengths[i] = lengths[i] or 2
        more = {"axis": axis, **({"keepdims": draw(st.booleans())} if keepdims else {}), **{k: draw(s) for k,s in extra.items()}}
        return [draw_numbers(draw, tuple(lengths))],more
    return inputs

def spread(draw, shape):
    "No two alike, so that no variance is 0; at least two"
    return numbers(draw, shape) + 7.0*np.arange(np.prod(shape, dtype=int)).reshape(shape)

def spread_along(draw):
    lengths = tuple(n + 1 for n in shape(draw, 1, 2, empty=False))
    return [spread(draw, lengths)],dict(axis=some_axes(draw, len(lengths)), ddof=draw(st.integers(0, 1)), keepdims=draw(st.booleans()))

def large(draw, shape): return numbers(draw, shape)*10.0**draw(st.integers(0, 4))


# PyTorch's side -----------------------------------------------------------------------------------------------------

def T(a): return torch.tensor(np.array(a, order="C"))

def reduced(name, **names):
    "PyTorch's function over axes, which takes them all as a tuple and calls its settings otherwise"
    def theirs(x, axis, keepdims=False, **more):
        return getattr(torch, name)(x, places(axis, x.ndim), keepdim=keepdims, **{names.get(k, k): v for k,v in more.items()})
    return theirs

def product(x, axis, keepdims):
    for i in sorted(places(axis, x.ndim), reverse=True): x = x.prod(i, keepdim=keepdims)
    return x

def by_number(x, index):
    "What an index takes, by the numbers of the places: right for all that NumPy allows"
    return x.flatten()[T(np.arange(x.numel()).reshape(tuple(x.shape))[index])]

def module(make, *names):
    "A module of PyTorch that uses our numbers"
    return lambda x, *weights, **more: torch.func.functional_call(make(**more).double(), dict(zip(names, weights)), (x,))


# Inputs and functions of single operations ---------------------------------------------------------------------------

def reshaped(draw):
    lengths = shape(draw)
    new = draw(st.permutations([*lengths, *draw(st.lists(st.just(1), max_size=2))]))
    if new and 0 not in lengths and draw(st.booleans()): new[draw(st.integers(0, len(new) - 1))] = -1
    return [numbers(draw, lengths)],dict(shape=tuple(new))

def order(draw):
    lengths = shape(draw, 1)
    axes = draw(st.permutations(range(len(lengths))))
    return [numbers(draw, lengths)],dict(axes=tuple(a - len(axes) if draw(st.booleans()) else a for a in axes))

def squeezed(draw):
    lengths = shape(draw)
    ones = [i for i,n in enumerate(lengths) if n == 1]
    return [numbers(draw, lengths)],dict(axis=draw(st.sampled_from([None, *ones, *(i - len(lengths) for i in ones), *([tuple(ones)] if ones else [])])))

def unsqueezed(draw):
    lengths = shape(draw)
    return [numbers(draw, lengths)],dict(axis=one_axis(draw, len(lengths) + 1))

def stretched(draw):
    full = shape(draw)
    return [numbers(draw, stretchable(draw, full))],dict(shape=full)

def basic(draw):
    lengths = shape(draw, 1)
    return [numbers(draw, lengths)],dict(index=draw(hnp.basic_indices(lengths, allow_newaxis=True)))

def fancy(draw):
    "Whole numbers, with repeats; in front a number or a slice, or nothing"
    lengths = shape(draw, 1, empty=False)
    ahead = draw(st.sampled_from(["", "number", "slice", "..."])) if len(lengths) > 1 else ""
    if ahead == "...": index = (..., draw(hnp.arrays(int, shape(draw, 0, 2), elements=st.integers(-lengths[-1], lengths[-1] - 1))))
    elif ahead: index = (-1 if ahead == "number" else slice(None, None, 2),*draw(hnp.integer_array_indices(lengths[1:], result_shape=hnp.array_shapes(max_dims=2, max_side=3))))
    else: index = draw(hnp.integer_array_indices(lengths, result_shape=hnp.array_shapes(max_dims=2, max_side=4)))
    return [numbers(draw, lengths)],dict(index=index)

def masked(draw):
    lengths = shape(draw, 1)
    return [numbers(draw, lengths)],dict(index=draw(hnp.arrays(bool, lengths[:draw(st.integers(1, len(lengths)))])))

def taken(draw):
    lengths = shape(draw, 1, empty=False)
    axis = one_axis(draw, len(lengths))
    return [numbers(draw, lengths)],dict(axis=axis, indices=draw(hnp.arrays(int, shape(draw, 0, 2), elements=st.integers(-lengths[axis], lengths[axis] - 1))))

def parts(draw):
    "Up to three arrays that differ in one axis; it may have the length 0"
    lengths = list(shape(draw, 1))
    axis = one_axis(draw, len(lengths))
    arrays = []
    for n in draw(st.lists(st.integers(0, 3), min_size=1, max_size=3)):
        lengths[axis] = n
        arrays.append(numbers(draw, tuple(lengths)))
    return arrays,dict(axis=axis)

def alike(draw):
    lengths = shape(draw, most=2)
    return [numbers(draw, lengths) for _ in range(draw(st.integers(1, 3)))],dict(axis=one_axis(draw, len(lengths) + 1))

def cut(draw):
    lengths = list(shape(draw, 1))
    axis = one_axis(draw, len(lengths))
    sections = draw(st.one_of(st.integers(1, 3), st.lists(st.integers(0, 4), max_size=3).map(sorted)))
    lengths[axis] = sections*draw(st.integers(0, 2)) if isinstance(sections, int) else 4
    return [numbers(draw, tuple(lengths))],dict(sections=sections, axis=axis, back=draw(st.permutations(range(sections if isinstance(sections, int) else len(sections) + 1))))

def their_split(x, sections, axis, back):
    made = torch.tensor_split(x, sections, axis)
    return torch.cat([made[i] for i in back], axis)

def padded(draw):
    lengths = shape(draw, 1)
    width = draw(st.one_of(st.integers(0, 2), st.tuples(*[st.integers(0, 2)]*2), st.tuples(*[st.tuples(*[st.integers(0, 2)]*2)]*len(lengths))))
    return [numbers(draw, lengths)],dict(width=width, value=draw(st.floats(-2, 2)))

def their_pad(x, width, value): return F.pad(x, tuple(np.broadcast_to(width, (x.ndim, 2))[::-1].ravel().tolist()), value=value)

def factors(draw):
    "Two operands of a matrix product, with one to four axes"
    rows,inner,columns = (draw(st.integers(0 if draw(st.integers(0, 7)) == 7 else 1, 3)) for _ in range(3))
    batch = shape(draw, 0, 2)
    left,right = (inner,) if draw(st.booleans()) and draw(st.booleans()) else (*stretchable(draw, batch), rows, inner),None
    right = (inner,) if draw(st.booleans()) and draw(st.booleans()) else (*stretchable(draw, batch), inner, columns)
    return [numbers(draw, left), numbers(draw, right)],{}

def dense(draw):
    nin,nout = draw(st.integers(1, 3)),draw(st.integers(1, 3))
    arrays = [numbers(draw, (*shape(draw, most=2), nin)), numbers(draw, (nout, nin)), numbers(draw, (nout,))]
    return arrays[:draw(st.integers(2, 3))],{}

EINSUMS = ("ij,jk->ik", "ij->j", "ij->", "ij->ji", "ii->i", "ii", "iij->j", "i,j", "i,i", "ij,ij->j", "ij,ij->i", "bij,bjk,k->bi", "ij,k->k", "ij,jk", "ij,kj,lk->il",
           "...ij,...jk->...ik", "...i,...i->...", "i...->...", "...i,ij")

def summed(draw):
    "An einsum and its operands; some axes are broadcast"
    subscripts = draw(st.sampled_from(EINSUMS))
    sizes = {c: draw(st.integers(1, 3)) for c in "ijklb"}
    dots = shape(draw, most=1, empty=False)
    shapes = []
    for operand in subscripts.split("->")[0].split(","):
        before,_,after = operand.partition("...")
        def lengths(labels): return [1 if len(set(operand)) == len(operand) and draw(st.integers(0, 5)) == 5 else sizes[c] for c in labels]
        shapes.append((*lengths(before), *(stretchable(draw, dots) if "..." in operand else ()), *lengths(after)))
    return [numbers(draw, s) for s in shapes],dict(subscripts=subscripts)

def pictures(draw, channels, least=1): return numbers(draw, (draw(st.integers(least, 2)), channels, draw(st.integers(2, 4)), draw(st.integers(2, 4))))

def convolved(draw, square=False):
    channels,kernels,size = draw(st.integers(1, 2)),draw(st.integers(1, 2)),draw(st.tuples(*[st.integers(1, 3)]*2))
    if square: size = size[:1]*2
    arrays = [pictures(draw, channels, least=draw(st.integers(0, 1))), numbers(draw, (kernels, channels, *size)), numbers(draw, (kernels,))]
    more = dict(stride=draw(st.integers(1, 3)), padding=draw(st.integers(int(max(size) > 2), 2)))
    return arrays[:draw(st.integers(2, 3))],more

def pooled(draw): return [halves(draw, (draw(st.integers(0, 2)), draw(st.integers(1, 2)), draw(st.integers(3, 5)), draw(st.integers(3, 5))))],dict(size=draw(st.integers(1, 3)), stride=draw(st.sampled_from([None, 1, 2, 3])))

def many(draw):
    "More places than a byte can count"
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    return [rng.normal(size=(120, 3))],dict(ys=rng.integers(0, 3, 120).astype("uint8"))

def classified(draw_numbers):
    def inputs(draw):
        n,classes = draw(st.integers(1, 4)),draw(st.integers(2, 4))
        return [draw_numbers(draw, (n, classes))],dict(ys=draw(hnp.arrays(int, n, elements=st.integers(0, classes - 1))), reduction=draw(st.sampled_from(["mean", "sum"])))
    return inputs

def looked_up(draw):
    n,dim = draw(st.integers(1, 4)),draw(st.integers(1, 3))
    return [numbers(draw, (n, dim))],dict(ids=draw(hnp.arrays(int, shape(draw, 0, 2), elements=st.integers(0, n - 1))))

def normed(draw):
    n = draw(st.integers(2, 3))
    return [spread(draw, (*shape(draw, most=2), n)), numbers(draw, (n,)), numbers(draw, (n,))],dict(eps=draw(st.sampled_from([1e-5, 0.1])))

def batch(places):
    "A batch for BatchNorm, and its settings and running statistics"
    def inputs(draw):
        n = draw(st.integers(1, 3))
        x = spread(draw, (draw(st.integers(2, 3)), n, *places))
        return [x, numbers(draw, (n,)), numbers(draw, (n,))],dict(mean=numbers(draw, (n,)), var=positive(draw, (n,)), eps=draw(st.sampled_from([1e-5, 0.1])), momentum=draw(st.sampled_from([0.1, 0.7])))
    return inputs

def our_norm(kind, training):
    def ours(x, w, b, mean, var, eps, momentum):
        norm = kind(len(w), eps, momentum, dtype=x.dtype)
        norm.weight,norm.bias,norm.running_mean.data,norm.running_var.data,norm.training = w,b,mean,var,training
        if training: norm(x*0.5)  # statistics that run over two batches
        return norm(x),norm.running_mean.data,norm.running_var.data
    return ours

def their_norm(kind, training):
    def theirs(x, w, b, mean, var, eps, momentum):
        norm = getattr(torch.nn, kind)(len(w), eps, momentum).double().train(training)
        norm.running_mean.copy_(T(mean)); norm.running_var.copy_(T(var))
        call = lambda x: torch.func.functional_call(norm, dict(weight=w.contiguous(), bias=b.contiguous()), (x,))  # PyTorch 2.13 misreads strided weights in eval
        if training: call(x*0.5)
        return call(x),norm.running_mean,norm.running_var
    return theirs

def with_weights(layer, weights):
    for name,w in zip(("weight", "bias"), weights): setattr(layer, name, w)
    return layer

def our_linear(x, w, b=None): return with_weights(Linear(w.shape[1], w.shape[0], bias=b is not None), [w] if b is None else [w, b])(x)
def our_conv(x, w, b=None, **more): return with_weights(Conv2d(w.shape[1], w.shape[0], w.shape[2], bias=b is not None, **more), [w] if b is None else [w, b])(x)

def network(draw): return [numbers(draw, s) for s in ((draw(st.integers(0, 3)), 2), (3, 2), (3,), (2, 3), (2,))],{}

def our_network(x, *w): return Sequential(with_weights(Linear(2, 3), w[:2]), Tensor.tanh, Flatten(), with_weights(Linear(3, 2), w[2:]))(x)
def their_network(x, w1, b1, w2, b2): return F.linear(F.linear(x, w1, b1).tanh(), w2, b2)

def our_mlp(x, **named):
    mlp = MLP(2, [3, 2], act="tanh")
    for p,n in zip(mlp.parameters(), np.concatenate([np.concatenate([named[w], named[b][:, None]], 1).ravel() for w,b in (("w1", "b1"), ("w2", "b2"))])): p.data = float(n)
    return to_tensor(mlp, x.dtype)(x)

def mlp_weights(draw): return [numbers(draw, (draw(st.integers(0, 3)), 2))],{name: numbers(draw, s) for name,s in dict(w1=(3, 2), b1=(3,), w2=(2, 3), b2=(2,)).items()}

def our_dropout(x, p, seed): return Dropout(p, seed)(x)
def their_dropout(x, p, seed): return x*T(Dropout(p, seed)(Tensor(np.ones(tuple(x.shape)))).data)  # other random numbers there

def numbered(f, g):
    "The other operand is a number, drawn too"
    return lambda x, n: f(n, x) if g is None else f(x, n)

NUMBER = st.one_of(st.integers(1, 3), st.floats(0.5, 3.0))

def and_number(low=-3.0, high=3.0, n=NUMBER): return lambda draw: ([numbers(draw, shape(draw), low, high)],dict(n=draw(n)))

def chosen(draw):
    full = shape(draw)
    return [halves(draw, stretchable(draw, full)), halves(draw, stretchable(draw, full))],dict(condition=draw(hnp.arrays(bool, stretchable(draw, full))))


# The table ----------------------------------------------------------------------------------------------------------

@dataclass
class Case:
    inputs: Callable     # Draws arrays and settings
    ours: Callable       # Returns a Tensor; or a tuple, where only the first has a gradient; or a plain array
    theirs: Callable|str # The same for tensors of PyTorch; or the name of a function there
    kinks: bool = False  # Nudge a little beside the point, where there is no kink?
    nudge: bool = True   # Nudge at all? Not where numbers are too large for it
    views: bool = True   # Reach the inputs through views?

def same(name, inputs=None, theirs=None, **more): return Case(inputs or one(), getattr(Tensor, name), theirs or name, **more)

def operator(f, inputs, **more): return Case(inputs, f, f, **more)

# An operation may have several cases: behind its name stands what is special about one
CASES = {
    **{name: same(name) for name in ("exp", "sin", "cos", "tanh", "sigmoid", "erf", "erfc")},
    **{f"{name} large": same(name, one(draw_numbers=lambda draw, shape, *_: large(draw, shape)), nudge=False) for name in ("tanh", "sigmoid", "erf", "erfc")},
    "log": same("log", one(0.1, 3.0)), "sqrt": same("sqrt", one(0.1, 3.0)),
    "softplus": same("softplus", theirs=lambda x: F.softplus(x, threshold=1e9)),  # theirs is a line beyond 20
    "silu": same("silu", theirs=lambda x: F.silu(x)),
    **{f"{name} large": same(name, one(draw_numbers=lambda draw, shape, *_: large(draw, shape)), t, nudge=False) for name,t in (
        ("softplus", lambda x: torch.logaddexp(x, torch.zeros_like(x))), ("silu", lambda x: F.silu(x)), ("gelu", lambda x: F.gelu(x, approximate="tanh")))},
    "gelu": same("gelu", theirs=lambda x: F.gelu(x, approximate="tanh")),
    "gelu none": Case(one(), lambda x: x.gelu("none"), lambda x: F.gelu(x)),
    "relu": same("relu", kinked(), kinks=True), "abs": same("abs", kinked(), kinks=True), "__abs__": operator(abs, kinked(), kinks=True),
    "sign": same("sign", kinked(), kinks=True), "step": same("step", kinked(), lambda x: torch.heaviside(x.detach(), T(0.0)) + 0*x, kinks=True),
    "leaky_relu": same("leaky_relu", kinked(alpha=st.floats(0, 0.5)), lambda x, alpha: F.leaky_relu(x, alpha), kinks=True),
    "clip": same("clip", kinked(low=st.sampled_from([-1.5, -1, 0.0]), high=st.sampled_from([0.5, 1, 2.0, None])), lambda x, low, high: x.clip(low, high), kinks=True),
    "where": Case(chosen, lambda a, b, condition: where(condition, a, b), lambda a, b, condition: torch.where(T(condition), a, b)),
    "maximum": Case(pair(halves, halves), maximum, "maximum", kinks=True), "minimum": Case(pair(halves, halves), minimum, "minimum", kinks=True),
    "astype": Case(one(), lambda x: (x*2).astype("float64"), lambda x: x*2), "detach": Case(one(), lambda x: x*x.detach(), lambda x: x*x.detach(), nudge=False),

    "__neg__": operator(lambda x: -x, one()), "__add__": operator(lambda a, b: a + b, pair()), "__sub__": operator(lambda a, b: a - b, pair()),
    "__mul__": operator(lambda a, b: a*b, pair()), "__truediv__": operator(lambda a, b: a/b, pair(right=away_from_0)),
    "__pow__": operator(lambda a, b: a**b, pair(positive, numbers)), "__pow__ number": operator(lambda x, n: x**n, and_number(0.3, 3.0)),
    "__pow__ whole": operator(lambda x, n: x**n, lambda draw: ([halves(draw, shape(draw))], dict(n=draw(st.integers(0, 4))))),
    "__pow__ square": operator(lambda x: x**2 + x*x, one()),
    "__add__ number": operator(lambda x, n: x + n, and_number()), "__mul__ itself": operator(lambda x: x*x + x, one()),
    "__radd__": operator(lambda x, n: n + x, and_number()), "__rmul__": operator(lambda x, n: n*x, and_number()), "__rsub__": operator(lambda x, n: n - x, and_number()),
    "__rtruediv__": operator(lambda x, n: n/x, and_number(0.3, 3.0)), "__rpow__": operator(lambda x, n: n**x, and_number()),
    "__matmul__": operator(lambda a, b: a @ b, factors),
    "__rmatmul__": Case(lambda draw: ([numbers(draw, (3, 2))], dict(left=numbers(draw, (2, 3)))), lambda x, left: left.tolist() @ x, lambda x, left: T(left) @ x),
    "linear": Case(dense, linear, lambda x, w, b=None: F.linear(x, w, b)),
    "einsum": Case(summed, lambda *xs, subscripts: einsum(subscripts, *xs), lambda *xs, subscripts: torch.einsum(subscripts, *xs)),

    "reshape": same("reshape", reshaped, lambda x, shape: x.reshape(shape)) , "permute": same("permute", order), "transpose": same("transpose", order),
    "T": operator(lambda x: x.T, lambda draw: ([numbers(draw, shape(draw, 2, 2))], {})),
    "squeeze": same("squeeze", squeezed, lambda x, axis: x.squeeze(places(axis, x.ndim))), "unsqueeze": same("unsqueeze", unsqueezed, lambda x, axis: x.unsqueeze(axis)),
    "broadcast_to": same("broadcast_to", stretched, lambda x, shape: x.broadcast_to(shape)),
    "__getitem__ basic": Case(basic, lambda x, index: x[index], by_number), "__getitem__ fancy": Case(fancy, lambda x, index: x[index], by_number),
    "__getitem__ masked": Case(masked, lambda x, index: x[index], by_number),
    "__iter__": Case(lambda draw: ([numbers(draw, shape(draw, 1, empty=False))], {}), lambda x: stack(list(x)[::-1]), lambda x: x.flip(0)),
    "take": Case(taken, take, lambda x, axis, indices: x.movedim(axis, 0)[T(indices)].movedim(tuple(range(indices.ndim)), tuple(range(axis % x.ndim, axis % x.ndim + indices.ndim)))),
    "concat": Case(parts, lambda *xs, axis: concat(xs, axis), lambda *xs, axis: torch.cat(xs, axis)),
    "stack": Case(alike, lambda *xs, axis: stack(xs, axis), lambda *xs, axis: torch.stack(xs, axis)),
    "split": Case(cut, lambda x, sections, axis, back: concat([split(x, sections, axis)[i] for i in back], axis), their_split),
    "pad": Case(padded, pad, their_pad),

    "sum": same("sum", along(), reduced("sum")), "mean": same("mean", along(full=True), reduced("mean")),
    "logsumexp": same("logsumexp", along(), reduced("logsumexp")), "logsumexp large": same("logsumexp", along(large), reduced("logsumexp"), nudge=False),
    "var": same("var", spread_along, reduced("var", ddof="correction")), "std": same("std", spread_along, reduced("std", ddof="correction")),
    "max": same("max", along(halves, full=True), reduced("amax"), kinks=True), "min": same("min", along(halves, full=True), reduced("amin"), kinks=True),
    "argmax": same("argmax", along(spread, lambda draw, n: draw(st.none()) if not n else one_axis(draw, n), False, full=True), lambda x, axis: x.argmax(axis)),
    "prod": same("prod", along(halves), product),
    "cumsum": same("cumsum", along(axes=lambda draw, n: None if not n or draw(st.booleans()) else one_axis(draw, n), keepdims=False),
                   lambda x, axis: x.flatten().cumsum(0) if axis is None else x.cumsum(axis)),
    "softmax": same("softmax", along(axes=one_axis, keepdims=False)), "softmax large": same("softmax", along(large, one_axis, False), nudge=False),
    "log_softmax": same("log_softmax", along(axes=one_axis, keepdims=False)), "log_softmax large": same("log_softmax", along(large, one_axis, False), nudge=False),
    "cross_entropy bytes": same("cross_entropy", many, lambda x, ys: F.cross_entropy(x, T(ys).long()), nudge=False),
    **{f"cross_entropy{name}": same("cross_entropy", classified(d), lambda x, ys, reduction: F.cross_entropy(x, T(ys), reduction=reduction), nudge=not name) for name,d in (("", numbers), (" large", large))},

    "conv2d": Case(convolved, conv2d, lambda x, w, b=None, **more: F.conv2d(x, w, b, **more)),
    "max_pool2d": Case(pooled, max_pool2d, lambda x, size, stride: F.max_pool2d(x, size, stride), kinks=True),
    "avg_pool2d": Case(pooled, avg_pool2d, lambda x, size, stride: F.avg_pool2d(x, size, stride)),
    "Linear": Case(dense, our_linear, lambda x, w, b=None: module(torch.nn.Linear, "weight", "bias")(x, w, *([] if b is None else [b]), in_features=w.shape[1], out_features=w.shape[0], bias=b is not None)),
    "Conv2d": Case(lambda draw: convolved(draw, True), our_conv, lambda x, w, b=None, **more: module(torch.nn.Conv2d, "weight", "bias")(
        x, w, *([] if b is None else [b]), in_channels=w.shape[1], out_channels=w.shape[0], kernel_size=w.shape[2], bias=b is not None, **more)),
    "MaxPool2d": Case(pooled, lambda x, **more: MaxPool2d(**more)(x), lambda x, size, stride: torch.nn.MaxPool2d(size, stride)(x), kinks=True),
    "AvgPool2d": Case(pooled, lambda x, **more: AvgPool2d(**more)(x), lambda x, size, stride: torch.nn.AvgPool2d(size, stride)(x)),
    "Flatten": Case(lambda draw: ([numbers(draw, shape(draw, 1))], {}), lambda x: Flatten()(x), lambda x: x.reshape(len(x), int(np.prod(x.shape[1:])))),
    "Embedding": Case(looked_up, lambda w, ids: with_weights(Embedding(*w.shape), [w])(ids), lambda w, ids: F.embedding(T(ids), w)),
    "LayerNorm": Case(normed, lambda x, w, b, eps: with_weights(LayerNorm(len(w), eps), (w, b))(x), lambda x, w, b, eps: module(torch.nn.LayerNorm, "weight", "bias")(x, w, b, normalized_shape=len(w), eps=eps)),
    **{f"{kind.__name__} {mode}": Case(batch(places), our_norm(kind, mode == "train"), their_norm(kind.__name__, mode == "train"))
       for kind,places in ((BatchNorm1d, ()), (BatchNorm2d, (2, 1))) for mode in ("train", "eval")},
    "Sequential": Case(network, our_network, their_network), "to_tensor": Case(mlp_weights, our_mlp, lambda x, **w: their_network(x, *map(T, w.values()))),
    "Dropout": Case(lambda draw: ([numbers(draw, shape(draw))], dict(p=draw(st.sampled_from([0, 0.2, 0.5])), seed=draw(st.integers(0, 5)))), our_dropout, their_dropout),
}
CASES["softmax"].theirs = CASES["softmax large"].theirs = lambda x, axis: x.softmax(axis)
CASES["log_softmax"].theirs = CASES["log_softmax large"].theirs = lambda x, axis: x.log_softmax(axis)
CASES["permute"].theirs = CASES["transpose"].theirs = lambda x, axes: x.permute(axes)
for name in ("reshape", "permute", "transpose", "broadcast_to"):  # their first argument has a star
    CASES[name].ours = (lambda f: lambda x, **more: f(x, *more.values()))(getattr(Tensor, name))

# What needs no case: it computes no numbers, or has no gradient
OTHERS = {*"Tensor stop_gradient no_grad check_tensor_grads undo_broadcast windows".split(),
          *"__dlpack__ __dlpack_device__ to_torch from_torch to_jax from_jax".split(),  # tools/bridges.py has them
          *"data grad label requires_grad shape ndim size dtype item numpy tolist backward targets".split(),
          *"__array__ __array_function__ __array_ufunc__ __bool__ __float__ __format__ __hash__ __init__ __reduce__ __repr__ __len__ __setitem__".split(),
          *"__lt__ __le__ __gt__ __ge__ __eq__ __ne__ __module__ __doc__ __slots__".split()}


# Checking -----------------------------------------------------------------------------------------------------------

def operations():
    "Every public name: what the seven modules export, and what a Tensor can do"
    exported = {n for m in (tensor, elementwise, shapes, reductions, products, images, layers) for n in m.__all__}
    own = {n for n in dir(Tensor) if n not in dir(object) or getattr(Tensor, n) is not getattr(object, n, None)}
    return exported|{n for n in own if not n.startswith("_") or n.startswith("__") and callable(getattr(Tensor, n))} - {"__class__", "__subclasshook__", "__init_subclass__", "__dir__"}

def no_view(draw, a): return a,lambda x: x

def view(draw, a):
    "An array, and the way from it to `a`, the same for both libraries"
    kind = draw(st.sampled_from(["", "transposed", "strided", "reversed"]))
    if a.ndim and kind == "transposed": return a.T.copy(),lambda x: x.permute(*reversed(range(x.ndim)))
    if a.ndim and kind == "strided": return np.repeat(a, 2, -1),lambda x: x[..., ::2]
    if a.ndim and kind == "reversed": return a[::-1].copy(),lambda x: x[::-1] if isinstance(x, Tensor) else x.flip(0)
    return a,lambda x: x

@st.composite
def example(draw, case):
    "Arrays, how each is viewed, and settings"
    arrays,more = case.inputs(draw)
    return *zip(*((view if case.views else no_view)(draw, a) for a in arrays)),more

def first(out): return out[0] if isinstance(out, tuple) else out

def gap(name, ours, theirs):
    "Note how far two arrays are apart, relative where a number is larger than 1; fail beyond TOL"
    ours,theirs = np.asarray(ours),theirs.detach().numpy()
    assert ours.shape == theirs.shape, f"the shape is {ours.shape}, PyTorch's {theirs.shape}"
    same = (ours == theirs)|(np.isnan(ours) & np.isnan(theirs))
    apart = np.where(same, 0, np.abs(ours - theirs)/np.maximum(1, np.abs(theirs))).max(initial=0)
    worst[name] = max(worst.get(name, 0.0), apart)
    assert apart <= TOL, f"\nours {ours}\nPyTorch's {theirs}"

def check(name, case, leaves, views, more):
    "One example, in every way"
    count[name] = count.get(name, 0) + 1
    def ours(*xs): return case.ours(*(v(x) for v,x in zip(views, xs)), **more)
    inputs = [Tensor(a, requires_grad=True) for a in leaves]
    results = ours(*inputs)
    out = first(results)
    if plain := not isinstance(out, Tensor): weights = None
    else:
        weights = np.random.default_rng(0).normal(size=out.shape[::-1]).T  # not side by side, either
        out.backward(weights)
        once = [x.grad.copy() for x in inputs]
        for i,x in enumerate(inputs):
            assert x.grad.shape == x.shape and x.grad.dtype == float, f"a gradient of {x.grad.shape} and {x.grad.dtype}"
            assert type(x.grad) is np.ndarray and x.grad.flags.writeable, f"a gradient that cannot be written: {type(x.grad).__name__}"
            assert not any(np.may_share_memory(x.grad, y) for y in (weights, *(o.grad for o in inputs[:i]))), "a gradient that shares its memory"
            assert (x.data == leaves[i]).all(), "an input has changed"
        for x in inputs: x.data = x.data + 1.0  # too late to matter
        out.backward(weights)
        assert all(np.allclose(x.grad, 2*g, 1e-9, equal_nan=True) for x,g in zip(inputs, once)), "a second backward does not add the same again"
        for x,a in zip(inputs, leaves): x.data = a
        short = first(ours(*(Tensor(a, requires_grad=True).astype("float32") for a in leaves)))
        assert short.dtype == np.float32 or name == "astype" , f"float32 becomes {short.dtype}"
        if case.nudge:
            beside = [a + 0.1*(i + 1) + 0.003*np.arange(a.size).reshape(a.shape) for i,a in enumerate(leaves)] if case.kinks else leaves
            check_tensor_grads(lambda *xs: first(ours(*xs)), *beside)
    if not torch: return
    ts = [torch.tensor(a, requires_grad=True) for a in leaves]
    theirs = (getattr(torch, case.theirs) if isinstance(case.theirs, str) else case.theirs)(*(v(t) for v,t in zip(views, ts)), **more)
    for o,t in zip(results if isinstance(results, tuple) else (results,), theirs if isinstance(theirs, tuple) else (theirs,), strict=True): gap(name, o.data if isinstance(o, Tensor) else o, t)
    if plain: return
    first(theirs).backward(T(weights))
    for g,t in zip(once, ts): gap(name, g, torch.zeros_like(t) if t.grad is None else t.grad)

def run(name, case):
    "All examples of a case; what went wrong, or nothing"
    @settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
    @given(example(case))
    def examples(drawn): check(name, case, *drawn)
    try: examples()
    except Exception as e: return f"{name}: {type(e).__name__}: {e}\n" + "\n".join(getattr(e, "__notes__", []))


if __name__ == "__main__":
    if "torch" in sys.argv[1:]:
        import torch
        from torch.nn import functional as F
        torch.set_num_threads(1)  # the arrays are small
    covered = {name.split()[0] for name in CASES}
    wrong = [f"{name} has no case" for name in sorted(operations() - covered - OTHERS)] + [f"{name} is no operation" for name in sorted(covered - operations())]
    np.seterr(all="ignore"); warnings.simplefilter("ignore")  # large numbers overflow where they should
    wrong += filter(None, (run(name, case) for name,case in CASES.items()))
    if wrong: sys.exit("\n".join(wrong))
    theirs = f", and values and gradients with PyTorch; the widest gap is in {max(worst, key=worst.get)}" if worst else ""
    row("Tensors", sum(count.values()), f"{len(CASES)} cases of {len(covered)} operations: gradients agree with nudging{theirs}", **({"worst": max(worst.values())} if worst else {}))
