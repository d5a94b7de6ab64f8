"""Hold this library against the tests of its nearest relatives: micrograd, HIPS autograd and MyGrad

`python tools/peers.py` needs none of them: the inputs of their tests, and the numbers they come to, stand in
`tools/peers.json`. A case has the name of the test, a formula, its arguments, and what the peer found: the value, the
gradients (of the sum of all results, each times its number in `weights`), and where the peer tests second derivatives,
how the gradients move when the arguments move along `along`. Arguments in capitals are constants. A case with `raises`
must be refused. Where this library takes another side on purpose, as in a tie, the case says `why`, and what is `ours`.
`left_out` names the tests that have no case, each with a reason, and `elsewhere` those that would say again what a case
of another test says.

    python tools/peers.py write    # compute all numbers anew; needs autograd, mygrad and micrograd

draws the arguments that say `draw`, a shape, and `between`, to 4 digits. A formula that the peer spells in another way
stands under `theirs`.
"""
import json, math, sys, warnings, zlib
from importlib.metadata import version
from pathlib import Path

import numpy as np

from report import row

FILE,TOL = Path(__file__).with_suffix(".json"),1e-10
REFUSALS = (TypeError, ValueError, IndexError, NotImplementedError)
INSIDE = ("grad(", "jacobian(", "hessian(", "hvp(", "jvp(", "checkpoint(")  # formulas with these are for transforms


# Arguments and results as JSON ----------------------------------------------------------------------------------------

def decoded(x):
    "A number, an array (nested lists), or a tree: dict, list or tuple"
    if isinstance(x, list): return np.array(x)
    if not isinstance(x, dict): return x
    if "shape" in x: return np.zeros(x["shape"])
    (kind,inside), = x.items()
    if kind == "dict": return {k: decoded(v) for k,v in inside.items()}
    return {"list": list, "tuple": tuple}[kind](map(decoded, inside))

def encoded(x):
    "The same, backwards; an array without numbers is its shape"
    if isinstance(x, dict): return {"dict": {k: encoded(v) for k,v in x.items()}}
    if isinstance(x, (list, tuple)): return {type(x).__name__: [encoded(v) for v in x]}
    x = np.asarray(x)
    return {"shape": list(x.shape)} if x.size == 0 and x.ndim else x.astype(float).tolist() if x.dtype != bool else x.tolist()

def leaves(x):
    "The numbers and arrays of a tree, in order"
    if isinstance(x, dict): x = [x[k] for k in sorted(x)]
    return [leaf for part in x for leaf in leaves(part)] if isinstance(x, (list, tuple)) else [x]

def compiled(formula, names, space):
    "The formula as a function of some names; it sees the names of `space` and no others"
    return eval(f"lambda {', '.join(names)}: {formula}", {"__builtins__": {}, **PLAIN, **space})

def function(case, formula, space):
    "The function of the arguments to differentiate in, and these"
    args = {name: decoded(x) for name,x in case["args"].items()}
    fixed = {name: x for name,x in args.items() if name.isupper()}
    free = {name: x if isinstance(x, (dict, list, tuple)) else np.asarray(x, float) if np.ndim(x) else float(x)
            for name,x in args.items() if name not in fixed}
    f = compiled(formula, list(args), space)
    return lambda *xs: f(**dict(zip(free, xs)), **fixed), list(free.values())

PLAIN = dict(len=len, range=range, sorted=sorted, list=list, tuple=tuple, dict=dict, enumerate=enumerate, zip=zip,
             slice=slice, abs=abs, pi=math.pi, inf=math.inf, nan=math.nan, total=sum, float=float)


# Ours -----------------------------------------------------------------------------------------------------------------

def our_names():
    "All public names, and methods of Tensor that the peers have as functions"
    import micrograd_nb.all as library
    from micrograd_nb import losses
    from micrograd_nb.all import Tensor
    names = {name: getattr(library, name) for name in dir(library) if name[0] != "_"}
    def method(name): return lambda x, *args, **kwargs: getattr(x, name)(*args, **kwargs)
    methods = "sum mean var std max min prod cumsum logsumexp softmax log_softmax reshape erf clip"
    return {**names, **{name: method(name) for name in methods.split()}, "np": np, "array": np.array, "newaxis": None}

