"""Hold grad, jvp and their kin against SymPy, mpmath and numbers worked out by hand: part of `make test`

SymPy: every mix of `grad` and `jvp` up to order 4, and mixed partial derivatives. mpmath: random formulas,
nudged with 40 digits, which leaves no doubt. By hand: nested derivatives that have confused others. Then
errors and threads. Left out are kinks themselves, where this library takes one side.
Gaps are relative, but no number counts as smaller than 1/1000.
"""
import random, sys, threading
from collections import Counter
from itertools import product

import mpmath, sympy
from hypothesis import HealthCheck, given, settings, strategies as st
from mpmath import mp

from micrograd_nb import functions
from micrograd_nb.custom import checkpoint, custom_rule
from micrograd_nb.engine import Value
from micrograd_nb.forward import hvp, jvp
from micrograd_nb.functions import *
from micrograd_nb.matrices import hessian, jacobian
from micrograd_nb.nn import MLP
from micrograd_nb.transforms import grad, vjp
from micrograd_nb.trees import tree_leaves, tree_map
from report import row

TOL,EXAMPLES,ORDERS,THREADS = 1e-9,300,4,8
count,worst = Counter(),{}
mp.dps = 40


class Disagreement(AssertionError): "Two numbers that should be one"

def agree(part, what, point, order, ours, truth, scale=1e-3):
    "Note how far two numbers are apart, relative to the true one or to `scale`; fail beyond TOL"
    if callable(ours):
        try: ours = ours()
        except Exception as e: raise Disagreement(f"{part}: {what} at {point}, order {order}: {e!r}") from e
    ours = float(ours)
    apart = float(abs(ours - truth)/max(abs(truth), scale))
    count[part] += 1
    worst[part] = max(worst.get(part, (0.0, "")), (apart, what))
    if not apart <= TOL:
        raise Disagreement(f"{part}: {what} at {point}, order {order}: "
                           f"ours is {ours!r}, it should be {float(truth)!r}")

def report(part, text):
    gap,where = worst[part]
    print(f"{part}: {text}; {count[part]} numbers, the widest gap is {gap:.1e}, in {where:.90}", flush=True)


# Four ways to one derivative --------------------------------------------------------------------------------

def by_jvp(f): return lambda x: jvp(f, (x,), (1.0,))[1]
def by_vjp(f): return lambda x: vjp(f, x)[1](1.0)[0]
WAYS = {"grad": grad, "jvp": by_jvp, "vjp": by_vjp, "jacobian": jacobian}

def mixed(f, word):
    "Differentiate once for each way in `word`, the first one innermost"
    for way in word: f = WAYS[way](f)
    return f


# SymPy: functions of one number, and of several -------------------------------------------------------------

def lines(text): return [formula.strip() for line in text.strip().splitlines() for formula in line.split(";")]

ANYWHERE = lines("""
exp(x); sin(x); cos(x); tanh(x); sigmoid(x); softplus(x); silu(x); gelu(x); gelu(x, 'none'); erfc(x); x; -x
3 - x; x - 3; 0*x + 2; x + x; x*x; x**2; x**3; x**7; x**-1; x**-3; x**0; 1/x; x/3; 2**x; 0.5**(x*x); 1**x
sin(x)/x; x*tanh(x); exp(-x*x); exp(sin(x)); sin(cos(x)); sin(x)*exp(x); tanh(x)**3; tanh(tanh(tanh(x)))
sin(sin(x) + sin(x)); x/(1 + x*x)
(1 - x)/(2 + sin(x)); exp(x)/(exp(x) + 2); 1/(1 + exp(-3*x)); (x*x + 1)**0.5; (2 + cos(x))**x; log(1 + x**2)
log(2 + sin(x)); sqrt(1 + x*x); softplus(sin(3*x)); sigmoid(x)*(1 - sigmoid(x)); silu(silu(x)); gelu(x*x - 1)
erfc(x)*exp(x*x); cos(x)**2 + sin(x)**2; (x - 1)*(x + 2)*(x*x + 3); 2**sin(x); exp(exp(x)/4); 1e3*x**4 - x
relu(x)*x*x; leaky_relu(sin(x)); leaky_relu(x, 0.2)**3; abs(x)**3; sign(x)*sin(x); step(x)*exp(x)
abs(sin(x)) + relu(-x)
""")
POSITIVE = lines("""
log(x); sqrt(x); x**0.5; x**1.5; x**-2.5; x**x; x**sin(x); (x + 1)**(x*x); log(x)/x; x*log(x); sqrt(x)*exp(-x)
log(log(2 + x)); 1/sqrt(x); sqrt(sqrt(x)); exp(log(x)*3); x**(1/x); tanh(sqrt(x)); erfc(sqrt(x)); log(tanh(x))
sin(log(x)); sqrt(x + sqrt(x)); x**x**x
""")
POINTS = {**dict.fromkeys(ANYWHERE, (-1.3, 0.4, 2.1)), **dict.fromkeys(POSITIVE, (0.3, 0.9, 2.3))}
SEVERAL = lines("""
x*y*z; sin(x*y) + exp(y*z); x**y; x**y*z**x; (x - y)/(x + z); tanh(x*y - z)*sigmoid(z); log(x + y*y + exp(z))
sqrt(x*x + y*y); softplus(x + 2*y)*gelu(z); erfc(x*z)/y; exp(-(x - y)**2)*cos(z); x**2*y**3 + 5
(1 + x*y)**(z*z); silu(x - y*z); gelu(x*y, 'none') - z
""")
PLACES = ((0.7, 1.3, 0.4), (1.9, 0.6, 1.2))
x,y,z = sympy.symbols("x y z", real=True)

