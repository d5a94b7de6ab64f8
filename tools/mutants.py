"""Change the source of every derivative rule on purpose, one sign, factor, operator or order of inputs at a time: some check must notice

`python tools/mutants.py`, where PyTorch is installed (it decides at kinks); with a number N, only every Nth change;
with a text behind that, only the changes that have it in their name. The rule lines are found, not listed: the
local derivatives that a function hands to `Value`, the functions that it hands to `_result`, what these are computed
from, and the helpers in HELPERS. The checks are the formulas of derivatives.py and the cases of tensors.py; of these
only the ones that come through the changed line are run. A change that makes no difference stands in SAME, with the
reason; any other that nobody notices fails.
"""
import ast, contextlib, copy, gc, inspect, sys, types, warnings
from collections import Counter

import numpy as np
import torch
from hypothesis import Phase
from torch.nn import functional as F

import derivatives, tensors
from micrograd_nb.all import Tensor, Value, avg_pool2d, check_grads, conv2d, grad, hessian, jit, linear, max_pool2d, pad, tanh
from micrograd_nb import activations, backprop, elementwise, functions, images, layers, products, reductions, shapes, tensor, value
from report import row

MODULES = (value, backprop, activations, functions, tensor, elementwise, shapes, reductions, products, images, layers)
HELPERS = set("power_slope _power_slope _backward undo_broadcast _matmul_rules _put".split())  # parts of rules with a name of their own
MAKERS = {"Value": 3, "_result": 3}  # what makes a node, and where among its inputs the rules stand

# Changes that make no difference, as "function: change", with the reason; one that stands here twice is found at two places.
SAME = {
    "a sum does not depend on the order of the axes or of equal parts": (
        "value.__add__: order reversed in (1.0, 1.0)", "tensor.__add__: order reversed in (lambda g: g, lambda g: g)",
        "tensor.undo_broadcast: order reversed in (*range(added), *stretched)", "images.avg_pool2d: order reversed in (first, *others)"),
    "-0.0 and 1.001*0.0 are 0": (
        *(f"activations.{name}: {what} in 0.0 of Value({name}(self.data), (self,), '{name}', (0.0,))" for name in ("step", "sign") for what in ("negated", "a thousandth too large")),
        *(f"{name}: {what} in np.zeros_like({x})" for name,x in (("reductions.prod", "x"), ("images.max_pool2d", "a"), ("images.avg_pool2d", "a")) for what in ("negated", "a thousandth too large")),
        "shapes.pad: negated in 0 of zip(pairs[:, 0], x.shape)", "products._matmul_rules: negated in 0 of d[..., 0, :]", "products._matmul_rules: negated in 0 of d if b.ndim > 1 else d[..., 0]"),
    "the powers below 1 at 0 are infinite, and stay so; those between 1 and 2 have a slope of 0 on both ways": (
        "value._power_slope: another number in 1 of n >= 1 or not x <= 0 <= x", "value._power_slope: another number in 1 of power_slope(x, n - 1)"),
    "the number is multiplied by 0, or another one is taken in its place": (
        "tensor._power_slope: another number in 1 of np.where(flat, 1, n - 1)", "tensor.__pow__: another number in 1 of np.where(a == 0, 1, a)",
        "tensor.__pow__: another number in 0 of np.where(a == 0, 0, o * np.log(np.where(a == 0, 1, a)))",
        "reductions.logsumexp: another number in 1 of np.where(total == 0, 1, total)"),
    "only the shape and the type are looked at, or whether it is 0": (
        "tensor._backward: negated in inp._data", "tensor._backward: a thousandth too large in inp._data", "elementwise.where: a thousandth too large in _plain(condition)",
        "images.conv2d: negated in _channels_last(n, channels, *framed_size, dtype)", "images.conv2d: a thousandth too large in _channels_last(n, channels, *framed_size, dtype)"),
    "windows are square": ("images.avg_pool2d: another number in 0 of size[0] * size[1]",),
    "an axis too many has the length 1, and is summed away with the others that broadcasting added": ("products._matmul_rules: another number in 1 of a if a.ndim > 1 else a[None]",),
    "NumPy takes every negative length for the one that is left": (
        "reductions.prod: another number in 1 of (*rows.shape[:x.ndim - len(axes)], -1)", "layers.cross_entropy: another number in 1 of d.reshape(-1)", "layers.cross_entropy: another number in 1 of e.reshape(-1)"),
}


# Where the rules are ------------------------------------------------------------------------------------------------

