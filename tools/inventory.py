"""Hold every public name against PyTorch, JAX and mpmath: `python tools/inventory.py`; a number behind it draws that many times as much

The names are listed from the modules. HELD says for each what holds it: a check below, which must have compared something
under that name; another tool, in which it must occur; or the page that asserts it. A name without an entry fails, and so does
an entry without a name. Where ours, PyTorch and JAX say different things, CONVENTIONS has to say so, to the number.
"""
import ast, importlib, json, random, re, sys, types, warnings
from collections import Counter
from math import copysign, inf, isnan, nan
from pathlib import Path

import jax, mpmath, numpy as np, torch
import jax.numpy as jnp
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from mpmath import mp, mpf
from torch.nn import functional as F

import micrograd_nb.all as mg
from micrograd_nb.all import Module, Tensor, Value
from report import row

jax.config.update("jax_enable_x64", True)
torch.set_num_threads(1)
mp.dps = 50
SCALE = float(sys.argv[1]) if sys.argv[1:] else 1.0
TOL = 1e-10
count,worst,seen = Counter(),{},Counter()


# What holds each name -----------------------------------------------------------------------------------------------

HELD = {
    "here": """
        exp log sqrt power sin cos step sign relu leaky_relu tanh sigmoid softplus erfc silu gelu stop_gradient Value.stop_gradient Tensor.stop_gradient
        Value.exp Value.log Value.sqrt Value.sin Value.cos Value.step Value.sign Value.relu Value.leaky_relu Value.tanh Value.sigmoid Value.softplus
        Value.erfc Value.silu Value.gelu Value.__add__ Value.__radd__ Value.__mul__ Value.__rmul__ Value.__sub__ Value.__rsub__ Value.__truediv__
        Value.__rtruediv__ Value.__pow__ Value.__rpow__ Value.__neg__ Value.__abs__ Value.__lt__ Value.__le__ Value.__gt__ Value.__ge__ Value.backward
        Tensor.__lt__ Tensor.__le__ Tensor.__gt__ Tensor.__ge__ Tensor.__eq__ Tensor.__ne__ Tensor.backward power_slope
        ACTIVATIONS LOSSES OPTIMIZERS SCHEDULES INITS METRICS mse mae huber bce hinge cross_entropy accuracy l1 l2 SGD RMSprop Adam AdamW
        clip_grad_value clip_grad_norm constant step_decay cosine warmup one_cycle init_uniform init_kaiming init_xavier Neuron Layer MLP
        grad value_and_grad vjp jvp hvp jacobian hessian vmap checkpoint custom_rule make_program simplify fold share drop gather""",
    "tensors.py": """
        where maximum minimum take concat stack split pad linear einsum conv2d max_pool2d avg_pool2d Linear Sequential to_tensor Conv2d MaxPool2d
        AvgPool2d Flatten Embedding Dropout LayerNorm BatchNorm1d BatchNorm2d Tensor.T Tensor.__abs__ Tensor.__add__ Tensor.__getitem__ Tensor.__iter__
        Tensor.__matmul__ Tensor.__mul__ Tensor.__neg__ Tensor.__pow__ Tensor.__radd__ Tensor.__rmatmul__ Tensor.__rmul__ Tensor.__rpow__ Tensor.__rsub__
        Tensor.__rtruediv__ Tensor.__sub__ Tensor.__truediv__ Tensor.abs Tensor.argmax Tensor.astype Tensor.broadcast_to Tensor.clip Tensor.cos
        Tensor.cross_entropy Tensor.cumsum Tensor.detach Tensor.erf Tensor.erfc Tensor.exp Tensor.gelu Tensor.leaky_relu Tensor.log Tensor.log_softmax
        Tensor.logsumexp Tensor.max Tensor.mean Tensor.min Tensor.permute Tensor.prod Tensor.relu Tensor.reshape Tensor.sigmoid Tensor.sign Tensor.silu
        Tensor.sin Tensor.softmax Tensor.softplus Tensor.sqrt Tensor.squeeze Tensor.std Tensor.step Tensor.sum Tensor.tanh Tensor.transpose
        Tensor.unsqueeze Tensor.var""",
    "tensors.py check": "check_tensor_grads", "compiled.py hold_network": "jit", "compiled.py hold_program": "Loops Native",
    "compiled.py programs": "Program", "bridges.py": "as_torch of_torch as_jax of_jax",
    "interop.py": "from_torch to_torch from_jax to_jax from_tinygrad to_tinygrad to_onnx layers_of model_of",
    "page 00_numeric": "num_deriv num_grad", "page 00b_functions": "NumberLike as_number numlike",
    "page 01_value": "Value Value.data Value.grad Value.label Value.__repr__ Value.__float__ Value.__format__ Value.__bool__",
    "page 02_graph": "trace render_svg draw_dot", "page 03_engine": "build_topo topo_sort check_grads",
    "page 05_nn": "Module Module.modules Module.n_params Module.named_parameters Module.named_values Module.parameters Module.training Module.zero_grad",
    "page 06_train": "Module.train", "page 08_optim": "Optimizer",
    "page 10_data": "DATASETS moons circles spirals xor blobs line sine train_test_split batches", "page 11_files": "save load Module.state_dict Module.load_state_dict",
    "page 12_fit": "History gc_paused predict evaluate Run Progress fit Module.eval", "page 13_rates": "RateSearch lr_find",
    "page 14_plots": "plot_boundary plot_predictions LayerWatch plot_network",
    "page 16_arrays": """undo_broadcast Tensor no_grad Tensor.no_grad Tensor.data Tensor.grad Tensor.label Tensor.dtype Tensor.item Tensor.ndim Tensor.numpy
        Tensor.requires_grad Tensor.shape Tensor.size Tensor.tolist Tensor.__repr__ Tensor.__reduce__""",
    "page 17_elementwise": "Tensor.__bool__ Tensor.__float__ Tensor.__format__ Tensor.__hash__", "page 18_shapes": "Tensor.__len__ Tensor.__setitem__",
    "page 19_reductions": "Tensor.__array_function__ Tensor.__array_ufunc__ Tensor.__array__", "page 21_images": "windows", "page 22_layers": "Tensor.targets",
    "page 23_trees": "tree_flatten tree_leaves tree_paths tree_map", "page 24_transforms": "Traced Reverse", "page 26_forward": "Forward",
    "page 28_transforms_of_arrays": "TracedTensor", "page 29_batches": "Batch", "page 31_programs": "Symbol", "page 33_loops": "Kind",
    "page 34_machine": "llvm_code", "page 35_jit": "Stored Step Compiled", "page 37_interop": "LayerData Tensor.to_torch Tensor.from_torch Tensor.to_jax Tensor.from_jax",
    "page 38_bridges": "put_back Tensor.__dlpack__ Tensor.__dlpack_device__", "page figures": "figure_style", "page steps": "backward_steps step_through"}