def branches(right, left): return lambda x, *more: sympy.Piecewise((right(x), x > 0), (left(x, *more), True))

def their_gelu(x, approximate="tanh"):
    if approximate == "none": return x*sympy.erfc(-x/sympy.sqrt(2))/2
    return x*(1 + sympy.tanh(sympy.sqrt(2/sympy.pi)*(x + sympy.Rational("0.044715")*x**3)))/2

THEIRS = {**{name: getattr(sympy, name) for name in "exp log sqrt sin cos tanh erfc".split()},
          "sigmoid": lambda x: 1/(1 + sympy.exp(-x)), "silu": lambda x: x/(1 + sympy.exp(-x)),
          "gelu": their_gelu, "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
          "relu": branches(lambda x: x, lambda x: 0),
          "leaky_relu": branches(lambda x: x, lambda x, alpha=0.01: alpha*x),
          "abs": branches(lambda x: x, lambda x: -x), "sign": branches(lambda x: 1, lambda x: -1),
          "step": branches(lambda x: 1, lambda x: 0)}

def our(formula, names="x"): return eval(f"lambda {names}: {formula}", globals())
def their(formula): return sympy.sympify(eval(formula, {**THEIRS, "x": x, "y": y, "z": z}))
def numerically(expression, *symbols): return sympy.lambdify(symbols, expression, "mpmath", cse=True)

def sympys_derivatives():
    "The derivatives of order 1, 2, ... of every function of one number, at its points"
    truth = {}
    for formula,points in POINTS.items():
        d = their(formula)
        for order in range(1, ORDERS + 1):
            d = d.diff(x)
            f = numerically(d, x)
            for point in points: truth[formula, point, order] = f(mp.mpf(point))
    return truth

def hold_one(truth, orders=range(1, ORDERS + 1), ways=("grad", "jvp"), part="one variable"):
    "Every mix of ways, of every order, at every point"
    for (formula,point,order),number in truth.items():
        if order not in orders: continue
        for word in product(ways, repeat=order):
            agree(part, f"{' of '.join(word[::-1])} of {formula}", point, order,
                  lambda: mixed(our(formula), word)(point), number)

def hold_wrapped(truth):
    "The same through `checkpoint`, and through a rule that says the slope is the one that `grad` finds"
    for (formula,point,order),number in truth.items():
        if order > 3 or point < 0: continue
        f = our(formula)
        ruled = custom_rule(lambda y, x: grad(f)(x))(f)
        for name,wrapped in (("checkpoint", checkpoint(f)), ("custom_rule", ruled)):
            for word in (("grad",)*3, ("jvp",)*3, ("jvp", "grad", "jvp"), ("grad", "jvp", "grad")):
                agree("own rules", f"{' of '.join(word[:order][::-1])} of {name} of {formula}", point, order,
                      lambda: mixed(wrapped, word[:order])(point), number)

