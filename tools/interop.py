"""Move random models to other frameworks and back: `python tools/interop.py torch jax tinygrad onnx`, run by `make test-interop`

For each framework named: every kind of layer and function once, and random networks of them, in double and in single
precision. Outputs, the gradient of the input and those of all parameters must agree to 1e-10 (1e-5 in single precision),
relative where the largest number of an array is above 1; names must be the same, and what comes back must be the same bits.
ONNX has no gradients, and no way back. What cannot be moved must be refused.
"""
import os, sys, tempfile, warnings
from functools import partial
from pathlib import Path
from random import Random

os.environ.setdefault("DEV", "PYTHON")  # where tinygrad computes: slow, and there everywhere
import numpy as np
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
import micrograd_nb.all as mg
from micrograd_nb import interop
from micrograd_nb.interop import _FUNCTIONS, _LAYERS, _TINYGRAD, from_jax, from_tinygrad, from_torch, layers_of, model_of, to_jax, to_onnx, to_tinygrad, to_torch
from micrograd_nb.nn import MLP
from micrograd_nb.tensor import Tensor

TOLERANCE = {"float64": 1e-10, "float32": 1e-5}
EXAMPLES = {"torch": 60, "jax": 15, "tinygrad": 4, "onnx": 40}  # random networks, beside each kind on its own
GUARDS = {"sqrt": "sigmoid", "log": "sigmoid", "exp": "tanh"}  # what goes before a function that does not take everything
KINDS = {*_LAYERS, *_FUNCTIONS}


# random models

def function(kind, choose):
    options = {"leaky_relu": lambda: {"alpha": choose([0.01, 0.2, -0.3])}, "gelu": lambda: {"approximate": choose(["tanh", "none"])},
               "softmax": lambda: {"axis": choose([-1, 1])}, "log_softmax": lambda: {"axis": choose([-1, 1])}}.get(kind, dict)()
    f = partial(getattr(Tensor, kind), **options) if options else getattr(Tensor, kind)
    return [*(function(GUARDS[kind], choose) if kind in GUARDS else []), f]


