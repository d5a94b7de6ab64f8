"""Uses of transforms that once went wrong, each with what is right, worked out by hand: run by `make test`"""
import copy, sys, threading
import numpy as np
from math import inf, isnan, nan
from micrograd_nb.all import MLP, BatchNorm1d, LayerNorm, Linear, Module, Sequential, Tensor, Value
from micrograd_nb.all import checkpoint, conv2d, cross_entropy, custom_rule, grad, hessian, jacobian, jvp, linear, max_pool2d, maximum, mse, pad, sin, sqrt, stack, tree_map, value_and_grad, vjp, vmap, where

ONES = np.ones(3)
BLOCK = np.arange(48.0).reshape(2, 2, 3, 4)
FAR = np.array([[1.0, 2.0, -inf], [0.0, 1.0, 2.0]])  # a class that cannot be
FAR_LOSS = (np.log(1 + np.exp(-1.0)) + 1 + np.log1p(np.exp(-1.0) + np.exp(-2.0)) + 1)/2  # of the classes 0 and 1
TABLE,ROWS = np.ones((3, 4)),np.array([0, 2])

cube = custom_rule(lambda y, x: 3*x**2)(lambda x: x**3)
product = custom_rule(lambda y, a, b: (b, a))(lambda a, b: a*b)
wave = checkpoint(lambda x: x*x*sin(x))


class Forgetful(Module):
    "A Module that keeps what it computed"
    def __init__(self): self.w,self.last = Value(2.0),None
    def __call__(self, x):
        self.last = self.w*x
        return self.last

def names_after_use():
    net = Forgetful()
    grad(net)(3.0)
    return list(net.named_parameters())

def changed_later():
    "The arrays of the caller change before the way back, and are not locked"
    a,t = ONES.copy(),ONES.copy()
    out,pull = vjp(lambda x: (x*x).sum(), a)
    _,moved = jvp(lambda x: x, (a,), (t,))
    grad(lambda x: (x.stop_gradient()*x).sum())(a)
    a[0] = t[0] = 100
    return pull(1.0)[0], moved

def pulled_in_threads():
    _,pull = vjp(lambda x: x*x*x, ONES)
    wrong,before = [],sys.getswitchinterval()
    def work(i): wrong.extend(i for _ in range(30) if not (pull(np.full(3, float(i)))[0] == 3*i).all())
    sys.setswitchinterval(1e-6)
    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for t in threads: t.start()
    for t in threads: t.join()
    sys.setswitchinterval(before)
    return wrong

def one_by_one(f, xs): return np.stack([f(Tensor(x)).data for x in xs])

def without_parameters():
    net = Sequential(Linear(2, 1))
    new = tree_map(lambda p: p*0.9, net)
    return grad(lambda n: n(np.ones((1, 2))).sum())(new)