def hold_several():
    "Gradient, hessian and all third derivatives"
    symbols = (x, y, z)
    for formula in SEVERAL:
        of_three,expression = our(formula, "x, y, z"),their(formula)
        def f(t): return of_three(*t)
        ways = {1: (grad(f), jacobian(f)), 2: (hessian(f), jacobian(grad(f))),
                3: (jacobian(hessian(f)), jacobian(jacobian(grad(f))))}
        for order,place in product(ways, PLACES):
            found = [way(place) for way in ways[order]]
            for wrt in product(range(3), repeat=order):
                true = numerically(expression.diff(*(symbols[i] for i in wrt)), *symbols)(*map(mp.mpf, place))
                what = f"the derivative of {formula} in {', '.join('xyz'[i] for i in wrt)}"
                for number in found:
                    for i in wrt: number = number[i]
                    agree("several variables", what, place, order, number, true)


# mpmath: random formulas ------------------------------------------------------------------------------------

def their_sigmoid(a): return 1/(1 + mpmath.exp(-a))

def anywhere(a): return True
def anywhere_2(a, b): return True
def not_in_kink(a): return abs(a) > 0.05
def not_0(a): return abs(a) > 0.3
def positive(a): return a > 0.2
def small(a): return a < 3

def their_tanh_gelu(a): return a*(1 + mpmath.tanh(mpmath.sqrt(2/mp.pi)*(a + mp.mpf("0.044715")*a**3)))/2

# Each operation: ours, mpmath's if it is another, and where it may be used
OPERATIONS = {
    "+": (lambda a, b: a + b, None, anywhere_2), "-": (lambda a, b: a - b, None, anywhere_2),
    "*": (lambda a, b: a*b, None, anywhere_2), "/": (lambda a, b: a/b, None, lambda a, b: not_0(b)),
    "**": (lambda a, b: a**b, None, lambda a, b: positive(a) and abs(b) < 3),
    "square": (lambda a: a**2, None, anywhere), "cube": (lambda a: a**3, None, anywhere),
    "1/": (lambda a: 1/a, None, not_0), "**-1.5": (lambda a: a**-1.5, None, positive),
    "2**": (lambda a: 2**a, None, small), "3-": (lambda a: 3 - a, None, anywhere),
    "neg": (lambda a: -a, None, anywhere), "abs": (abs, None, not_in_kink),
    "exp": (exp, mpmath.exp, small), "log": (log, mpmath.log, positive),
    "sqrt": (sqrt, mpmath.sqrt, positive), "sin": (sin, mpmath.sin, anywhere),
    "cos": (cos, mpmath.cos, anywhere), "tanh": (tanh, mpmath.tanh, anywhere),
    "sigmoid": (sigmoid, their_sigmoid, anywhere), "erfc": (erfc, mpmath.erfc, anywhere),
    "softplus": (softplus, lambda a: mpmath.log(1 + mpmath.exp(a)), anywhere),
    "silu": (silu, lambda a: a*their_sigmoid(a), anywhere), "gelu": (gelu, their_tanh_gelu, anywhere),
    "exact gelu": (lambda a: gelu(a, "none"), lambda a: a*mpmath.erfc(-a/mpmath.sqrt(2))/2, anywhere),
    "relu": (relu, lambda a: max(a, 0), not_in_kink),
    "leaky_relu": (lambda a: leaky_relu(a, 0.25), lambda a: max(a, a/4), not_in_kink),
}

def binary(name): return OPERATIONS[name][2].__code__.co_argcount == 2

def compute(steps, xs, side=0):
    "Carry out steps, each on inputs or earlier results: all numbers there are in the end"
    numbers = [*xs, 1.5]
    for name,at in steps:
        f = OPERATIONS[name][side] or OPERATIONS[name][0]
        numbers.append(f(*(numbers[i] for i in at)))
    return numbers

@st.composite
def formula(draw):
    "A point of 1 to 3 numbers, and steps that are safe there, each on the last result"
    point = tuple(draw(st.floats(-2, 2)) for _ in range(draw(st.sampled_from((3, 2, 1)))))
    steps,numbers = [],[*point, 1.5]
    for k in range(draw(st.sampled_from((8, 7, 6, 10, 5, 9, 4, 3, 12)))):
        new = 0 < k < len(point)
        name = draw(st.sampled_from(sorted(n for n in OPERATIONS if not new or binary(n))))
        last = len(numbers) - 1 if k else 0
        at = (last, k if new else draw(st.integers(0, last)))[:1 + binary(name)]
        if draw(st.booleans()): at = at[::-1]
        ours,_,fits = OPERATIONS[name]
        args = [numbers[i] for i in at]
        if not fits(*args) or abs(ours(*args)) > 30: name,at = ("+", at) if new else ("sin", (last,))
        steps.append((name, at))
        numbers.append(OPERATIONS[name][0](*(numbers[i] for i in at)))
    us = tuple(draw(st.floats(-2, 2)) for _ in range(4))
    ts = tuple(draw(st.floats(-2, 2)) for _ in point)
    return point,steps,us,ts