SPELT = {  # how a page writes what Python calls by another name
    "__repr__": r"repr\(|test_eq\(str\(|f\"\{", "__float__": r"float\(", "__format__": r"f\"\{.*:|format\(", "__bool__": r"bool\(|\bif |not ", "__hash__": r"hash\(|\{",
    "__dlpack__": r"from_dlpack", "__len__": r"len\(", "__setitem__": r"\]\s*=|__setitem__", "__reduce__": r"pickle|copy", "__array__": r"np\.\w+\(|asarray", "__array_function__": r"np\.\w+\(", "__array_ufunc__": r"np\.\w+\("}
REGISTRIES = "ACTIVATIONS LOSSES OPTIMIZERS SCHEDULES INITS DATASETS METRICS".split()
FOLDER = Path(__file__).resolve().parent

def listed():
    "Every public function, class and registry, and every public method, property and operator of Value, Tensor and Module"
    names = {n for n,v in vars(mg).items() if not n.startswith("_") and not isinstance(v, types.ModuleType)
             and (n in REGISTRIES or callable(v) and str(v.__module__).startswith("micrograd_nb"))}
    plain = {"__init__", "__call__", "__module__", "__doc__", "__slots__", "__dict__", "__weakref__"}
    for kind in (Value, Tensor, Module):
        own = {n for base in kind.__mro__ if base.__module__.startswith("micrograd_nb") for n in vars(base)} - plain
        names |= {f"{kind.__name__}.{n}" for n in own if (not n.startswith("_") or n.startswith("__") and n.endswith("__")) and getattr(kind, n) is not None}
    return names

def words(tool, inside=None):
    "All names and texts in the code of a tool, or of one function in it"
    tree = ast.parse((FOLDER/tool).read_text())
    if inside: tree, = (f for f in tree.body if isinstance(f, ast.FunctionDef) and f.name == inside)
    nodes = list(ast.walk(tree))
    text = " ".join(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return {n.id for n in nodes if isinstance(n, ast.Name)}|{n.attr for n in nodes if isinstance(n, ast.Attribute)}|set(re.findall(r"\w+", text))

def asserted(page, name):
    "Has the page a cell with an assertion that mentions the name?"
    cells = ["".join(c["source"]) for c in json.loads((FOLDER.parent/f"nbs/{page}.ipynb").read_text())["cells"] if c["cell_type"] == "code"]
    word = SPELT.get(name, rf"\b{name}\b")
    return any(re.search(r"\bassert\b|\btest_\w+\(", c) and re.search(word, c) for c in cells)

def hold_names():
    "What the table misses, and what it has too much; after all checks, as they note what they compared"
    table = Counter(n for names in HELD.values() for n in names.split())
    wrong = [f"{n} has no entry: put it into HELD of tools/inventory.py, with a check that compares it" for n in sorted(listed() - set(table))]
    wrong += [f"{n} is in HELD, but there is no such name: take it out, or mend the name" for n in sorted(set(table) - listed())]
    wrong += [f"{n} is in HELD {k} times: leave one" for n,k in table.items() if k > 1]
    cases = {c.split()[0] for c in importlib.import_module("tensors").CASES}
    for how,names in HELD.items():
        tool,*inside = how.split()
        found = cases if how == "tensors.py" else words(tool, *inside) if tool.endswith(".py") else None
        for full in names.split():
            name = full.split(".")[-1]
            if how == "here": ok = seen[full] > 0
            else: ok = asserted(inside[0], name) if tool == "page" else name in found
            if not ok: wrong.append(f"{full} should be held by {how}, which does not mention it: add an assertion there, or name in HELD what holds it")
    return wrong,len(table)


# Noting what was compared -------------------------------------------------------------------------------------------

class Wrong(AssertionError): "Two numbers that should be one"

def note(kind, against, names, ours, right, tol=TOL, what=""):
    "Note how far numbers are apart, relative where larger than 1; nan is nan, inf is inf; fail beyond `tol`"
    ours,right = np.asarray(ours, float),np.asarray(right, float)
    if ours.shape != right.shape: raise Wrong(f"{kind}, {names} {what}: the shape is {ours.shape}, {against} has {right.shape}")
    same = (ours == right)|(np.isnan(ours) & np.isnan(right))
    with np.errstate(all="ignore"): apart = np.where(same, 0, np.abs(ours - right)/np.maximum(1, np.abs(right))).max(initial=0)
    count[kind] += ours.size
    for n in names.split(): seen[n] += 1
    if not apart <= tol: raise Wrong(f"{kind}, {names} {what}: ours {ours}, {against} {right}, apart by {apart:.1e}")
    worst[kind, against] = max(worst.get((kind, against), 0.0), apart)

def drawn(n, *strategies):
    "Run a function on examples that are the same in every run"
    def decorate(f):
        return lambda: settings(max_examples=max(1, int(n*SCALE)), derandomize=True, database=None, deadline=None,
                                suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate))(given(*strategies)(f))()
    return decorate

def arr(x): return np.asarray(x.data if isinstance(x, Tensor) else x.detach() if isinstance(x, torch.Tensor) else x, float)


# Operations of one number -------------------------------------------------------------------------------------------

def msig(x): return 1/(1 + mpmath.exp(-x))
def mgelu(x): return x*(1 + mpmath.tanh(mpmath.sqrt(2/mp.pi)*(x + mpf(0.044715)*x**3)))/2
def same(f): return f, f, f, f
def named(name, mpf_, t=None, j=None): return getattr(mg, name),t or getattr(torch, name),j or getattr(jnp, name),mpf_