def differences(case, space):
    "What each way to evaluate the case comes to, next to the numbers of the case: pairs (what, ours, theirs)"
    from micrograd_nb.all import Tensor, Value, hvp, jvp, vjp
    f,xs = function(case, case["formula"], space)
    right = {**case, **case.get("ours", {})}
    value,grads = decoded(right["value"]),[decoded(g) for g in right["grads"]]
    plain = "np." not in case["formula"] and not any(map(np.ndim, [value, *leaves([decoded(x) for x in case["args"].values()])]))
    if not plain: xs = [np.asarray(x) if isinstance(x, float) else x for x in xs]  # a number among arrays is one without axes
    trees = any(isinstance(x, (dict, list, tuple)) for x in xs)
    weights = decoded(case["weights"]) if np.ndim(value) else case["weights"]
    def weighted(*xs):
        y = f(*xs)
        return (y*weights).sum() if getattr(y, "shape", ()) else y*weights
    if not trees and not any(name in case["formula"] for name in INSIDE):
        makes = [Tensor] + [Value]*plain
        for make in makes:
            given = [make(x) if make is Value else make(x, requires_grad=True) for x in xs]
            y = f(*given)
            yield f"value of {make.__name__}", getattr(y, "data", y), value
            loss = y*weights if make is Value else (y*weights).sum()
            loss.backward()
            for x,g in zip(given, grads): yield f"gradient of {make.__name__}", x.grad, g
    out,pull = vjp(f, *xs)
    yield "value of vjp", getattr(out, "data", out), value
    for g,right_g in zip(leaves(list(pull(weights))), leaves(grads)): yield "gradient of vjp", getattr(g, "data", g), right_g
    if "along" in case:
        along = tuple(decoded(a) for a in case["along"])
        slope = jvp(weighted, tuple(xs), along)[1]
        yield "slope of jvp", getattr(slope, "data", slope), sum(float(np.sum(g*a)) for g,a in zip(leaves(grads), leaves(along)))
        if "second" in right:
            for h,right_h in zip(leaves(list(hvp(weighted, tuple(xs), along))), leaves([decoded(h) for h in right["second"]])):
                yield "second derivatives", getattr(h, "data", h), right_h

def gap(ours, theirs):
    "How far two arrays are apart, relative where they are larger than 1; inf if shapes or nans differ"
    ours,theirs = np.asarray(ours, float),np.asarray(theirs, float)
    if ours.shape != theirs.shape: return math.inf
    same = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
    with np.errstate(invalid="ignore"): apart = np.where(same, 0.0, np.abs(ours - theirs)/np.maximum(1, np.abs(theirs)))
    return float(np.nan_to_num(apart, nan=math.inf).max(initial=0.0))

def check(case, space):
    "The widest gap in one case; an error if it is too wide"
    where = f"{case['peer']}, {case['test']}: {case['formula']}"
    if "raises" in case:
        try:
            f,xs = function(case, case["formula"], space)
            y = f(*(space["Tensor"](x) for x in xs))
        except REFUSALS as e:
            assert str(e), f"{where}: an error that says nothing"
            return 0.0
        raise AssertionError(f"{where}: should be refused as by the peer ({case['raises']}), but comes to {y}")
    widest = 0.0
    for what,ours,theirs in differences(case, space):
        apart = gap(ours, theirs)
        assert apart <= TOL, f"{where}: {what} is {np.asarray(ours).tolist()}, {case['peer']} has {np.asarray(theirs).tolist()}"
        widest = max(widest, apart)
    return widest

def main():
    book,space = json.loads(FILE.read_text(encoding="utf-8")),our_names()
    worst,wrong,sides = {peer: [] for peer in book["peers"]},[],0
    for case in book["cases"]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # divisions by 0, which some cases are about
            try: worst[case["peer"]].append(check(case, space))
            except AssertionError as e: wrong.append(str(e))
            except Exception as e: wrong.append(f"{case['peer']}, {case['test']}: {case['formula']}: {e!r}")
        sides += "why" in case
    for line in wrong: print(line)
    if wrong: sys.exit(f"{len(wrong)} of {len(book['cases'])} cases differ")
    for peer,gaps in worst.items():
        out = sum(len(part["tests"]) for part in book["left_out"] if part["peer"] == peer)
        print(f"{peer} {book['peers'][peer]['version']}: {len(gaps)} cases from {len({c['test'] for c in book['cases'] if c['peer'] == peer})} tests; "
              f"{out} of its tests do not apply; the widest gap is {max(gaps):.1e}")
    out = sum(len(part["tests"]) for part in book["left_out"])
    row("tests of micrograd, HIPS autograd and MyGrad", len(book["cases"]),
        f"values, gradients and second derivatives are theirs, but for {sides} ties where another side is taken on purpose; {out} of their tests do not apply",
        worst=max(map(max, worst.values())))


# Theirs: only for `write` ----------------------------------------------------------------------------------------------

def drawn(case):
    "Give numbers to the arguments that say `draw`; returned is a generator for the rest, the same if none did"
    rng,rest = map(np.random.default_rng, np.random.SeedSequence(zlib.crc32(f"{case['test']} {case['formula']}".encode())).spawn(2))
    def filled(x):
        if not isinstance(x, dict): return x
        if "shape" in x: return x
        if "draw" not in x:
            (kind,inside), = x.items()
            return {kind: {k: filled(v) for k,v in inside.items()} if kind == "dict" else [*map(filled, inside)]}
        low,high = x.get("between", (-2, 2))
        return encoded(rng.uniform(low, high, x["draw"]).round(4))
    case["args"] = {name: filled(x) for name,x in case["args"].items()}
    return rest