def written(steps, n):
    "Steps as one would write them: inputs are a, b, c, then 1.5, then the results"
    names = [*"abc"[:n], "1.5", *"defghijklmnopq"]
    return "; ".join(f"{names[n+1+k]} = {name}({', '.join(names[i] for i in at)})"
                     for k,(name,at) in enumerate(steps))

def tree_of(numbers):
    "Up to three numbers as a tree"
    first,*others = numbers
    return {"first": first, "others": [others, None]}

def dot(a, b): return sum(u*v for u,v in zip(a, b, strict=True))

def hold_formula(xs, steps, us, ts):
    "One random formula, in every way"
    n,what = len(xs),written(steps, len(xs))
    places = range(n)
    def f(*xs): return compute(steps, xs)[-1]*1.0
    def of_tree(tree): return f(*tree_leaves(tree))
    def several(*xs):
        results = compute(steps, xs)[-3:]
        return [*results, results[-1]]  # one of them twice
    def theirs(*xs): return compute(steps, xs, 1)[-1]
    def slope(*orders): return mp.diff(theirs, xs if n > 1 else xs[0], orders if n > 1 else orders[0])
    all_in = tuple(places)

    slopes = [slope(*(int(j == i) for j in places)) for i in places]
    bends = [[None]*n for _ in places]
    for i in places:
        for j in range(i + 1): bends[i][j] = bends[j][i] = slope(*((k == i) + (k == j) for k in places))
    scale = max(1, *map(abs, slopes), *(abs(b) for row in bends for b in row))

    def same(way, order, ours, true, scale=scale):
        for o,t in zip(ours, true, strict=True):
            agree("random formulas", f"{way} of {what}", xs, order, o, t, scale)
    def first(way, ours): same(way, 1, ours, slopes)
    def along(way, ours): same(way, 2, ours, [dot(row, ts) for row in bends])
    def second(way, ours):
        for row,true in zip(ours, bends, strict=True): same(way, 2, row, true)

    leaves = [Value(x) for x in xs]
    out = f(*leaves)
    if isinstance(out, Value): out.backward()  # it may be a constant
    first("backward", [v.grad for v in leaves])
    first("grad", grad(f, all_in)(*xs))
    first("grad of a tree", tree_leaves(grad(of_tree)(tree_of(xs))))
    first("vjp", vjp(f, *xs)[1](1.0))
    first("jacobian", jacobian(f, all_in)(*xs))
    units = [tuple(float(i == j) for j in places) for i in places]
    first("jvp", [jvp(f, xs, unit)[1] for unit in units])

    second("hessian", hessian(f, all_in)(*xs))
    second("jacobian of grad", jacobian(grad(f, all_in), all_in)(*xs))
    second("grad of grad", [grad(grad(f, i), all_in)(*xs) for i in places])
    second("grad of jvp", [grad(lambda *xs: jvp(f, xs, unit)[1], all_in)(*xs) for unit in units])
    tree = hessian(of_tree)(tree_of(xs))
    second("hessian of a tree", [tree_leaves(part) for part in (tree["first"], *tree["others"][0])])
    along("hvp", hvp(f, xs, ts))
    along("hvp of a tree", tree_leaves(hvp(of_tree, (tree_of(xs),), (tree_of(ts),))))
    along("grad of <grad, t>", grad(lambda *xs: dot(grad(f, all_in)(*xs), ts), all_in)(*xs))
    leaves = [Value(x) for x in xs]
    sum((g*t for g,t in zip(grad(f, all_in)(*leaves), ts)), Value(0.0)).backward()
    along("backward of grad", [v.grad for v in leaves])
    twice = jvp(lambda *xs: jvp(f, xs, ts)[1], xs, ts)[1]
    same("jvp of jvp", 2, [twice], [dot([dot(row, ts) for row in bends], ts)], scale*n*n)
    whole = checkpoint(f)
    first("grad of checkpoint", grad(whole, all_in)(*xs))
    along("hvp of checkpoint", hvp(whole, xs, ts))
    ruled = custom_rule(lambda y, *xs: grad(f, all_in)(*xs))(f)
    first("grad of custom_rule", grad(ruled, all_in)(*xs))
    along("hvp of custom_rule", hvp(ruled, xs, ts))

    _,pull = vjp(several, *xs)
    back,forth = dot(pull(list(us)), ts),dot(us, jvp(several, xs, ts)[1])
    same("<J'u, t> = <u, Jt>", 1, [back], [forth])