OPS = {  # what is written: ours, PyTorch's, JAX's, mpmath's
    **{n: named(n, getattr(mpmath, n)) for n in "exp log sqrt sin cos tanh".split()}, "sign": named("sign", mpmath.sign),
    "erfc": named("erfc", mpmath.erfc, torch.erfc, jax.lax.erfc), "sigmoid": named("sigmoid", msig, torch.sigmoid, jax.nn.sigmoid),
    "relu": named("relu", lambda x: x if x > 0 else x*0, torch.relu, jax.nn.relu),
    "softplus": named("softplus", lambda x: mpmath.log1p(mpmath.exp(x)), lambda x: F.softplus(x, threshold=1e9), jax.nn.softplus),
    "silu": named("silu", lambda x: x*msig(x), F.silu, jax.nn.silu),
    "step": named("step", lambda x: mpf(x > 0), lambda x: torch.heaviside(x.detach(), torch.zeros((), dtype=x.dtype)), lambda x: jnp.heaviside(x, 0.0)),
    "leaky_relu": (lambda x: mg.leaky_relu(x, 0.25), lambda x: F.leaky_relu(x, 0.25), lambda x: jax.nn.leaky_relu(x, 0.25), lambda x: x if x > 0 else x/4),
    "gelu": named("gelu", mgelu, lambda x: F.gelu(x, approximate="tanh"), lambda x: jax.nn.gelu(x, approximate=True)),
    "gelu none": (lambda x: mg.gelu(x, "none"), F.gelu, lambda x: jax.nn.gelu(x, approximate=False), lambda x: x*mpmath.erfc(-x/mpmath.sqrt(2))/2),
    **{s: same(eval(f"lambda x: {s}")) for s in ("-x", "abs(x)", "x + x", "x + 2.0", "2.0 + x", "x - 2.0", "2.0 - x", "x*x", "x*0.0", "3.0*x", "x/2.0", "1.0/x", "x**0", "x**1",
       "x**2", "x**3", "x**-1", "x**-2", "x**0.5", "x**1.5", "x**2.5", "x**-0.5", "2.0**x", "0.5**x", "1.0**x", "0.0**x")}}
COVERS = {"-x": "neg", "abs(x)": "abs", "x + x": "add", "x + 2.0": "add", "2.0 + x": "radd", "x - 2.0": "sub", "2.0 - x": "rsub", "x*x": "mul", "x*0.0": "mul", "3.0*x": "rmul",
          "x/2.0": "truediv", "1.0/x": "rtruediv", **{s: "pow" for s in OPS if s.startswith("x**")}, **{s: "rpow" for s in OPS if s.endswith("**x")}}
HOSTILE = (0.0, -0.0, 5e-324, -5e-324, 1e-300, -1e-300, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0, 3.0, 30.0, -30.0, 800.0, -800.0, 1e300, -1e300, inf, -inf, nan)
REFUSED = {  # where a Value raises an error, and a Tensor goes on with inf or nan
    "log": lambda x: x <= 0, "sqrt": lambda x: x < 0, **{f"x**{n}": lambda x: -inf < x < 0 for n in (0.5, 1.5, 2.5)}, "x**-0.5": lambda x: -inf < x <= 0,
    **{s: lambda x: x == 0 for s in ("1.0/x", "x**-1", "x**-2")}, "0.0**x": lambda x: -inf < x < 0,
    "x/y": lambda x, y: y == 0, "x**y": lambda x, y: x < 0 or x == 0 and -inf < y < 0}
NEGATIVE = (-5e-324, -1e-300, -0.5, -1.0, -2.0, -30.0, -800.0, -1e300)
CONVENTIONS = {  # why: what, which derivative (of x and y: the second is the slope in y), where, and what Value, Tensor, PyTorch and JAX say
    "nan is on no side of 0, says a Value; NumPy's sign of nan is nan": [
        ("sign", 0, [nan], (0, nan, 0, nan)), ("abs(x)", 1, [nan], (0, nan, 0, -1)), ("step", 0, [nan], (0, 0, 0, nan)), ("step", 1, [nan], (0, 0, 0, 1))],
    "PyTorch lets a gradient through relu at nan": [("relu", 1, [nan], (0, 0, 1, 0))],
    "JAX takes the slope on the right": [("abs(x)", 1, [0.0, -0.0], (0, 0, 0, 1)), ("leaky_relu", 1, [0.0, -0.0], (0.25, 0.25, 0.25, 1))],
    "with a threshold of 1e9, PyTorch's softplus overflows": [("softplus", 0, [800.0], (800, 800, inf, 800)), ("softplus", 1, [800.0], (1, 1, nan, 1))],
    "PyTorch's second slope of the exact gelu is nan at huge numbers": [("gelu none", 2, [1e300, -1e300], (0, 0, nan, 0))],
    "C gives -inf to a broken power inf or 0; PyTorch, and NumPy for the root, take it for a root": [
        ("x**0.5", 0, [-inf], (inf, nan, nan, inf)), ("x**0.5", 1, [-inf], (0, 0, nan, 0)), ("x**1.5", 1, [-inf], (inf, nan, nan, inf)),
        ("x**1.5", 2, [-inf], (0, 0, nan, 0)), ("x**2.5", 2, [-inf], (inf, nan, nan, inf)), ("x**-0.5", 0, [-inf], (0, 0, nan, 0))],
    "where the base is 0, the slope in the exponent is 0 here": [
        ("0.0**x", 2, [0.0, -0.0, 5e-324, 1e-300, 0.5, 1.0, 2.0, 3.0, 30.0, 800.0, 1e300, inf], (0, 0, nan, 0)),
        ("0.0**x", 1, NEGATIVE, ("refused", 0, -inf, nan)), ("0.0**x", 2, NEGATIVE, ("refused", 0, inf, nan)),
        ("0.0**x", 1, [-inf], (0, 0, -inf, nan)), ("0.0**x", 2, [-inf], (0, 0, inf, nan)), *[("0.0**x", k, [nan], (0, 0, nan, nan)) for k in (1, 2)],
        ("x**y", 2, [(0.0, -1.0)], ("refused", 0, -inf, nan)), ("x**y", 2, [(-0.0, -1.0)], ("refused", 0, inf, nan)),
        ("x**y", 2, [(0.0, -inf), (-0.0, -inf)], (0, 0, -inf, nan)), ("x**y", 2, [(0.0, nan), (-0.0, nan)], (0, 0, nan, nan))],
    "x**0 is 1 wherever x is, says all but JAX": [("x**y", 1, [(0.0, 0.0), (0.0, -0.0), (-0.0, 0.0), (-0.0, -0.0), (nan, 0.0), (nan, -0.0)], (0, 0, 0, nan))],
    "a Value divides by multiplying with 1/y, as JAX does in its slope: inf for a subnormal y, and a slope of 0 where y*y overflows": [
        ("x/y", 0, [(0.0, 5e-324)], (nan, 0, 0, nan)), ("x/y", 2, [(0.0, 5e-324)], (nan, -0.0, 0, nan)), ("x/y", 0, [(-0.0, 5e-324)], (nan, -0.0, -0.0, nan)),
        ("x/y", 2, [(-0.0, 5e-324)], (nan, 0, 0, nan)), ("x/y", 0, [(5e-324, 5e-324)], (inf, 1, 1, nan)),
        ("x/y", 2, [(inf, 1e300)], (nan, -inf, -inf, nan)), ("x/y", 2, [(-inf, 1e300)], (nan, inf, inf, nan))]}