RIGHT = {
    "a Value that keeps the size of a gradient at 0": (lambda: grad(grad(sqrt))(0.0), -inf),
    "an exponent over a base of 0": (lambda: [grad(grad(lambda y: 0.0**y))(y) for y in (0.3, 1.5)], [0.0, 0.0]),
    "powers at 0": (lambda: [grad(grad(lambda x: x**n))(0.0) for n in (0, 1, 2, 3, 0.5)], [0.0, 0.0, 2.0, 0.0, -inf]),
    "the length of a vector at 0": (lambda: hessian(lambda a, b: sqrt(a*a + b*b), (0, 1))(0.0, 0.0), ((nan, nan), (nan, nan))),
    "keys that are written alike": (lambda: len(tree_map(lambda x: x, {Value(0.0): 1.0, Value(0.0): 2.0})), 2),
    **{f"vmap of x[{text}]": (lambda index=index: vmap(lambda x: x[index])(BLOCK), one_by_one(lambda x: x[index], BLOCK))
       for text,index in {"0, :, (1, 2)": np.s_[0, :, (1, 2)], "0, :, range(2)": np.s_[0, :, range(2)], "0, :, True": np.s_[0, :, True], "True": True, "True, None, -1": np.s_[np.True_, None, -1]}.items()},
    "a matrix of NumPy": (lambda: grad(lambda x: (x*x).sum())(np.matrix([[1.0, 2.0], [3.0, 4.0]])), np.array([[2.0, 4.0], [6.0, 8.0]])),
    "arrays that change later": (changed_later, (2*ONES, ONES)),
    "one way back, four threads": (pulled_in_threads, []),
    "a logit of -inf": (lambda: vmap(value_and_grad(cross_entropy), (0, None))(np.stack([FAR, FAR]), np.array([0, 1]))[0], np.full(2, FAR_LOSS)),
    "pixels of -inf": (lambda: vmap(value_and_grad(lambda x: max_pool2d(pad(x, {2: 1, 3: 1}, -inf), 2).sum()))(np.ones((2, 1, 1, 4, 4)))[0], np.full(2, 9.0)),
    "whole numbers with &": (lambda: vmap(lambda i: i & 2)(np.arange(4)), np.array([0, 0, 2, 2])),
    "bools with ~": (lambda: vmap(lambda i: ~(i > 2))(np.arange(4)), np.array([True, True, True, False])),
    "any": (lambda: vmap(lambda x: where((x > 0).any(), 1.0, 0.0))(np.array([[-1.0, 1.0], [-1.0, -2.0]])), np.array([1.0, 0.0])),
    "a number and a Tensor of bool": (lambda: value_and_grad(lambda t: (Tensor([True, False])*t).sum())(0.1), (0.1, 1.0)),
    "a Module that keeps what it computed": (names_after_use, ["w"]),
    "the same as argument": (lambda: grad(lambda net: net(3.0))(Forgetful()), {"w": 3.0}),
    "a rule of your own in vmap of grad": (lambda: vmap(grad(lambda x: cube(x)*x))(np.arange(3.0)), np.array([0.0, 4.0, 32.0])),
    "the same with two arguments": (lambda: vmap(grad(product))(ONES, 2*ONES), 2*ONES),
    "checkpoint in vmap of grad": (lambda: vmap(grad(wave))(np.array([0.0, np.pi])), np.array([0.0, -np.pi**2])),
    "only a bias, twice": (lambda: hessian(lambda b: (linear(np.ones((4, 3)), np.ones((2, 3)), b)**2).sum())(np.ones(2)), 8*np.eye(2)),
    "only a bias of a convolution": (lambda: hessian(lambda b: (conv2d(np.ones((1, 1, 4, 4)), np.ones((2, 1, 2, 2)), b)**2).sum())(np.ones(2)), 18*np.eye(2)),
    "a diagonal by einsum": (lambda: jvp(lambda x: np.einsum("ii->i", x), (np.eye(3),), (np.eye(3),)), (ONES, ONES)),
    "an f-string": (lambda: vmap(grad(lambda x: (f"{x:.3f}", x*x)[1]))(ONES), 2*ONES),
    "copies": (lambda: (grad(lambda x: copy.copy(x)*x)(3.0), grad(lambda x: (copy.deepcopy(x)*x).sum())(ONES)), (6.0, 2*ONES)),
    "a copy of a Module": (lambda: len(grad(lambda n: copy.deepcopy(n)([1.0])[0])(MLP(1, [1]))), 2),
    "a norm as first layer": (lambda: [grad(lambda n: n(np.ones((5, 2))).sum())(n)["bias"] for n in (LayerNorm(2), BatchNorm1d(2))], [np.full(2, 5.0)]*2),
    "numbers in maximum, where and stack": (lambda: [grad(lambda x: maximum(x, 0.0))(2.0), grad(lambda x: where(x > 0, x, 0.0))(2.0), grad(lambda x: (stack([x, x*x])**2).sum())(2.0)], [1.0, 1.0, 36.0]),
    "a Tensor compared with a number": (lambda: grad(lambda t: where(Tensor([0.0, 1.0, 2.0]) > t, t, 0.0).sum())(0.5), 2.0),
    "an index from further out": (lambda: vmap(lambda i: grad(lambda x: (x[i]**2).sum())(TABLE))(ROWS)[:, :, 0], np.array([[2.0, 0.0, 0.0], [0.0, 0.0, 2.0]])),
    "an index into what is traced": (lambda: vmap(hessian(lambda a, i: (a[i]**3).sum()))(np.stack([TABLE]*2), ROWS).sum((1, 2, 3, 4)), np.array([24.0, 24.0])),
    "a table that is not traced": (lambda: vmap(lambda i: Tensor(TABLE*[[1], [2], [3]])[i])(ROWS)[:, 0], np.array([1.0, 3.0])),
    "targets alone": (lambda: vmap(lambda y: mse(Tensor(np.ones((3, 1))), y))(np.zeros((2, 3, 1))), np.ones(2)),
}

REFUSED = {  # what is done, and a part of the message
    "an array of objects": (lambda: jacobian(lambda x: np.array([x, x*x]))(3.0), "np.array cannot hold traced numbers"),
    "an array of objects, forward": (lambda: jvp(lambda x: np.array([x, x*x]), (3.0,), (1.0,)), "np.array cannot hold traced numbers"),
    "a Value around an argument": (lambda: grad(lambda x: Value(x)**2)(3.0), "leave Value(...) away"),
    "a class that there is not": (lambda: vmap(grad(cross_entropy))(np.ones((2, 2, 3)), np.array([[0, 1], [-1, 7]])), "the classes are 0 to 2, got -1 to 7"),
    "a Module without parameters": (without_parameters, "this Sequential has no parameters"),
    "a start for a sum": (lambda: np.add.reduce(Tensor(ONES), initial=5.0), "initial is not known"),
    "an axis to flip": (lambda: np.flip(Tensor(ONES), 5), "no axis 5"),
    "a gradient of another shape": (lambda: vjp(lambda x: 2*x, ONES)[1](np.ones(2)), "a gradient of the shape (2,) for a result of the shape (3,)"),
}


def same(came, right):
    "Are two trees the same, nan included?"
    if isinstance(right, (list, tuple)): return type(came) is type(right) and len(came) == len(right) and all(map(same, came, right))
    if isinstance(right, dict): return came.keys() == right.keys() and all(same(came[k], right[k]) for k in right)
    return type(came) is type(right) and np.shape(came) == np.shape(right) and np.allclose(came, right, 1e-12, 1e-12, equal_nan=True) if not isinstance(right, str) else came == right

wrong = []
for name,(do,right) in RIGHT.items():
    try: came = do()
    except Exception as e: came = e
    if not same(came, right): wrong.append(f"{name}: came {came!r}, right is {right!r}")
for name,(do,part) in REFUSED.items():
    try: wrong.append(f"{name}: came {do()!r}, and an error should")
    except Exception as e:
        if part not in str(e): wrong.append(f"{name}: the error {e!r} does not say {part!r}")
if wrong: sys.exit("\n".join([*wrong, f"FAILED: {len(wrong)}"]))
print(f"odd uses: {len(RIGHT)} right, {len(REFUSED)} refused")