def hold_random():
    @settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None,
              report_multiple_bugs=False, suppress_health_check=list(HealthCheck))
    @given(formula())
    def examples(drawn):
        count["formulas"] += 1
        hold_formula(*drawn)
    examples()

def hold_module():
    "A network as an argument: `grad` is `backward`, and `hvp` is nudging; nothing in the network changes"
    net,points = MLP(2, [4, 1], rng=random.Random(0)),((0.3, -0.8), (1.1, 0.4), (-0.6, 0.9))
    def loss(net): return sum(((net(list(p))[0] - p[0]*p[1])**2 for p in points), 0.0)
    def backward(nudge, direction):
        for name,p in net.named_parameters().items(): p.data += nudge*direction[name]
        net.zero_grad()
        loss(net).backward()
        grads = {name: p.grad for name,p in net.named_parameters().items()}
        net.zero_grad()
        for name,p in net.named_parameters().items(): p.data = before[name]
        return grads
    before = {name: p.data for name,p in net.named_parameters().items()}
    rng = random.Random(1)
    direction = {name: rng.uniform(-1, 1) for name in before}
    ours,(twice,) = grad(loss)(net),hvp(loss, (net,), (direction,))
    h = 1e-3
    at = {k: backward(k*h, direction) for k in (-2, -1, 0, 1, 2)}
    for name in before:
        nudged = (8*(at[1][name] - at[-1][name]) - (at[2][name] - at[-2][name]))/(12*h)
        agree("a network", f"grad for {name}", "seed 0", 1, ours[name], at[0][name])
        agree("a network", f"hvp for {name}", "seed 0", 2, twice[name], nudged, scale=1)
    unchanged = all(p.data == before[name] and p.grad == 0 for name,p in net.named_parameters().items())
    if not unchanged: raise Disagreement("a network: a transform has changed its numbers or gradients")


# By hand: what has confused other libraries -----------------------------------------------------------------