HOSTILE32 = (0.0, -0.0, 1e-40, -1e-40, 0.5, -0.5, 1.0, -1.0, 2.0, 3.0, -2.0, 10.0, -10.0, 80.0, -80.0, 1e30, -1e30, inf, -inf, nan)
BELOW,ABOVE = (-1e-40, -0.5, -1.0, -2.0, -10.0, -80.0, -1e30, -inf),(0.0, -0.0, 1e-40, 0.5, 1.0, 2.0, 3.0, 10.0, 80.0, 1e30, inf, nan)
FLOAT32 = (  # the same for Tensor and PyTorch in float32
    ("sign", 0, [nan], (nan, 0)), ("relu", 1, [nan], (0, 1)), ("abs(x)", 1, [nan], (nan, 0)), ("gelu none", 0, [inf], (inf, nan)), ("gelu none", 2, [1e30, -1e30], (0, nan)),
    ("x**0.5", 1, [-inf], (0, nan)), ("x**1.5", 2, [-inf], (0, nan)), ("x**-0.5", 0, [-inf], (0, nan)),
    ("0.0**x", 1, BELOW, (0, -inf)), ("0.0**x", 1, [nan], (0, nan)), ("0.0**x", 2, BELOW, (0, inf)), ("0.0**x", 2, ABOVE, (0, nan)))

def number(f):
    "A number, or the word for what a Value refuses"
    try: return float(f())
    except (ValueError, ZeroDivisionError): return "refused"

def value_says(f, *xs):
    "Value, slopes and, for one number, the second slope; each way to a slope must say the same"
    n = range(len(xs))
    def engine(i):
        vs = [Value(x) for x in xs]
        f(*vs).backward()
        return vs[i].grad
    ways = [[lambda: f(*map(Value, xs))], *([lambda i=i: engine(i), lambda i=i: mg.grad(f, tuple(n))(*xs)[i]] for i in n)]
    if len(xs) == 1:  # of two, a tangent of 0 would meet an infinite slope
        ways[1].append(lambda: mg.jvp(f, xs, (1.0,))[1])
        ways.append([lambda: mg.grad(mg.grad(f))(*xs), lambda: mg.jvp(mg.grad(f), xs, (1.0,))[1]])
    said = [[number(way) for way in order] for order in ways]
    if not all(alike(a, order[0]) for order in said for a in order): raise Wrong(f"at {xs} backward, grad and jvp differ: {said}")
    return [order[0] for order in said]

def theirs_say(f, points, dtype=torch.float64):
    xs = [torch.tensor(p, dtype=dtype, requires_grad=True) for p in zip(*points)]
    def slope(y, x): return torch.autograd.grad(y.sum(), x, create_graph=True, materialize_grads=True, allow_unused=True)[0] + 0 if y.requires_grad else torch.zeros_like(x)
    y = f(*xs)
    slopes = [slope(y, x) for x in xs]
    return [a.detach().tolist() for a in (y, *slopes, *([slope(slopes[0], xs[0])] if len(xs) == 1 else []))]

def jax_says(f, points):
    xs = [jnp.array(p) for p in zip(*points)]
    fs = [f, *(jax.grad(f, i) for i in range(len(xs))), *([jax.grad(jax.grad(f))] if len(xs) == 1 else [])]
    return [np.asarray(jax.vmap(g)(*xs)).tolist() for g in fs]

def tensor_says(f, points, dtype=float):
    xs = tuple(np.array(p, dtype) for p in zip(*points))
    def total(*xs): return f(*xs).sum()
    fs = [lambda *xs: f(*map(Tensor, xs)), *(mg.grad(total, i) for i in range(len(xs))), *([lambda x: mg.grad(lambda x: mg.grad(total)(x).sum())(x)] if len(xs) == 1 else [])]
    return [arr(g(*xs)).tolist() for g in fs]

def alike(a, b, tol=TOL):
    if isinstance(a, str) or isinstance(b, str): return a == b
    return a == b or isnan(a) and isnan(b) or abs(a - b) <= tol*max(min(abs(a), abs(b)), 1e-3)

def subnormal(*xs): return any(0 < abs(x) < 2.3e-308 for x in xs)  # JAX takes them for 0, which is checked on its own

PAIRS = {"x + y": "add", "x - y": "sub", "x*y": "mul", "x/y": "truediv", "x**y": "pow"}
CORNERS = [(a, b) for c in [(0.0, -0.0, 5e-324, 1.0, -1.0, 0.5, 2.0, 1e300, inf, -inf, nan)] for a in c for b in c]