def layer(kind, shape, choose, rng, dtype):
    "Layers for an input of the shape (without the batch), of which one is of this kind, and the shape behind them; None if it does not fit"
    more,bias = dict(rng=rng, dtype=dtype),choose([True, False])
    if kind in _FUNCTIONS: return function(kind, choose),shape
    if kind == "Dropout": return [mg.Dropout(choose([0.0, 0.3]), seed=choose([0, 5]))],shape
    if kind == "Linear":
        nout = choose([1, 3, 4])
        return [mg.Linear(shape[-1], nout, bias, **more)],(*shape[:-1], nout)
    if kind == "LayerNorm": return [mg.LayerNorm(shape[-1], eps=choose([1e-5, 1e-2]), dtype=dtype)],shape
    if kind == "BatchNorm1d" and len(shape) == 1 or kind == "BatchNorm2d" and len(shape) == 3:
        return [getattr(mg, kind)(shape[0], eps=choose([1e-5, 1e-2]), momentum=choose([0.1, 0.4]), dtype=dtype)],shape
    if kind == "Flatten": return [mg.Flatten()],(int(np.prod(shape)),)
    if len(shape) != 3: return None
    stride,padding = choose([1, 2]),choose([0, 1, 2])
    if kind == "Conv2d":
        size,nout = choose([1, 2, 3]),choose([1, 2])
        sides = [(n + 2*padding - size)//stride + 1 for n in shape[1:]]
        return ([mg.Conv2d(shape[0], nout, size, stride, padding, bias, **more)],(nout, *sides)) if min(sides) > 0 else None
    if kind in ("MaxPool2d", "AvgPool2d") and min(shape[1:]) >= 2:
        stride = choose([None, 1, 2])
        return [getattr(mg, kind)(2, stride)],(shape[0], *[(n - 2)//(stride or 2) + 1 for n in shape[1:]])


def finished(layers, rng, dtype):
    "A Sequential with random numbers everywhere, also where layers are born with 0 and 1"
    model = mg.Sequential(*layers)
    for name,t in model.named_values().items():
        if name.endswith("calls"): t.data = np.array(float(rng.integers(9)))
        elif not name.startswith("0"): t.data = (0.5 + rng.random(t.shape) if "var" in name else rng.normal(size=t.shape)).astype(dtype)
    return model


def network(kinds, shape, choose, seed, dtype):
    "A model of these kinds, as far as they fit, and an input for it"
    rng = np.random.default_rng(seed)
    layers,x = [],rng.normal(size=(4, *shape))
    for kind in kinds:
        if kind == "Embedding":
            if layers or len(shape) != 1: continue
            layers,x = [mg.Embedding(5, 3, rng=rng, dtype=dtype)],rng.integers(5, size=(4, *shape))
            shape = (*shape, 3)
        elif made := layer(kind, shape, choose, rng, dtype): layers,shape = layers + made[0],made[1]
    return finished(layers, rng, dtype),x if x.dtype.kind == "i" else x.astype(dtype)


def alone(kind, dtype, last):
    "The smallest model with this kind, and the first of the settings to choose from, or the last"
    kinds,shape = ([kind], (2, 4, 4)) if kind.endswith("2d") else ([kind, "Flatten", "Linear"], (3,)) if kind == "Embedding" else (["Linear", kind], (3,))
    if kind == "Flatten": shape = (1, 2, 2)
    elif last and len(shape) == 1 and kind != "BatchNorm1d": shape = (2, 3)
    if kind == "Embedding": shape = (3,)
    return network(kinds, shape, lambda xs: xs[-last], 1, dtype)


@st.composite
def networks(draw, without=()):
    def choose(xs): return draw(st.sampled_from(xs))
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS - {*without})), min_size=1, max_size=7))
    shape = choose([(3,), (2,), (1, 5, 5), (2, 4, 6)])
    if len(shape) == 3 and draw(st.booleans()): kinds = ["Conv2d", *kinds, "Flatten", "Linear"]
    elif draw(st.integers(0, 3)) == 0: kinds = ["Embedding", *kinds]
    dtype = choose(["float64", "float64", "float32"])
    model,x = network(kinds, shape, choose, draw(st.integers(0, 10**6)), dtype)
    if draw(st.integers(0, 5)) == 0:
        act = choose(["tanh", "relu", "leaky_relu", "sigmoid", "softplus", "silu", "gelu"])
        model = MLP(len(x[0].reshape(-1)), [choose([1, 3]), 2], act=act, nonlin=choose([True, False]), rng=Random(int(abs(x.sum())*1000)))
        return model,x.reshape(4, -1).astype("float64")
    if model.parameters() and draw(st.integers(0, 4)) == 0: draw(st.sampled_from(model.parameters())).requires_grad = False
    return model,x


# what is compared

def ours(model, x):
    if isinstance(model, MLP): model = mg.to_tensor(model)
    x = Tensor(x, requires_grad=x.dtype.kind == "f")
    output = model(x)
    if output.requires_grad: (output*output).sum().backward()
    return {"output": output.data, **({"input": x.grad} if x.requires_grad else {}), **{name: p.grad for name,p in model.named_parameters().items()}}


class Gap:
    "The widest gap so far, for each precision"
    def __init__(self): self.widest,self.models,self.kinds = dict.fromkeys(TOLERANCE, 0.0),0,set()

    def close(self, one, two, dtype, what, digits=None):
        assert set(one) == set(two), f"{what}: names differ: {set(one) ^ set(two)}"
        for name,a in one.items():
            a,b = np.asarray(a),np.asarray(two[name])
            assert a.shape == b.shape, f"{what}: {name} has the shapes {a.shape} and {b.shape}"
            assert b.dtype == dtype, f"{what}: {name} is {b.dtype}, not {dtype}"
            assert np.isfinite(a).all(), f"{what}: {name} is not finite, which proves nothing"
            gap = float(abs(a - b).max(initial=0)/max(1, abs(a).max(initial=0)))
            assert gap <= TOLERANCE[digits or dtype], f"{what}: {name} is {gap} apart"
            self.widest[digits or dtype] = max(self.widest[digits or dtype], gap)


def same_bits(one, two, but=()):
    "Are these the same layers, but for some options?"
    def data(model): return [(kind, {n: x for n,x in options.items() if n not in but},
                              {n: (a.dtype, a.shape, a.tobytes()) for n,a in arrays.items() if n not in but})
                             for kind,options,arrays in layers_of(model)]
    assert data(one) == data(two), f"what came back differs: {one} and {two}"


def dtype_of(model, x):
    if isinstance(model, MLP): return "float64"
    return next((a.dtype.name for a in model.state_dict().values() if a.ndim), x.dtype.name)