# Each: where it is from, and the sum; levels; the function, given a D for each level inside; point; number
NESTED = {
    # Siskind and Pearlmutter 2005, Perturbation confusion and referential transparency: x*1, so 1
    "x*D(y: x + y)(1)":
        (2, lambda D: lambda x: x*D(lambda y: x + y)(1.0), 1.0, 1.0),
    # Siskind and Pearlmutter 2008, Nesting forward-mode AD in a functional framework; HIPS/autograd issue
    # 4, and test_enclosing_scope_ref in its tests/test_graphs.py: the inner is x, so x*x, so 2x
    "x*D(y: x*y)(2)":
        (2, lambda D: lambda x: x*D(lambda y: x*y)(2.0), 1.0, 2.0),
    # the same with the inner point taken from outside: x*x, so 2x
    "x*D(y: x*y)(x)":
        (2, lambda D: lambda x: x*D(lambda y: x*y)(x), 3.0, 6.0),
    # JuliaDiff/ForwardDiff.jl issue 83, its second example for one number: x*|x|, so 2x
    "x*D(y: y*abs(x))(1)":
        (2, lambda D: lambda x: x*D(lambda y: y*abs(x))(1.0), 1.0, 2.0),
    # its third: 2x, so 2; its fourth: x/3, so 1/3
    "x*D(y: y**2)(1)":
        (2, lambda D: lambda x: x*D(lambda y: y**2)(1.0), 1.0, 2.0),
    "x/D(y: y**3)(1)":
        (2, lambda D: lambda x: x/D(lambda y: y**3)(1.0), 1.0, 1/3),
    # JuliaDiff/ReverseDiff.jl issue 45: x*x, so 2x
    "x*D(y: y*x)(3)":
        (2, lambda D: lambda x: x*D(lambda y: y*x)(3.0), 5.0, 10.0),
    # pytorch/pytorch issue 32576: x - 2y at y = x is -x, so -1
    "D(y: y*(x - y))(x)":
        (2, lambda D: lambda x: D(lambda y: y*(x - y))(x), 1.0, -1.0),
    # JAX, Autodidax2, the remark at JVPInterpreter.lift: the inner is constant, so x*0, so 0
    "x*D(y: x)(0)":
        (2, lambda D: lambda x: x*D(lambda y: x)(0.0), 0.0, 0.0),
    # HIPS/autograd, tests/test_graphs.py, test_grad_identity and test_grad_const: 1, so 0; 0, so 0
    "D(y: y)(x)":
        (2, lambda D: lambda x: D(lambda y: y)(x), 2.0, 0.0),
    "D(y: 1)(x)":
        (2, lambda D: lambda x: D(lambda y: 1.0)(x), 2.0, 0.0),
    # JuliaDiff/ForwardDiff.jl issue 238, the Lagrangian v*v/2 - 9.8*q: its slope in v is v, so 0 in q
    "D(v: v*v/2 - 9.8*q)(3)":
        (2, lambda D: lambda q: D(lambda v: v*v/2 - 9.8*q)(3.0), 1.0, 0.0),
    # Manzyuk, Pearlmutter, Radul, Rush and Siskind 2019, Perturbation confusion in forward automatic
    # differentiation of higher-order functions: the slope in a shift, twice, is 6x for x**3, so 6
    "D(u: D(v: (x + u + v)**3)(0))(0)":
        (3, lambda D, E: lambda x: D(lambda u: E(lambda v: (x + u + v)**3)(0.0))(0.0), 2.0, 6.0),
    # exp(x*y) has the slope x*exp(x) in y at 1; exp(-x) times it is x, so 1
    "exp(-x)*D(y: exp(x*y))(1)":
        (2, lambda D: lambda x: exp(-x)*D(lambda y: exp(x*y))(1.0), 0.7, 1.0),
    # two side by side: x*y*y has 6x in y at 3, x + y*y has 6: 36x, so 36
    "D(y: x*y*y)(3)*D(y: x + y*y)(3)":
        (3, lambda D, E: lambda x: D(lambda y: x*y*y)(3.0)*E(lambda y: x + y*y)(3.0), 2.0, 36.0),
    # Three levels: x*y*z has xy in z; y times it is x*y*y, which has 2xy = 6x in y; x times it: 6x**2, so 12x
    "x*D(y: y*D(z: x*y*z)(5))(3)":
        (3, lambda D, E: lambda x: x*D(lambda y: y*E(lambda z: x*y*z)(5.0))(3.0), 2.0, 24.0),
    # the same with the points taken from outside: 2xy at y = x is 2x**2; x times it is 2x**3, so 6x**2
    "x*D(y: y*D(z: x*y*z)(y))(x)":
        (3, lambda D, E: lambda x: x*D(lambda y: y*E(lambda z: x*y*z)(y))(x), 2.0, 24.0),
    # sums only, where a mix-up counts double: 1 in z; y times it has 1 in y; x times it has 1
    "x*D(y: y*D(z: x + y + z)(1))(1)":
        (3, lambda D, E: lambda x: x*D(lambda y: y*E(lambda z: x + y + z)(1.0))(1.0), 1.0, 1.0),
    # the innermost takes from the outermost: x in z; y times it has x in y; x times it is x*x, so 2x
    "x*D(y: y*D(z: x*z)(y))(x)":
        (3, lambda D, E: lambda x: x*D(lambda y: y*E(lambda z: x*z)(y))(x), 5.0, 10.0),
}

def way_back_from_outside():
    "A way back of sin at 0, made before and used inside: g*pull(g) = g*g, with the slope 2g = 6"
    _,pull = vjp(sin, 0.0)
    return [(d(lambda g: g*pull(g)[0])(3.0), 6.0) for d in WAYS.values()]

def tangent_is_traced():
    "jvp of y*y*y at x, along x: 3x**3, with the slope 9x**2 = 36"
    return [(d(lambda x: jvp(lambda y: y*y*y, (x,), (x,))[1])(2.0), 36.0) for d in WAYS.values()]