def declared():
    "The table, point by point"
    return {(name, order, repr(p if type(p) is tuple else (p,))): said for rows in CONVENTIONS.values() for name,order,points,said in rows for p in points}

def written(said): return tuple(x if isinstance(x, str) else f"{x + 0.0:.5g}" for x in said)

def hold_hostile():
    "Ours, PyTorch's and JAX's at numbers that hurt: equal, or declared"
    found = {}
    for name in (*OPS, *PAIRS):
        ours,t,j = OPS[name][:3] if name in OPS else same(eval(f"lambda x, y: {name}"))[:3]
        points = [(x,) for x in HOSTILE] if name in OPS else CORNERS
        refuses = REFUSED.get(name, lambda *xs: False)
        by_torch,by_jax,by_tensor = theirs_say(t, points),jax_says(j, points),tensor_says(ours, points)
        for i,p in enumerate(points):
            by_value = value_says(ours, *p)
            if refuses(*p) != ("refused" in by_value): raise Wrong(f"{name} at {p}: a Value says {by_value}, and REFUSED something else")
            for order,value in enumerate(by_value):
                said = (value, by_tensor[order][i], by_torch[order][i], by_jax[order][i])
                heard = [x for k,x in enumerate(said) if x != "refused" and not (k == 3 and subnormal(*p))]
                if all(alike(heard[0], x) for x in heard): pass
                else: found[name, order, repr(p)] = said
                count["hostile numbers"] += len(heard) - 1
        mark(name)
    have,want = ({k: written(v) for k,v in table.items()} for table in (found, declared()))
    wrong = [f"{k}: Value, Tensor, PyTorch and JAX say {have.get(k, 'all the same')}, CONVENTIONS says {want.get(k, 'nothing')}: mend ours, or declare it"
             for k in have|want if have.get(k) != want.get(k)]
    if wrong: raise Wrong("\n".join(wrong))
    for x in (5e-324, -1e-310):  # the one convention of JAX that is left out above; without it, nothing need be left out
        if float(jnp.sign(x)) != 0: raise Wrong("JAX no longer takes subnormal numbers for 0: take `subnormal` out")
    return found

def mark(name):
    "All names that an operation stands for"
    op = COVERS.get(name) or PAIRS.get(name)
    if op: seen[f"Value.__{op}__"] += 1
    else:
        for n in (name.split()[0], f"Value.{name.split()[0]}"): seen[n] += 1

def hold_float32():
    "Tensors of float32 at numbers that hurt: PyTorch's, or declared in FLOAT32"
    points,found = [(x,) for x in HOSTILE32],{}
    for name,(ours,t,*_) in OPS.items():
        for order,(a,b) in enumerate(zip(tensor_says(ours, points, "float32"), theirs_say(t, points, torch.float32))):
            for (x,),o,r in zip(points, a, b):
                count["float32"] += 1
                if not (o == r or isnan(o) and isnan(r) or abs(o - r) <= 2e-5*max(1, min(abs(o), abs(r)))): found[name, order, repr(x)] = written((o, r))
    wanted = {(name, order, repr(float(x))): written(said) for name,order,xs,said in FLOAT32 for x in xs}
    wrong = [f"float32, {k}: Tensor and PyTorch say {found.get(k, 'the same')}, FLOAT32 says {wanted.get(k, 'nothing')}: mend ours, or declare it"
             for k in found|wanted if found.get(k) != wanted.get(k)]
    if wrong: raise Wrong("\n".join(wrong))

def hold_truth():
    "Ordinary numbers in 50 digits: value and two slopes, relative to 1 or to the truth where that is larger"
    @drawn(25, st.floats(-20, 20).map(lambda x: x if abs(x) > 0.05 else x + 0.5))
    def example(x):
        for name,(ours,_,_,truth) in OPS.items():
            y = abs(x) if name in REFUSED else x
            right = truth(mpf(y)),mpmath.diff(truth, mpf(y)),mpmath.diff(truth, mpf(y), 2)
            note("one number", "mpmath", "grad jvp Value.backward", value_says(ours, y), [float(r) for r in right], TOL, f"{name} at {y!r}")
            mark(name)
    example()
    for a,n in ((2.0, 3.0), (4.0, 0.5), (0.0, 2.0), (3.0, 0), (nan, 0), (5e-324, 0)):
        note("one number", "mpmath", "power_slope", mg.power_slope(a, n), n*mpf(a)**(n - 1) if n else 0)
        note("one number", "mpmath", "power", mg.power(a, n), mpf(a)**n if n else 1)
    slope = lambda kind, f, p: mg.grad(lambda q: mg.grad(lambda r: f(r))(q)[0].sum() if kind else mg.grad(f)(q)[0])(p)
    for kind in (0, 1):  # the slope of x**y in x, in y, at y = 0: once it was lost, as x**0 has no slope
        x,y = (np.array([2.0]), np.array([0.0])) if kind else (2.0, 0.0)
        got = slope(kind, (lambda r: (r[0]**r[1]).sum()) if kind else (lambda r: r[0]**r[1]), (x, y))
        note("one number", "mpmath", "grad", [float(np.asarray(g).item()) for g in got], [0.0, 0.5], what="the mixed slope of x**y at (2, 0)")

def hold_comparisons():
    for name in "lt le gt ge eq ne".split():
        f = getattr(__import__("operator"), name)
        for a in HOSTILE:
            T,t = Tensor(np.array(HOSTILE)),torch.tensor(HOSTILE, dtype=torch.float64)
            note("comparisons", "PyTorch", f"Tensor.__{name}__", np.asarray(f(T, a), float), f(t, a).double().numpy(), 0)
            if name not in ("eq", "ne"): note("comparisons", "PyTorch", f"Value.__{name}__", [f(Value(x), a) for x in HOSTILE], f(t, a).double().numpy(), 0)


# Random expressions -------------------------------------------------------------------------------------------------

