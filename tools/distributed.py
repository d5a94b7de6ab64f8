"""Train on several processes and devices, compare the weights, and kill processes at random moments: part of `make test-interop`

The digits network of examples/ is trained by this library, by PyTorch in one process and in two, and by JAX on one device, on
eight, and on eight of two processes. All must end with the same weights. Then a process is killed or stopped, and
the rest must end soon, with an error that says what happened, without a process left over and without a file.
"""
import os, random, signal, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import numpy as np
import psutil

EXAMPLES = Path(os.environ.get("EXAMPLES") or Path(__file__).resolve().parent.parent/"examples")  # or a spoilt copy, to see this fail
sys.path.insert(0, str(EXAMPLES))
from digits import LR, batches, new_model
from micrograd_nb import SGD, cross_entropy, load

WITHIN,TOLERANCE,PATIENCE = 60,1e-6,5  # seconds until all must have ended; largest gap of two weights; seconds a process waits for another
ENV = dict(os.environ, OMP_NUM_THREADS="1")
PYTORCH = [sys.executable, EXAMPLES/"ddp_digits.py"]
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", EXAMPLES/"ddp_digits.py"]
JAX = [sys.executable, EXAMPLES/"jax_digits.py"]
JAX_TWO = [*JAX, "--processes", "2", "--devices", "4"]
WAYS = {"PyTorch in one process": PYTORCH, "PyTorch in two": TORCHRUN, "JAX on one device": [*JAX, "--devices", "1"], "JAX on eight": JAX, "JAX on eight of two processes": JAX_TWO}


def start(command, out, log, *options):
    with open(log, "w", encoding="utf-8") as to: return subprocess.Popen([*map(str, command), str(out), *options], stdout=to, stderr=subprocess.STDOUT, env=ENV)

def losses(text): return [line for line in text.splitlines() if line.startswith("step ")]

def ours():
    "The weights after the same batches, trained by this library, and its first loss"
    model,first = new_model(),None
    opt = SGD(model.parameters(), lr=LR)
    for _,xs,ys in batches(41, 64):
        model.zero_grad()
        loss = cross_entropy(model(xs), ys)
        loss.backward()
        opt.step()
        first = first or loss.item()
    return model.state_dict(),f"step 0: loss {first:.4f}"

def trained(folder, name):
    "The weights that one of the ways ends with, and what it says of its losses"
    out,log = folder/f"{name}.safetensors",folder/f"{name}.log"
    code = start(WAYS[name], out, log, "--timeout", "40").wait(timeout=80)
    if code: sys.exit(f"{name} ended with exit status {code}:\n" + log.read_text(encoding="utf-8"))
    return load(new_model(), out).state_dict(),losses(log.read_text(encoding="utf-8"))


def processes(out):
    "All processes that write to this file, the launcher first: they have it in their command line"
    def mine(process):
        try: return str(out) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error: return False
    return sorted(filter(mine, psutil.process_iter()), key=lambda process: process.pid)

def killed(folder, name, command, victim, how, begin, wait):
    """Start an endless training, kill one of its processes, and see how the others end: what is wrong, if anything, and after how many seconds

    The moment is `wait` seconds after there are two workers, or, with `begin`, after they have begun to train.
    """
    folder = folder/f"{name.replace(' ', '_')}_{victim}_{how.name}"
    folder.mkdir()
    out,log = folder/"out.safetensors",folder.with_suffix(".log")
    launcher = start(command, out, log, "--steps", "100000000", *(["--timeout", str(PATIENCE)] if how == signal.SIGSTOP else []))
    def until(ready, what):
        limit = time.monotonic() + 60
        while not ready():
            if time.monotonic() > limit or launcher.poll() is not None: sys.exit(f"{name}: {what} in 60 s; it said\n" + log.read_text(encoding="utf-8"))
            time.sleep(0.1)
    until(lambda: len(processes(out)) == 3, "there were not two workers")
    if begin: until(lambda: losses(log.read_text(encoding="utf-8")), "training did not begin")
    time.sleep(wait)
    workers = [p.pid for p in processes(out) if p.pid != launcher.pid]
    os.kill(launcher.pid if victim == "launcher" else workers[victim], how)
    began = time.monotonic()
    while (left := processes(out)) and time.monotonic() < began + WITHIN: launcher.poll(); time.sleep(0.1)
    seconds,problems = time.monotonic() - began,[]
    for process in left: process.kill()
    code,said = launcher.wait(),log.read_text(encoding="utf-8")
    if left: problems.append(f"{len(left)} processes left over after {WITHIN} s")
    if code == 0: problems.append("exit status 0")
    expected = "the launcher is gone" if victim == "launcher" else "another" if how == signal.SIGSTOP else "SIGKILL"
    if expected not in said: problems.append(f"it does not say {expected!r}")
    if any(folder.iterdir()): problems.append(f"a file is left: {[p.name for p in folder.iterdir()]}")
    who = "the launcher" if victim == "launcher" else f"worker {victim}"
    return [f"{name}, {who}, {how.name}: {p}; it said\n{said[-3000:]}" for p in problems],seconds


def cases(rng):
    "Who is killed, how and when; those that take longest come first"
    for how in (signal.SIGSTOP, signal.SIGKILL):
        for name,command in (("PyTorch", TORCHRUN), ("JAX", JAX_TWO)):
            yield name,command,rng.randrange(2),how,True,rng.uniform(0, 2)
            if how == signal.SIGKILL: yield name,command,"launcher",how,False,rng.uniform(0, 5)


def main():
    with tempfile.TemporaryDirectory() as tmp, ThreadPoolExecutor(3) as pool:
        tmp = Path(tmp)
        kills = [pool.submit(killed, tmp, *case) for case in cases(random.Random(int(os.environ.get("SEED", 0))))]
        runs = [pool.submit(trained, tmp, name) for name in WAYS]
        (reference,first),problems,widest = ours(),[],0.0
        for name,run in zip(WAYS, runs):
            weights,said = run.result()
            gap = max(np.abs(weights[key] - reference[key]).max() for key in reference)
            widest = max(widest, gap)
            if not gap <= TOLERANCE: problems.append(f"{name} ends with other weights than this library: the largest gap is {gap:.1e}")
            if said[0] != first: problems.append(f"{name} begins with {said[0]!r}, and this library with {first!r}")
        ends = [kill.result() for kill in kills]
    problems += [p for ps,_ in ends for p in ps]
    if problems: sys.exit("\n".join([*problems, f"FAILED: {len(problems)} problems"]))
    print(f"{len(WAYS)} ways to train end with the weights of this library, the widest gap is {widest:.1e}; in {len(ends)} further runs a process was killed or stopped: "
          f"all ended within {max(seconds for _,seconds in ends):.0f} s, with an error, nothing left over")


if __name__ == "__main__": main()