def check_description(model):
    same_bits(model, model_of(layers_of(model)))
    return {layer.kind for layer in layers_of(model)}


def in_torch(model, x, gap, dtype, device="cpu"):
    import torch
    state = torch.random.get_rng_state()
    theirs = to_torch(model).to(device)
    assert torch.equal(state, torch.random.get_rng_state()), "to_torch drew random numbers"
    flat = (mg.to_tensor(model) if isinstance(model, MLP) else model).train(model.training)
    assert {n for n in theirs.state_dict() if not n.endswith("num_batches_tracked")} == set(flat.state_dict()), "names differ"
    assert [m.training for m in theirs.layers] == [getattr(m, "training", model.training) for m in flat.layers]
    same_bits(model, from_torch(theirs))
    t = torch.tensor(x, device=device, requires_grad=x.dtype.kind == "f")
    output = theirs(t)
    if output.requires_grad: (output*output).sum().backward()
    named = dict(theirs.named_parameters())
    assert {n for n,p in named.items() if p.requires_grad} == set(flat.named_parameters()), "not the same parameters are frozen"
    came = {"output": output.detach(), **({"input": t.grad} if t.requires_grad else {}), **{n: p.grad for n,p in named.items() if p.requires_grad}}
    gap.close(ours(model, x), {n: a.cpu() for n,a in came.items()}, dtype, f"PyTorch on {device}, {model}")
    if flat.training:  # the running statistics have moved on both sides
        gap.close({n: a for n,a in flat.state_dict().items() if "running" in n}, {n: a.cpu() for n,a in theirs.state_dict().items() if "running" in n}, dtype, "running statistics")
    before,back = model_of(layers_of(model)),from_torch(theirs)
    was = model_of(layers_of(back))
    with torch.no_grad():
        for t in theirs.state_dict().values(): t.add_(1)
    same_bits(model, before)  # nothing is shared
    same_bits(back, was)
    single = to_torch(model, dtype="float32")
    assert {str(p.dtype) for p in single.parameters()} <= {"torch.float32"}


def in_jax(model, x, gap, dtype, device=None):
    import jax
    f,params = to_jax(model)
    params,there = jax.device_put((params, x), device)
    flat = mg.to_tensor(model) if isinstance(model, MLP) else model
    assert set(params) == set(flat.named_parameters()), "names differ"
    same_bits(model, from_jax(f, params))
    def loss(params, x):
        output = f(params, x)
        return (output**2).sum(),output
    floats = x.dtype.kind == "f"
    slopes,output = jax.jit(jax.grad(loss, (0, 1) if floats else (0,), has_aux=True))(params, there)
    gap.close(ours(model, x), {"output": output, **({"input": slopes[1]} if floats else {}), **slopes[0]}, dtype, f"JAX on {device or 'its own choice'}, {model}")


def in_tinygrad(model, x, gap, dtype):
    import tinygrad
    theirs = to_tinygrad(model)
    flat = mg.to_tensor(model) if isinstance(model, MLP) else model
    named = tinygrad.nn.state.get_state_dict(theirs)
    assert {n for n in named if not n.endswith("num_batches_tracked")} == {n for n in flat.state_dict() if not n.endswith("calls")}, "names differ"
    assert {n for n,t in named.items() if t.is_param} == set(flat.named_parameters()), "not the same parameters are frozen"
    same_bits(model, from_tinygrad(theirs), but=("seed", "calls"))
    t = tinygrad.Tensor(x)
    output = theirs(t)
    loss,wanted = (output*output).sum(),{n: p for n,p in named.items() if p.is_param} | ({"input": t} if x.dtype.kind == "f" else {})
    slopes = loss.gradient(*wanted.values()) if wanted else []
    gap.close(ours(model, x), {"output": output.numpy(), **{n: s.numpy() for n,s in zip(wanted, slopes)}}, dtype, f"tinygrad, {model}")