def lib(m): return {**{n: getattr(m, n) for n in ("tanh", "sin", "cos", "exp", "log", "sqrt")}, "sigmoid": {mg: mg.sigmoid, torch: torch.sigmoid, jnp: jax.nn.sigmoid}[m],
    "softplus": {mg: mg.softplus, torch: lambda x: F.softplus(x, threshold=1e9), jnp: jax.nn.softplus}[m], "silu": {mg: mg.silu, torch: F.silu, jnp: jax.nn.silu}[m],
    "erfc": {mg: mg.erfc, torch: torch.erfc, jnp: jax.lax.erfc}[m], "relu": {mg: mg.relu, torch: torch.relu, jnp: jax.nn.relu}[m]}

STEPS = {  # safe at any number; the last ones only for arrays
    "a + b": 2, "a - b": 2, "a*b": 2, "a/(1 + b*b)": 2, "(1 + a*a)**tanh(b)": 2, "(a*a + 1)**0.5": 1, "tanh(a)": 1, "sin(a)": 1, "cos(a)": 1, "exp(tanh(a))": 1, "log(2 + sin(a))": 1,
    "sqrt(1 + a*a)": 1, "sigmoid(a)": 1, "softplus(a)": 1, "silu(a)": 1, "erfc(a)": 1, "relu(a)*a": 1, "abs(a)": 1, "-a": 1, "3 - a": 1, "1/(2 + cos(a))": 1, "a**2": 1,
    "1.5**tanh(a)": 1, "tanh(a)**3": 1}
ARRAYS = {"a.sum(0)": 1, "a.mean(-1)": 1, "a.reshape(-1)": 1, "a[0]": 1, "a[..., 1:]": 1}
CODE = {s: compile(s, s, "eval") for s in (*STEPS, *ARRAYS)}

@st.composite
def expressions(draw, arrays):
    "Up to 12 steps on inputs or on what came before, with shared nodes; points, and a direction"
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    inputs = draw(st.integers(1, 3))
    full = tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=3)))
    shapes = [tuple(1 if draw(st.booleans()) else n for n in full[draw(st.integers(0, len(full))):]) if arrays else () for _ in range(inputs)]
    if arrays and draw(st.integers(0, 9)) == 9: shapes[0] = (*full[:-1], 0)
    xs,ts = ([rng.normal(size=s) if arrays else float(rng.normal()) for s in shapes] for _ in range(2))
    steps,values = [],[np.asarray(x) for x in xs]
    for _ in range(draw(st.integers(1, 12))):
        kinds = {**STEPS, **(ARRAYS if arrays else {})}
        step = draw(st.sampled_from(sorted(kinds)))
        at = (len(values) - 1, draw(st.integers(0, len(values) - 1)))
        if step == "a.mean(-1)" and values[at[0]].shape[-1:] == (0,): continue  # ours is an error, on purpose; theirs is nan
        try: made = np.asarray(one_step(jnp, step, values[at[0]], values[at[1]]))
        except (TypeError, IndexError, ValueError): continue
        if made.size and np.abs(made).max() > 50 or arrays and np.ndim(values[at[0]]) == 0 and step in ARRAYS: continue
        steps.append((step, at)); values.append(made)
    return steps,xs,ts

LIBS = {m: lib(m) for m in (mg, torch, jnp)}
def one_step(m, step, a, b): return eval(CODE[step], {**LIBS[m], "a": a, "b": b})

def total(m, steps, xs):
    made = list(xs)
    for step,(i,j) in steps: made.append(one_step(m, step, made[i], made[j]))
    y = made[-1]*made[-1] + 0.5*made[-1]
    return y.sum() if hasattr(y, "sum") else y

def flat(tree): return np.concatenate([np.ravel(arr(x)) for x in tree] or [np.zeros(0)])
def inner(gs, ts): return sum(((g*t).sum() if hasattr(g*t, "sum") else g*t) for g,t in zip(gs, ts))

def hold_expression(arrays, steps, xs, ts):
    "Value, slopes and slopes of slopes along a direction; all transforms"
    what,kind,n = f"{steps} at {xs}","arrays" if arrays else "formulas",tuple(range(len(xs)))
    def f(*xs): return total(mg, steps, xs)
    def g(*xs): return total(jnp, steps, xs)
    th = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in xs]
    y = total(torch, steps, th)
    slopes = torch.autograd.grad(y, th, create_graph=True, materialize_grads=True, allow_unused=True)
    along = sum((s*torch.tensor(t, dtype=torch.float64)).sum() for s,t in zip(slopes, ts))
    bends = torch.autograd.grad(along, th, materialize_grads=True, allow_unused=True) if along.requires_grad else [torch.zeros_like(x) for x in th]
    first,second = flat(slopes),flat(bends)
    jxs,jts = [jnp.asarray(x) for x in xs],[jnp.asarray(t) for t in ts]
    jfirst = jax.grad(g, n)(*jxs)
    scale = max(1.0, np.abs(first).max(initial=0), np.abs(second).max(initial=0))
    def both(names, ours, right, jax_right=None):
        for who,r in (("PyTorch", right), ("JAX", jax_right)):
            if r is not None: note(kind, who, names, np.asarray(ours)/scale, np.asarray(r)/scale, 1e-9, what)
    (value,grads),jsecond = mg.value_and_grad(f, n)(*xs),flat(jax.jvp(jax.grad(g, n), jxs, jts)[1])
    both("value_and_grad", arr(value), arr(y), arr(g(*jxs)))
    both("grad", flat(mg.grad(f, n)(*xs)), first, flat(jfirst))
    both("value_and_grad", flat(grads), first)
    both("vjp", flat(mg.vjp(f, *xs)[1](1.0)), first)
    both("jvp", arr(mg.jvp(f, tuple(xs), tuple(ts))[1]), first @ flat(ts))
    both("grad", flat(mg.grad(lambda *xs: inner(mg.grad(f, n)(*xs), ts), n)(*xs)), second, jsecond)
    both("jvp", flat(mg.jvp(mg.grad(f, n), tuple(xs), tuple(ts))[1]), second)
    both("hvp", flat(mg.hvp(f, tuple(xs), tuple(ts))), second)
    both("jacobian", flat(mg.jacobian(f, n)(*xs)), first, flat(jax.jacobian(g, n)(*jxs)))
    both("hessian", sum(h.reshape(np.size(xs[0]), x.size) @ t.ravel() for h,x,t in zip(map(arr, mg.hessian(f, n)(*xs)[0]), map(np.asarray, xs), map(np.asarray, ts))), arr(bends[0]).ravel())
    leaves = [(Tensor(x, requires_grad=True) if arrays else Value(x)) for x in xs]
    out = f(*leaves)
    out.backward()
    both("Tensor.backward" if arrays else "Value.backward", flat([v.grad for v in leaves]), first)
    def stopped(*xs): return f(*xs) + (mg.stop_gradient(xs[0])*xs[0]).sum() if arrays else f(*xs) + mg.stop_gradient(xs[0])*xs[0]
    both(f"stop_gradient {'Tensor' if arrays else 'Value'}.stop_gradient", flat(mg.grad(stopped, n)(*xs)), first + np.concatenate([np.ravel(xs[0]), 0*flat(xs[1:])]))
    if arrays:
        batch = np.stack([xs[0], 0.5*np.asarray(xs[0])])
        both("vmap", arr(mg.vmap(mg.grad(lambda x: f(x, *map(Tensor, xs[1:]))))(batch)), arr(jax.vmap(jax.grad(lambda x: g(x, *jxs[1:])))(jnp.asarray(batch))))
        return
    ruled = mg.custom_rule(lambda y, *xs: mg.grad(f, n)(*xs))(lambda *xs: f(*xs))
    for name,h in (("checkpoint", mg.checkpoint(f)), ("custom_rule", ruled)):
        both(name, flat(mg.grad(h, n)(*xs)), first)
        both(name, flat(mg.hvp(h, tuple(xs), tuple(ts))), second)
    both("vmap", arr(mg.vmap(mg.grad(f, n))(*(np.array([x, x]) for x in xs))[0])[0], arr(slopes[0]))
    program = mg.make_program(lambda *xs: mg.value_and_grad(f, n)(*xs), *xs)
    for name,p in (("make_program", program), ("fold", mg.fold(program)), ("share", mg.share(program)), ("drop", mg.drop(program)), ("simplify", mg.simplify(program)), ("gather", mg.gather(program))):
        v,gs = p(*xs)
        both(name, [float(v), *map(float, gs)], [y.item(), *first])