def gradient_is_traced():
    "vjp of x*y*y at y = x, with x: x*2x*x = 2x**3, with the slope 6x**2 = 24"
    return [(d(lambda x: vjp(lambda y: x*y*y, x)[1](x)[0])(2.0), 24.0) for d in WAYS.values()]

def value_from_outside():
    "x*x*w with a Value w: the slope in x is 2xw = 12, a Value, and `backward` finds its slope 2x = 4 in w"
    found = []
    for d in WAYS.values():
        w = Value(3.0)
        slope = d(lambda x: x*x*w)(2.0)
        if w.grad: raise Disagreement("nested: a transform has touched the gradient of a Value from outside")
        slope.backward()
        found += (slope, 12.0),(w.grad, 4.0)
    return found

PAIRS = list(product(WAYS.values(), repeat=2))

def rule_inside():
    "D(y: r(x*y)) with a rule that says r' = 5, r = 2x: 5x; x*5x has the slope 10x = 20"
    ruled = custom_rule(lambda out, a: 5.0)(lambda a: 2*a)
    return [(d(lambda x: x*e(lambda y: ruled(x*y))(1.0))(2.0), 20.0) for d,e in PAIRS]

def checkpoint_inside():
    "D(y: c(x, y)) with c = x*y*y, at y = 3: 6x; x*6x has the slope 12x = 24"
    kept = checkpoint(lambda a, b: a*b*b)
    return [(d(lambda x: x*e(lambda y: kept(x, y))(3.0))(2.0), 24.0) for d,e in PAIRS]

def rule_around_outer():
    "A rule that closes over what comes from further out: D(y: x*y)(1) = x, with the slope 1"
    def ruled(x): return custom_rule(lambda out, y: x)(lambda y: x*y)
    return [(d(lambda x: e(ruled(x))(1.0))(2.0), 1.0) for d,e in PAIRS]

def checkpoint_around_outer():
    "The same, run again"
    return [(d(lambda x: e(checkpoint(lambda y: x*y))(1.0))(2.0), 1.0) for d,e in PAIRS]

def used_twice():
    "c(x)*x + c(x) and r(x, x) with a checkpoint and a rule for a*a and a*b: 3x**2 + 2x = 16, and 2x = 4"
    kept,ruled = checkpoint(lambda a: a*a),custom_rule(lambda out, a, b: (b, a))(lambda a, b: a*b)
    return [(d(lambda x: kept(x)*x + kept(x))(2.0), 16.0) for d in WAYS.values()] + [
            (d(lambda x: ruled(x, x))(2.0), 4.0) for d in WAYS.values()]

MORE = (way_back_from_outside, tangent_is_traced, gradient_is_traced, value_from_outside, rule_inside,
        checkpoint_inside, rule_around_outer, checkpoint_around_outer, used_twice)

def refused(part, errors, f, *args):
    "What cannot be right must be said, and not answered"
    count[part] += 1
    try: out = f(*args)
    except errors: return
    except Exception as e: raise Disagreement(f"{part}: {f.__doc__} should be refused otherwise than by {e!r}") from e
    raise Disagreement(f"{part}: {f.__doc__} was answered, with {out!r}")

def kept_number(d):
    "A number kept from an inner transform that has ended (JuliaDiff/ForwardDiff.jl issue 443)"
    def keeping(x):
        def inner(y):
            nonlocal x
            x = x*y
            return x
        d(inner)(1.0)
        return d(inner)(1.0)
    return d(keeping)(1.0)

def kept_shift(d):
    "The derivative of a function in which a function is returned (Manzyuk and others 2019)"
    return d(lambda u: lambda x: (x + u)**3)(0.0)

def rule_beside(d, own):
    "A rule for a function of one number that uses another of the same transform (JAX refuses it, too)"
    return d(lambda x: own(lambda y: x*y)(x))(2.0)

def hold_by_hand():
    part = "nested"
    for what,(levels,f,point,number) in NESTED.items():
        for outer,*inner in product(WAYS, repeat=levels):
            ours = WAYS[outer](f(*(WAYS[way] for way in inner)))(point)
            agree(part, f"{what} by {', '.join((outer, *inner))}", point, levels, ours, number)
    for example in MORE:
        for i,(ours,number) in enumerate(example()):
            agree(part, f"{example.__doc__} ({i})", "the point named", 2, ours, number)
    for d in WAYS.values():
        refused(part, RuntimeError, kept_number, d)
        refused(part, TypeError, kept_shift, d)
        refused(part, TypeError, rule_beside, d, checkpoint)
        refused(part, TypeError, rule_beside, d, custom_rule(lambda out, y: 1.0))