def by_autograd(case, rng, names):
    "Value, gradients and second derivatives by HIPS autograd"
    import autograd
    from autograd.misc import flatten
    f,xs = function(case, case.get("theirs", case["formula"]), names)
    value = f(*xs)
    case["value"] = encoded(value)
    if "ours" not in case: case["weights"] = encoded(rng.uniform(-2, 2, np.shape(value)).round(4))
    weights = decoded(case["weights"])
    flat,unflatten = flatten(tuple(xs))
    def weighted(v): return autograd.numpy.sum(f(*unflatten(v))*weights)
    case["grads"] = [encoded(g) for g in unflatten(autograd.grad(weighted)(flat))]
    along = unflatten(rng.uniform(-2, 2, flat.shape).round(4))
    case["along"] = [encoded(a) for a in along]
    if case.get("order", 2) > 1: case["second"] = [encoded(h) for h in unflatten(autograd.make_hvp(weighted)(flat)[0](flatten(along)[0]))]

def by_backward(case, rng, names):
    "Value and gradients by one of the other two"
    f,xs = function(case, case.get("theirs", case["formula"]), names)
    xs = [names["wrap"](x) for x in xs]
    y = f(*xs)
    case["value"] = encoded(y.data)
    if "ours" not in case: case["weights"] = encoded(rng.uniform(-2, 2, np.shape(y.data)).round(4))
    loss = y*decoded(case["weights"])
    (loss.sum() if hasattr(loss, "sum") else loss).backward()
    case["grads"] = [encoded(np.zeros(np.shape(x.data)) if x.grad is None else x.grad) for x in xs]
    case["along"] = [encoded(rng.uniform(-2, 2, np.shape(x.data)).round(4)) for x in xs]

def their_names():
    "For each peer: how it computes, and what the names in formulas are"
    import autograd, autograd.numpy as anp, autograd.misc, autograd.scipy.signal, autograd.scipy.stats, autograd.scipy.special as special, micrograd.engine, mygrad
    functions = "exp log sqrt sin cos tanh where maximum minimum stack split einsum sum mean var std max min prod cumsum reshape sign clip array"
    def common(m): return {**{name: getattr(m, name) for name in functions.split() if hasattr(m, name)}, "np": m, "concat": m.concatenate, "newaxis": None}
    def hips_hvp(f, xs, vs): return (autograd.make_hvp(f)(xs[0])[0](vs[0]),)
    hips = {**common(anp), "abs": anp.abs, "grad": lambda f, argnums=0: autograd.grad(f, argnums), "jacobian": autograd.jacobian, "hessian": autograd.hessian,
            "value_and_grad": autograd.value_and_grad, "checkpoint": autograd.checkpoint, "hvp": hips_hvp,
            "jvp": lambda f, xs, vs: autograd.make_jvp(f)(*xs)(*vs), "make_ggnvp": autograd.make_ggnvp,
            "logsumexp": special.logsumexp, "erf": special.erf, "erfc": special.erfc, "sigmoid": special.expit, "logit": special.logit,
            "flatten": autograd.misc.flatten, "elementwise_grad": autograd.elementwise_grad, "ag_tuple": autograd.tuple,
            "convolve": autograd.scipy.signal.convolve, "norm": autograd.scipy.stats.norm}
    from mygrad.nnet import activations, layers, losses
    nnet = {name: getattr(part, name) for part in (activations, layers, losses) for name in dir(part) if name[0] != "_"}
    ours = {**nnet, **common(mygrad), "abs": mygrad.abs, "log_softmax": nnet["logsoftmax"], "linalg": mygrad.linalg, "array": np.array,
            "wrap": mygrad.tensor}
    return {"autograd": (by_autograd, hips), "mygrad": (by_backward, ours),
            "micrograd": (by_backward, {"wrap": micrograd.engine.Value, "relu": lambda x: x.relu()})}

def write():
    try: names = their_names()
    except ImportError as e: sys.exit(f"{e}: `pip install autograd mygrad micrograd scipy` first, in an environment of its own")
    book = json.loads(FILE.read_text(encoding="utf-8"))
    for peer,facts in book["peers"].items(): facts["version"] = version(peer)
    wrong = []
    for case in book["cases"]:
        rng = drawn(case)
        compute,space = names[case["peer"]]
        try:
            if "raises" in case:
                f,xs = function(case, case.get("theirs", case["formula"]), space)
                try: f(*(space.get("wrap", np.asarray)(x) for x in xs))
                except Exception as e: case["raises"] = type(e).__name__
                else: raise AssertionError("the peer does not refuse it")
            else: compute(case, rng, space)
        except Exception as e: wrong.append(f"{case['peer']}, {case['test']}: {case.get('theirs', case['formula'])}: {e!r}")
    if wrong: sys.exit("\n".join(wrong))
    lines = ",\n".join(json.dumps(case) for case in book["cases"])
    rest = json.dumps({k: v for k,v in book.items() if k != "cases"}, indent=1)
    FILE.write_text(f'{rest[:-2]},\n "cases": [\n{lines}\n]}}\n')
    print(f"{len(book['cases'])} cases written")


if __name__ == "__main__": write() if sys.argv[1:] == ["write"] else main()