def hold_expressions():
    for arrays,n in ((False, 25), (True, 20)):
        drawn(n, expressions(arrays))(lambda e: hold_expression(arrays, *e))()
    jax.clear_caches()


# Training: losses, optimisers, schedules, weights, metrics ----------------------------------------------------------

def hold_training():
    "The cases of tools/against_torch.py, run here; then what they lack"
    other = importlib.import_module("against_torch")
    def agree(name, ours, theirs): note("training", "PyTorch", "", ours, theirs, 1e-12, name); ran.append(name.split()[0])
    ran,other.agree = [],agree
    other.optimizers(); other.losses(); other.clipping()
    torch.set_default_dtype(torch.float32)
    for name,f in (*mg.LOSSES.items(), *((n, mg.OPTIMIZERS[n]) for n in mg.OPTIMIZERS)):
        if name not in ran: raise Wrong(f"{name} is in LOSSES or OPTIMIZERS, and tools/against_torch.py does not compare it: add a case there")
        seen[f.__name__] += 1
    for name in ("LOSSES", "OPTIMIZERS", "clip_grad_norm", "clip_grad_value"): seen[name] += 1
    @drawn(40, st.integers(0, 10**6), st.integers(1, 5), st.integers(2, 4), st.sampled_from(("mean", "sum")), st.floats(0.1, 3))
    def losses(seed, rows, cols, reduction, delta):  # of Tensors, and their second slopes: only Values were compared
        rng = np.random.default_rng(seed)
        p,t = rng.normal(size=(rows, cols))*rng.choice((1, 30)),rng.normal(size=(rows, cols))
        ys = {"mse": t, "mae": t, "huber": t, "bce": rng.random((rows, cols)), "hinge": rng.choice((-1.0, 1.0), (rows, cols)), "cross_entropy": rng.integers(0, cols, rows)}
        theirs = {"mse": F.mse_loss, "mae": F.l1_loss, "huber": lambda *a, reduction: F.huber_loss(*a, reduction=reduction, delta=delta), "bce": F.binary_cross_entropy_with_logits,
                  "hinge": lambda p, y, reduction: getattr(F.relu(1 - p*y), reduction)(), "cross_entropy": F.cross_entropy}
        for name,loss in mg.LOSSES.items():
            more = {"delta": delta} if name == "huber" else {}
            def ours(p): return loss(p, ys[name], reduction=reduction, **more)
            x = torch.tensor(p, requires_grad=True)
            y = theirs[name](x, torch.tensor(ys[name]), reduction=reduction)
            g, = torch.autograd.grad(y, x, create_graph=True)
            h, = torch.autograd.grad((g*torch.tensor(t)).sum() + 0*(x*x).sum(), x) if g.requires_grad else (0.0*x,)
            value,slope = mg.value_and_grad(ours)(p)
            for a,b in ((value, y), (slope, g), (mg.hvp(ours, (p,), (t,))[0], h)): note("training", "PyTorch", f"{loss.__name__} LOSSES METRICS", arr(a), arr(b), TOL, f"{name} of a Tensor")
        note("training", "PyTorch", "accuracy METRICS", mg.METRICS["accuracy"](Tensor(p), ys["cross_entropy"]), (torch.tensor(p).argmax(1) == torch.tensor(ys["cross_entropy"])).double().mean().item())
        for name,order in (("l1", 1), ("l2", 2)):
            for ps in ([Tensor(p), Tensor(t)], [Value(float(x)) for x in (*p.ravel(), *t.ravel())]):
                note("training", "PyTorch", name, float(getattr(mg, name)(ps)), sum(float(torch.tensor(a).abs().pow(order).sum()) for a in (p, t)))
    losses()