def rules_of(function):
    "The expressions and inner functions in which a function says its derivatives"
    made = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            and len(node.args) > (at := MAKERS.get(node.func.id, 99)) and not is_empty(node.args[at])]
    if function.name in HELPERS: return function.body
    found,names = [call.args[MAKERS[call.func.id]] for call in made],set()
    for part in found:  # grows on the way: what a rule is computed from belongs to it
        names |= {n.id for n in ast.walk(part) if isinstance(n, ast.Name)}
        for node in function.body:
            said = (isinstance(node, ast.FunctionDef) and node.name in names
                    or isinstance(node, ast.Assign) and names & {n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)})
            if said and node not in found: found.append(node)
    return found

def is_empty(node): return isinstance(node, ast.Tuple) and not node.elts

def found():
    "Each function of a module that holds a rule: its tree, and the rules in it"
    for module in MODULES:
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.FunctionDef) and (rules := rules_of(node)): yield module,node,rules


# What is changed ----------------------------------------------------------------------------------------------------

OTHER = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.Gt: ast.LtE, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.LtE: ast.Gt}

def changes(node):
    "The ways to change one node of the tree, each as (what is done, the new node)"
    def like(**new):
        changed = copy.copy(node)
        for name,part in new.items(): setattr(changed, name, part)
        return changed
    if isinstance(node, ast.BinOp):
        if type(node.op) in OTHER: yield "other operator",like(op=OTHER[type(node.op)]())
        if isinstance(node.op, (ast.Sub, ast.Div, ast.Pow, ast.MatMult)): yield "inputs swapped",like(left=node.right, right=node.left)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub): yield "without the sign",node.operand
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHER: yield "the other way round",like(ops=[OTHER[type(node.ops[0])](), *node.ops[1:]])
    if isinstance(node, ast.Constant) and type(node.value) in (int, float): yield "another number",like(value=node.value*1.5 if isinstance(node.value, float) and node.value else node.value + 1)
    if isinstance(node, ast.Tuple) and len(node.elts) > 1 and isinstance(node.ctx, ast.Load): yield "order reversed",like(elts=node.elts[::-1])

def slopes(node):
    "The expressions below a node that are a whole local derivative, or what a rule returns"
    if isinstance(node, ast.Lambda): yield node.body
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load): yield from (part for part in node.elts if not isinstance(part, (ast.Lambda, ast.Name, ast.Starred)))
    elif isinstance(node, ast.FunctionDef): yield from (n.value for n in ast.walk(node) if isinstance(n, ast.Return) and n.value)

def mutants(tree, rules):
    "Each way to change one place in the rules of a function, as (what, where, the changed function); a number or a name is told by what it stands in"
    above = {id(part): node for node in ast.walk(tree) for part in ast.iter_child_nodes(node)}
    def told(node):
        text,around = ast.unparse(node),node
        if isinstance(node, (ast.Constant, ast.Name, ast.UnaryOp)):
            while len(ast.unparse(around)) < 12 and id(around) in above: around = above[id(around)]
        return f"{text} of {ast.unparse(around)}".splitlines()[0] if around is not node else text
    places = {id(node): node for rule in rules for node in ast.walk(rule)}
    texts = {id(n) for node in places.values() if isinstance(node, (ast.Raise, ast.JoinedStr)) for n in ast.walk(node)}
    for node in places.values():
        if id(node) not in texts: yield from ((what, told(node), replaced(tree, node, new)) for what,new in changes(node))
    for slope in {id(slope): slope for node in (*rules, *places.values()) for slope in slopes(node)}.values():
        yield "negated",told(slope),replaced(tree, slope, ast.UnaryOp(ast.USub(), slope))
        yield "a thousandth too large",told(slope),replaced(tree, slope, ast.BinOp(ast.Constant(1.001), ast.Mult(), slope))

def replaced(node, old, new):
    "The tree with one node in place of another, copied along the way"
    if node is old: return new
    if isinstance(node, list): return [replaced(n, old, new) for n in node]
    if not isinstance(node, ast.AST): return node
    places = {a: getattr(node, a) for a in node._attributes if hasattr(node, a)}
    return type(node)(**places, **{name: replaced(part, old, new) for name,part in ast.iter_fields(node)})


# Who notices --------------------------------------------------------------------------------------------------------

KINKS = {"relu(x)": torch.relu, "leaky_relu(x)": F.leaky_relu, "abs(x)": torch.abs, "sign(x)": torch.sign, "0**x": lambda x: torch.zeros(())**x,
         **{formula: lambda x, formula=formula: eval(formula) for formula in ("x**0", "x*x**0", "x*x**1", "x**0.5", "x**1", "x**1.5", "x**2", "x**2.5", "x**3")}}