def in_onnx(model, x, gap, dtype):
    import onnxruntime
    onnxruntime.set_default_logger_severity(4)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)/"model.onnx"
        axes = ("batch", *x.shape[1:])
        to_onnx(model, path, dtype=dtype, axes=axes)
        try: session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        except Exception as e:
            if dtype == "float32" or "NOT_IMPLEMENTED" not in str(e): raise
            to_onnx(model, path, axes=axes)
            session,dtype = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"]),"float32"
        single = {"gelu", "LayerNorm", "BatchNorm1d", "BatchNorm2d"}  # ONNX keeps their constants in single precision
        digits = "float32" if single & {layer.kind for layer in layers_of(model)} else dtype
    for part in (x, x[:1]):
        (output,) = session.run(None, {"input": part if part.dtype.kind == "i" else part.astype(dtype)})
        gap.close({"output": ours(model, part)["output"]}, {"output": output}, dtype, f"ONNX, {model}", digits)


# what is refused

def refused(f, contains):
    try: f()
    except (TypeError, ValueError) as e: assert contains in str(e), f"said {e}, and not {contains}"
    else: raise AssertionError(f"not refused: {contains}")


def torch_refusals():
    import torch
    from torch import nn
    def move(*layers): return lambda: from_torch(nn.Sequential(*layers))
    class Mine(nn.Linear): pass
    hooked,sharing = nn.Linear(2, 2),[nn.Linear(2, 2), nn.Linear(2, 2)]
    hooked.weight.register_hook(lambda g: 2*g)
    sharing[1].weight.data = sharing[0].weight.data
    whole = nn.Sequential(nn.Linear(2, 2))
    whole.register_forward_pre_hook(lambda *_: None)
    refused(move(Mine(2, 2)), "0 is a Mine of PyTorch")
    refused(move(hooked), "0.weight has hooks")
    refused(lambda: from_torch(whole), "module has hooks")
    refused(move(*sharing), "1.weight is 0.weight")
    refused(move(nn.utils.parametrizations.weight_norm(nn.Linear(2, 2))), "0 is a ParametrizedLinear")
    refused(move(nn.ReLU(), nn.ModuleList([nn.Linear(2, 2)])), "1 is a ModuleList")
    refused(move(nn.Linear(2, 2, dtype=torch.complex64)), "0.weight is complex64")
    refused(lambda: from_torch(nn.Sequential(nn.Linear(2, 2, dtype=torch.complex64)), dtype="float32"), "0.weight is complex64")
    refused(move(nn.Dropout(1.0)), "layers.0: p must be")
    refused(move(nn.AvgPool2d(2, count_include_pad=False, padding=1)), "with padding=1")
    refused(move(nn.AvgPool2d(2, divisor_override=3)), "with divisor_override=3")
    refused(move(nn.Flatten(0)), "with start_dim=0")
    refused(move(nn.Softplus(beta=2)), "with beta=2")
    refused(move(nn.Identity()), "0 is a Identity")
    for other in (nn.GRU(2, 2), nn.LSTM(2, 2, bidirectional=True), nn.Conv1d(1, 1, 2), nn.ConvTranspose2d(1, 1, 2), nn.Dropout2d(), nn.GroupNorm(1, 2), nn.ELU(), nn.Bilinear(2, 2, 2), nn.MultiheadAttention(4, 1)):
        refused(move(other), f"0 is a {type(other).__name__} of PyTorch")
    refused(lambda: from_torch([nn.Linear(2, 2)]), "from_torch takes a torch.nn.Sequential")


def jax_refusals():
    import jax
    refused(lambda: to_jax(mg.Sequential(mg.Dropout())), "layers.0 is a Dropout in training")
    refused(lambda: from_jax(lambda p, x: x, {}), "from_jax takes a function from to_jax")
    f,params = to_jax(mg.Sequential(mg.Linear(2, 1)))
    refused(lambda: f({**params, "b": 1}, [1.0, 2.0]), "params has b")
    jax.config.update("jax_enable_x64", False)
    refused(lambda: to_jax(mg.Sequential(mg.Linear(2, 1))), "jax_enable_x64")
    to_jax(mg.Sequential(mg.Linear(2, 1, dtype="float32"), mg.Dropout()).eval())
    jax.config.update("jax_enable_x64", True)


def tinygrad_refusals():
    refused(lambda: to_tinygrad(mg.Sequential(mg.BatchNorm1d(2))), "layers.0 is a BatchNorm1d in training")
    refused(lambda: to_tinygrad(mg.Sequential(partial(Tensor.gelu, approximate="none"))), "layers.0 is the exact gelu")


