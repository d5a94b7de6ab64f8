"""Hold the optimisers and losses against PyTorch, in double precision: run by `make test-interop`

Each optimiser makes 100 steps on the same function from the same start, in both libraries; every parameter must agree
after every step, to 12 digits. Each loss is compared in value and in gradient, also at logits of +-1e4.
"""
import random

import torch
from torch.nn import functional as F

from micrograd_nb import LOSSES, OPTIMIZERS, Value, clip_grad_norm, clip_grad_value
from micrograd_nb.functions import exp

torch.set_default_dtype(torch.float64)
TOL = 1e-12
worst = {}


def agree(name, ours, theirs):
    "Note how far two lists of numbers are apart, relative where they are larger than 1; fail beyond TOL"
    gaps = [abs(a - b)/max(1.0, abs(b)) for a,b in zip(ours, theirs, strict=True)]
    worst[name] = max(worst.get(name, 0.0), *gaps)
    assert worst[name] <= TOL, f"{name}: ours {ours}, PyTorch's {theirs}"


def hilly(w, exp):
    "A bowl of three parameters with slopes of very different size, for Values and for tensors alike; on a chaotic one, rounding alone would drive them apart"
    x,y,z = w
    return (1 - x)*(1 - x) + 3*(y - x)*(y - x) + 0.05*z*z + exp(-0.5*y) + 0.1*x*z


OPTIMIZER_SETTINGS = {
    "sgd": [dict(lr=0.02), dict(lr=0.01, momentum=0.9), dict(lr=0.01, momentum=0.8, nesterov=True), dict(lr=0.01, weight_decay=0.1),
            dict(lr=0.01, momentum=0.9, nesterov=True, weight_decay=0.01)],
    "rmsprop": [dict(), dict(lr=0.003, alpha=0.9, eps=1e-3), dict(lr=0.002, momentum=0.8), dict(lr=0.01, weight_decay=0.1, momentum=0.5)],
    "adam": [dict(), dict(lr=0.1), dict(lr=0.05, betas=(0.8, 0.95), eps=1e-4), dict(lr=0.02, weight_decay=0.1)],
    "adamw": [dict(), dict(lr=0.1), dict(lr=0.05, betas=(0.5, 0.9), eps=1e-2), dict(lr=0.02, weight_decay=0.3)],
}
THEIRS = {"sgd": torch.optim.SGD, "rmsprop": torch.optim.RMSprop, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
assert set(OPTIMIZER_SETTINGS) == set(OPTIMIZERS), "an optimiser is not compared"


def optimizers():
    for name,all_settings in OPTIMIZER_SETTINGS.items():
        for settings in all_settings:
            ours,theirs = [[make(x) for x in (-1.2, 1.0, 2.0)] for make in (Value, lambda x: torch.tensor(x, requires_grad=True))]
            one,two = OPTIMIZERS[name](ours, **settings),THEIRS[name](theirs, **settings)
            for _ in range(100):
                for opt,w,e in ((one, ours, exp), (two, theirs, torch.exp)):
                    opt.zero_grad()
                    hilly(w, e).backward()
                    opt.step()
                agree(f"{name} {settings}", [p.data for p in ours], [p.item() for p in theirs])


def losses():
    rng = random.Random(0)
    numbers = [rng.gauss(0, 3) for _ in range(12)] + [1e4, -1e4, 0.0, 30.0, -30.0, 1e-9]
    targets = {"mse": [rng.gauss(0, 3) for _ in numbers], "bce": [rng.choice([0.0, 1.0, 0.3]) for _ in numbers], "hinge": [rng.choice([-1.0, 1.0]) for _ in numbers]}
    cases = {"mse": (F.mse_loss, "mse", [{}]), "mae": (F.l1_loss, "mse", [{}]), "huber": (F.huber_loss, "mse", [{}, dict(delta=0.3), dict(delta=5.0)]),
             "bce": (F.binary_cross_entropy_with_logits, "bce", [{}]),
             "hinge": (lambda p, y, reduction: getattr(F.relu(1 - p*y), reduction)(), "hinge", [{}])}
    assert {*cases, "cross_entropy"} == set(LOSSES), "a loss is not compared"
    for name,(theirs,ys,all_settings) in cases.items():
        for settings in all_settings:
            for reduction in ("mean", "sum"):
                ps,t = [Value(x) for x in numbers],torch.tensor(numbers, requires_grad=True)
                one,two = LOSSES[name](ps, targets[ys], reduction=reduction, **settings),theirs(t, torch.tensor(targets[ys]), reduction=reduction, **settings)
                one.backward()
                two.backward()
                agree(f"{name} {settings}", [one.data, *(p.grad for p in ps)], [two.item(), *t.grad.tolist()])
    rows = [[rng.gauss(0, 3) for _ in range(4)] for _ in range(5)] + [[1e4, -1e4, 0.0, 5.0], [-1e4, -1e4 + 1, 0.0, 0.0], [700.0, 710.0, 720.0, -5.0]]
    classes = [rng.randrange(4) for _ in rows]
    for reduction in ("mean", "sum"):
        ps,t = [[Value(x) for x in row] for row in rows],torch.tensor(rows, requires_grad=True)
        one,two = LOSSES["cross_entropy"](ps, classes, reduction),F.cross_entropy(t, torch.tensor(classes), reduction=reduction)
        one.backward()
        two.backward()
        agree("cross_entropy", [one.data, *(p.grad for row in ps for p in row)], [two.item(), *t.grad.flatten().tolist()])


def clipping():
    for limit in (0.5, 100.0):
        ours,theirs = [Value(x) for x in (3.0, -4.0, 0.1)],torch.tensor([3.0, -4.0, 0.1], requires_grad=True)
        for clip in ("value", "norm"):
            sum(p*p for p in ours).backward(); (theirs*theirs).sum().backward()
            if clip == "value": clip_grad_value(ours, limit); torch.nn.utils.clip_grad_value_(theirs, limit)
            else: agree("norm before clipping", [clip_grad_norm(ours, limit)], [torch.nn.utils.clip_grad_norm_(theirs, limit).item()])
            if clip == "value": agree("clip by value", [p.grad for p in ours], theirs.grad.tolist())
            for p in ours: p.grad = 0.0
            theirs.grad = None


if __name__ == "__main__":
    optimizers(); losses(); clipping()
    name = max(worst, key=worst.get)
    print(f"{len(worst)} comparisons with PyTorch {torch.__version__} agree to {TOL:g}; the widest gap is {worst[name]:.1e}, in {name}")