# Errors and threads leave nothing behind --------------------------------------------------------------------

class Stop(Exception): "Raised on purpose"

def hold_errors():
    "A function that fails after 0, 1 or 2 steps, under up to three transforms; all else is right"
    part = "errors"
    for word in [word for levels in (1, 2, 3) for word in product(WAYS, repeat=levels)]:
        for after in range(3):
            kept = []
            def failing(x):
                kept.append(x)
                for i in range(after): x = sin(x)*x
                raise Stop
            try: mixed(failing, word)(0.5)
            except Stop: pass
            else: raise Disagreement(f"{part}: {word} hid an error")
            try: kept[0] + 1.0
            except RuntimeError: count[part] += 1
            else: raise Disagreement(f"{part}: a number outlives its failed transform, {word}")
            def going_on(x):
                try: mixed(lambda y: failing(x*y), word)(0.5)
                except Stop: return x*x*x
            for way,d in WAYS.items():  # x**3 has the slope 12 at 2; x*D(y: x + y) has the slope 1
                def nested(x): return x*d(lambda y: x + y)(1.0)
                name = f"a failing {' of '.join(word)}"
                agree(part, f"{way} around {name}", 2.0, 1, lambda: d(going_on)(2.0), 12.0)
                agree(part, f"{way} after {name}", 1.0, 2, lambda: d(nested)(1.0), 1.0)

def hold_threads(truth):
    "Threads that change places all the time, each with functions of its own; to the bit what one finds"
    part,cases = "threads",[[] for _ in range(THREADS)]
    for i,formula in enumerate(POINTS): cases[i % THREADS].append(formula)
    def work(mine):
        return [(formula, point, order, mixed(our(formula), ("grad", "jvp", "grad")[:order])(point))
                for formula in mine for point in POINTS[formula] for order in (1, 2, 3)]
    alone,found,errors = [work(mine) for mine in cases],{},[]
    ready,before = threading.Barrier(THREADS),sys.getswitchinterval()
    def run(i):
        ready.wait()
        try: found[i] = work(cases[i])
        except Exception as e: errors.append(e)
    threads = [threading.Thread(target=run, args=(i,)) for i in range(THREADS)]
    sys.setswitchinterval(1e-5)
    try:
        for t in threads: t.start()
        for t in threads: t.join()
    finally: sys.setswitchinterval(before)
    if errors: raise Disagreement(f"{part}: {errors[0]!r}")
    for i,numbers in enumerate(alone):
        for (formula,point,order,one),(*_,other) in zip(numbers, found[i], strict=True):
            if one != other:
                raise Disagreement(f"{part}: {formula} at {point}, order {order}: {other!r}, alone {one!r}")
            agree(part, formula, point, order, other, truth[formula, point, order])


def main():
    truth = sympys_derivatives()
    hold_one(truth)
    report("one variable", f"{len(POINTS)} functions, all mixes of grad and jvp to order {ORDERS}: SymPy")
    hold_wrapped(truth)
    report("own rules", "the same through checkpoint and custom_rule, to order 3: SymPy")
    hold_several()
    report("several variables", f"{len(SEVERAL)} functions, all partial derivatives to order 3: SymPy")
    hold_random()
    report("random formulas", f"{count['formulas']} of {len(OPERATIONS)} operations, to order 2: mpmath")
    hold_module()
    report("a network", "grad: backward; hvp: nudging")
    hold_by_hand()
    report("nested", f"{len(NESTED)} + {len(MORE)} examples, in {len(WAYS)} ways at each level: by hand")
    hold_errors()
    report("errors", "nothing is left behind by what fails")
    hold_threads(truth)
    report("threads", f"{THREADS} at the same time: one alone")
    row("derivatives", sum(count.values()), f"{len(POINTS) + len(SEVERAL)} functions to order {ORDERS} by SymPy, {count['formulas']} random ones by mpmath, nested ones by hand", worst=max(gap for gap,_ in worst.values()))


if __name__ == "__main__":
    try: main()
    except Disagreement as e: sys.exit("\n".join((str(e), *getattr(e, "__notes__", []))))