def onnx_refusals():
    refused(lambda: to_onnx(mg.Sequential(mg.BatchNorm1d(2)), "x.onnx"), "layers.0 is a BatchNorm1d in training")
    refused(lambda: to_onnx(mg.Sequential(Tensor.tanh), "x.onnx"), "give its axes")


def tinygrad_training():
    "What training moves in tinygrad is what it moves here"
    import tinygrad
    rng = np.random.default_rng(0)
    model,x = mg.Sequential(mg.BatchNorm1d(2), mg.Linear(2, 2, rng=rng)).eval(),rng.normal(size=(3, 2))
    theirs = to_tinygrad(model)
    with tinygrad.helpers.Context(TRAINING=1) if hasattr(tinygrad.helpers, "TRAINING") else tinygrad.Tensor.train():  # up to 0.13
        output = theirs(tinygrad.Tensor(x)).numpy()
        back = from_tinygrad(theirs)
    model.train()
    assert abs(model(x).data - output).max() < 1e-10 and back.training
    for name,a in model.state_dict().items(): assert abs(back.state_dict()[name] - a).max() < 1e-10, name


# all of it

def run(framework):
    gap,move = Gap(),globals()[f"in_{framework}"]
    without = {"gelu"} if framework == "tinygrad" else set()  # a random one may be the exact gelu
    def one(model, x, training):
        model.train(training)
        gap.kinds |= check_description(model)
        move(model, x, gap, dtype_of(model, x))
        gap.models += 1
    for kind in sorted(KINDS):
        for dtype in ("float64",) if framework in ("tinygrad", "jax") else TOLERANCE:
            for last in (False, True) if kind not in without else (False,): one(*alone(kind, dtype, last), False)

    edges = np.array([[0.0, -0.0, 21.0, -21.0, 45.0, -45.0, 1e-9]])  # kinks, and where a shortcut would show
    for kind in "relu leaky_relu abs softplus sigmoid silu tanh gelu softmax log_softmax".split(): 
        one(mg.Sequential(getattr(Tensor, kind), mg.Linear(7, 1, rng=np.random.default_rng(0))), edges, False)

    @settings(derandomize=True, max_examples=EXAMPLES[framework], deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
    @given(networks(without), st.booleans())
    def random_ones(drawn, training):
        model,x = drawn
        training = training and framework == "torch" and not any(isinstance(m, mg.Dropout) and m.p for m in model.modules())
        if training and not all(m.running_mean.shape[0] for m in model.modules() if isinstance(m, mg.BatchNorm1d)): return
        one(model, x, training)
    random_ones()
    globals()[f"{framework}_refusals"]()
    assert gap.kinds == KINDS, f"never tried: {KINDS - gap.kinds}"
    widest = ", ".join(f"{dtype} {x:.1e}" for dtype,x in gap.widest.items() if x)
    print(f"{framework}: {gap.models} models agree; widest gap: {widest}", flush=True)


def on_devices(framework):
    "A network for pictures on each kind of device that this machine has: the same numbers, and the same bits on the way back"
    rng = np.random.default_rng(0)
    model = mg.Sequential(mg.Conv2d(1, 4, 3, rng=rng), Tensor.relu, mg.MaxPool2d(2), mg.Flatten(), mg.Linear(36, 3, rng=rng))
    x,gap = rng.normal(size=(5, 1, 8, 8)),Gap()
    if framework == "torch":
        import torch
        devices = ["cpu", *["cuda"]*torch.cuda.is_available()]
        for device in devices: in_torch(model, x, gap, "float64", device)
    else:
        import jax
        devices = sorted({d.platform for d in jax.devices()} | {"cpu"})
        for device in devices: in_jax(model, x, gap, "float64", jax.devices(device)[0])
    print(f"{framework}: agrees on {', '.join(devices)}" + ("" if len(devices) > 1 else "; SKIPPED: there is no GPU here"), flush=True)


def main():
    asked = sys.argv[1:] or list(EXAMPLES)
    if strange := {*asked} - {*EXAMPLES}: sys.exit(f"unknown: {', '.join(strange)}; there are {', '.join(EXAMPLES)}")
    if "jax" in asked:
        import jax
        jax.config.update("jax_enable_x64", True)
    if "torch" in asked:
        import torch
        torch.set_num_threads(1)
    for framework in asked: run(framework)
    for framework in ("torch", "jax"):
        if framework in asked: on_devices(framework)
    if "tinygrad" in asked: tinygrad_training()


if __name__ == "__main__": main()