def hold_optimizers():
    "On Tensors, 50 steps with every setting of tools/against_torch.py: only Values were compared"
    other = importlib.import_module("against_torch")
    target = np.arange(6.0).reshape(2, 3)
    for name,all_settings in other.OPTIMIZER_SETTINGS.items():
        for more in all_settings:
            one,two = Tensor(np.ones((2, 3)), requires_grad=True),torch.ones((2, 3), dtype=torch.float64, requires_grad=True)
            a,b = mg.OPTIMIZERS[name]([one], **more),other.THEIRS[name]([two], **more)
            for _ in range(50):
                for opt,w,y in ((a, one, target), (b, two, torch.tensor(target))):
                    opt.zero_grad()
                    (0.5*(w - y)**2 + 0.1*(w*w*y)).sum().backward()
                    opt.step()
                note("training", "PyTorch", f"{type(a).__name__} OPTIMIZERS", one.data, arr(two), 1e-11, f"{name} {more}")

def hold_schedules():
    "Factors of every step: PyTorch's where it has the schedule, else the formula in 50 digits"
    rates = torch.optim.lr_scheduler
    def wave(low, t): return low + (1 - low)*(1 + mpmath.cos(mp.pi*t))/2
    def made(kind, steps, **more):
        opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        schedule,found = kind(opt, **more),[]
        for _ in range(steps): found.append(opt.param_groups[0]["lr"]); opt.step(); schedule.step()
        return found
    for steps in (10, 30, 60):
        climb = steps//5
        c = round(0.3*steps)
        cases = {"constant": [({}, made(rates.ConstantLR, steps, factor=1.0))],
            "step_decay": [(dict(times=k - 1, factor=f), made(rates.StepLR, steps, step_size=steps//k, gamma=f)) for k in (2, 5) for f in (0.1, 0.5)],
            "cosine": [(dict(end=e), made(rates.CosineAnnealingLR, steps, T_max=steps, eta_min=e)) for e in (0.0, 0.1)],
            "warmup": [(dict(share=0.2), made(rates.LinearLR, steps, start_factor=1/climb, total_iters=climb - 1)),
                       (dict(share=0.2, then=mg.cosine), [mpf(s + 1)/climb if s < climb else wave(0, mpf(s - climb)/(steps - climb)) for s in range(steps)])],
            "one_cycle": [(dict(share=0.3, start=a, end=b), [wave(a, mpf(c - s)/c) if s < c else wave(b, mpf(s - c)/(steps - c)) for s in range(steps)]) for a,b in ((0.04, 1e-4), (0.5, 0.1))]}
        if set(cases) != set(mg.SCHEDULES): raise Wrong(f"{set(mg.SCHEDULES)^set(cases)}: a schedule without a case; add it to hold_schedules")
        for name,rows in cases.items():
            for more,right in rows: note("training", "PyTorch", f"{name} SCHEDULES", [mg.SCHEDULES[name](s, steps, **more) for s in range(steps)], [float(r) for r in right], 1e-12, f"{more}")

class Ends: "Random numbers that are always the largest allowed"
Ends.uniform = lambda self, a, b: b

def hold_inits():
    "The largest weight that may come, against the gains and fans of torch.nn.init; networks against PyTorch"
    init = torch.nn.init
    for act in mg.ACTIVATIONS:
        for nin,nout in ((3, 5), (16, 2)):
            gain = init.calculate_gain(act) if act in ("tanh", "relu", "leaky_relu") else 1.0
            kaiming,xavier = gain*(3/nin)**0.5,gain*(6/(nin + nout))**0.5
            for name,limit in (("kaiming", kaiming), ("xavier", xavier), ("uniform", 1.0)):
                layer = mg.INITS[name](mg.Layer(nin, nout, act=act), rng=Ends())
                note("training", "PyTorch", f"init_{name} INITS Layer", [[w.data for w in n.ws] for n in layer.nns], np.full((nout, nin), limit), 1e-12, f"{name}, {act}")
                note("training", "PyTorch", f"init_{name}", [n.b.data for n in layer.nns], np.zeros(nout))
        net,x = mg.MLP(2, [3, 1], act=act, rng=random.Random(1)),[0.3, -0.7]
        theirs = {"gelu": lambda h: F.gelu(h, approximate="tanh")}.get(act) or getattr(F, act)
        ws = [torch.tensor([[w.data for w in n.ws] + [n.b.data] for n in layer.nns], dtype=torch.float64, requires_grad=True) for layer in net.layers]
        h = theirs(ws[0] @ torch.tensor([*x, 1.0], dtype=torch.float64))
        y = ws[1] @ torch.cat([h, torch.ones(1, dtype=torch.float64)])
        y.sum().backward()
        out, = net(x)
        out.backward()
        note("training", "PyTorch", "MLP Layer Neuron ACTIVATIONS", [out.data, *(p.grad for layer in net.layers for n in layer.nns for p in (*n.ws, n.b))], [y.item(), *flat([w.grad for w in ws])], 1e-12, act)


CHECKS = (hold_comparisons, hold_hostile, hold_float32, hold_truth, hold_expressions, hold_training, hold_optimizers, hold_schedules, hold_inits)

def main():
    np.seterr(all="ignore"); warnings.simplefilter("ignore")
    wrong = []
    for check in CHECKS:
        try: check()
        except Wrong as e: wrong.append(str(e))
        except Exception as e: wrong.append(f"{check.__name__}: {type(e).__name__}: {e}"); wrong += getattr(e, "__notes__", [])
    if wrong: sys.exit("\n".join([*wrong, f"FAILED: {len(wrong)}"]))
    wrong,names = hold_names()
    if wrong: sys.exit("\n".join([*wrong, f"FAILED: {len(wrong)}"]))
    for kind in count:
        gaps = ", ".join(f"{who} {gap:.1e}" for (k,who),gap in worst.items() if k == kind)
        limit = 2e-5 if kind == "float32" else TOL
        print(f"{kind:16} {count[kind]:9,} comparisons; worst gap: {gaps or f'below {limit:g}, or declared'}")
    row("every public name", sum(count.values()), f"{names} names, all held; {len(declared()) + sum(len(xs) for _,_,xs,_ in FLOAT32)} conventions declared; the widest gap of float64 is "
        f"{max(g for (k,_),g in worst.items() if k not in ('float32', 'hostile numbers')):.1e}", worst=max(g for (k,_),g in worst.items() if k not in ("float32", "hostile numbers")))


if __name__ == "__main__": main()