def hold_kink(formula, theirs):
    "At 0 and beside it, the slope, its slope and the slope of that are PyTorch's, where it knows one"
    for point in (0.0, 0.7):
        ours,x = derivatives.our(formula),torch.tensor(point, dtype=torch.float64, requires_grad=True)
        y = theirs(x)
        for order in (1, 2, 3):
            ours = derivatives.grad(ours)
            if y.requires_grad: y, = torch.autograd.grad(y, x, create_graph=True, materialize_grads=True)
            else: y = torch.zeros(())  # no slope is left there
            if y.isfinite() or y.isinf(): agree(ours(point), y.item(), f"{formula} at {point}, order {order}")

def agree(ours, theirs, where):
    "Equal to 6 digits; inf where they have inf, nan where they have nan"
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-6, err_msg=where)

X,W,B,Z = (np.random.default_rng(seed).normal(size=size) for seed,size in enumerate(((4, 3), (2, 3), (2,), (1, 2, 4, 4))))
SECOND = {"linear": (lambda x, w, b: tanh(linear(x, w, b)).sum(), X, W, B), "linear of one": (lambda x, w, b: tanh(linear(x, w, b)).sum(), X[0], W, B),
          "[]": (lambda x: (x[[0, 2, 2]]**3).sum() + (x[1]**2).sum(), X), "cross_entropy": (lambda x: x.cross_entropy([0, 2, 1, 1]), X),
          "cross_entropy, sum": (lambda x: x.cross_entropy([0, 2, 1, 1], "sum"), X), "@": (lambda x, w: tanh(x @ w.T).sum(), X, W),
          "conv2d": (lambda z, w: tanh(conv2d(z, w)).sum(), Z, W.reshape(1, 2, 3, 1)), "max_pool2d": (lambda z: (max_pool2d(z)**3).sum(), Z),
          "avg_pool2d": (lambda z: (avg_pool2d(z)**3).sum(), Z), "pad": (lambda x: (pad(x, ((1, 0), (0, 2)))**3).sum(), X)}

def hold_second(f, *arrays, nudge=1e-6):
    "The slope, and the slope of the slope along the arrays, agree with nudging"
    slopes = grad(f, argnums=tuple(range(len(arrays))))
    up,down = ([a*(1 + side*nudge) for a in arrays] for side in (1, -1))
    agree(sum((g*a).sum() for g,a in zip(slopes(*arrays), arrays)), (float(f(*map(Tensor, up))) - float(f(*map(Tensor, down))))/(2*nudge), "first")
    def squares(*inputs): return sum((g*g + g*a).sum() for g,a in zip(slopes(*inputs), arrays))
    ours,theirs = grad(squares, argnums=tuple(range(len(arrays))))(*arrays),(squares(*up) - squares(*down))/(2*nudge)
    agree(sum((g*a).sum() for g,a in zip(ours, arrays)), theirs, "second")

def hold_case(name, case):
    if wrong := tensors.run(name, case): raise AssertionError(wrong)

def hold_use():
    "What a single formula does not show: a number that is used twice, a slope that arrives, `check_grads`"
    x = Value(0.7)
    y = x*x + x
    (y*3.0).backward()
    assert abs(x.grad - 3*2.4) < 1e-12
    assert check_grads(lambda a, b: a*b + a, 0.3, 0.5)
    def loss(x): return x.cross_entropy([0, 2, 1, 1])
    def scaled(s): return (grad(lambda x: loss(x)*s)(X)**2).sum()
    agree(grad(scaled)(3.0), 6*(grad(loss)(X)**2).sum(), "a slope arrives that is traced")

    powers,rows = Tensor([0.0, 2.0], requires_grad=True),Tensor([[-np.inf]*2, [0.0, 0.0]], requires_grad=True)
    (Tensor([0.0, 3.0])**powers).sum().backward()
    agree(powers.grad, [0.0, 9*np.log(3)], "0**n")
    agree(grad(lambda x: x.std(1).sum())(np.array([[2.0, 2.0], [1.0, 3.0]])), [[0, 0], [-0.5, 0.5]], "std of equal numbers")
    rows.logsumexp(1).sum().backward()
    agree(rows.grad, [[0, 0], [0.5, 0.5]], "logsumexp of nothing")

def hold_corner():
    "All second slopes of x**y where the power has a corner, and where only its slope in x has one"
    for point,truth in (((0.5, 0.0), [[0, 2], [2, np.log(2)**2]]), ((0.0, 0.0), [[0, 0], [0, 0]]), ((0.0, 2.0), [[2, 0], [0, 0]])):
        for pair in (list(point), np.array(point)): agree(hessian(lambda v: v[0]**v[1])(pair), truth, f"x**y at {point}")
    agree(grad(grad(lambda x: x**0))(float("nan")), 0, "x**0 at nan")
    agree(grad(lambda n: grad(lambda a: a**n)(0.0)*n)(0.0), 0, "the slope of a**n in a, as a number to go on with")

def hold_program():
    "In a program, where no number is known yet"
    step = jit(grad(lambda a, n: a**n, argnums=(0, 1)), backend="python")
    for a,n in ((0.0, 2.0), (1.5, 2.5)): agree(step(a, n), grad(lambda a, n: a**n, argnums=(0, 1))(a, n), f"{a}**{n} in a program")

def checks():
    "Every check, as a name and a function that raises"
    truth = {key: number for key,number in derivatives.sympys_derivatives().items() if key[2] < 3}
    for formula in derivatives.POINTS:
        part = {key: number for key,number in truth.items() if key[0] == formula}
        yield formula,lambda part=part: derivatives.hold_one(part, (1, 2), ("grad",))
    for formula,theirs in KINKS.items(): yield f"{formula} at a kink",lambda formula=formula, theirs=theirs: hold_kink(formula, theirs)
    for name,(f,*arrays) in SECOND.items(): yield f"second of {name}",lambda f=f, arrays=arrays: hold_second(f, *arrays)
    yield "use",hold_use
    yield "corner",hold_corner
    yield "program",hold_program
    for name,case in tensors.CASES.items(): yield name,lambda name=name, case=case: hold_case(name, case)

def seen_by(check):
    "The functions of the package that a check comes through"
    seen = set()
    def note(frame, event, arg):
        if event == "call": seen.add(frame.f_code)
    sys.setprofile(note)
    try: check()
    finally: sys.setprofile(None)
    return seen

@contextlib.contextmanager
def changed(functions, tree):
    "As long as this lasts, the functions run the code of the changed tree"
    module = compile(ast.fix_missing_locations(ast.Module([tree], [])), "changed", "exec")
    code = next(c for c in module.co_consts if isinstance(c, types.CodeType) and c.co_name == tree.name)
    old = functions[0].__code__
    for f in functions: f.__code__ = code
    try: yield
    finally:
        for f in functions: f.__code__ = old

def noticed(able, examples):
    "Does one of the checks fail, with so many drawn examples?"
    tensors.EXAMPLES = examples
    for check in able:
        try: check()
        except Exception: return True


if __name__ == "__main__":
    torch.set_num_threads(1)
    tensors.torch,tensors.F,tensors.PHASES = torch,F,(Phase.generate,)  # found is enough
    np.seterr(all="ignore"); warnings.simplefilter("ignore")
    suite = dict(checks())
    ways = {name: seen_by(check) for name,check in suite.items()}  # fails here if the library itself does
    alive = [f for f in gc.get_objects() if isinstance(f, types.FunctionType)]
    every = int(sys.argv[1]) if sys.argv[1:] else 1
    only = sys.argv[2] if sys.argv[2:] else ""
    number,total,unnoticed = 0,0,Counter()
    for module,tree,rules in found():
        line = min([tree.lineno, *(d.lineno for d in tree.decorator_list)])
        functions = [f for f in alive if f.__code__.co_filename == module.__file__ and (f.__code__.co_name, f.__code__.co_firstlineno) == (tree.name, line)]
        able = [suite[name] for name in suite if functions[0].__code__ in ways[name]]
        for what,where,new in mutants(tree, rules):
            number += 1
            name = f"{module.__name__.split('.')[1]}.{tree.name}: {what} in {where}"
            if number % every or only not in name: continue
            total += 1
            with changed(functions, new): unnoticed[name] += not any(noticed(able, examples) for examples in (8, 60))
    same = Counter(name for names in SAME.values() for name in names)
    if more := +(unnoticed - same): sys.exit("not noticed:\n" + "\n".join(more))
    if every == 1 and not only and (stale := same - unnoticed): sys.exit(f"noticed now, so no longer in SAME: {list(stale)}")
    killed = total - unnoticed.total()
    row("changed rules", total, f"{killed} noticed by a check, {unnoticed.total()} make no difference, for reasons that are stated", killed=killed)
