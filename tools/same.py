"""The same seed gives the same bits on every Python that is at hand, and with one thread or several: `python tools/same.py`

Each Python from 3.11 gets an environment of its own, in a temporary folder, with the versions of constraints.txt; needed are
two. In each, the trainings of steady.py run, and a network wide enough that NumPy's matrix products use several threads.
"""
import hashlib, os, re, shutil, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDS = "fastcore", "numpy", "tqdm", "safetensors"
THREADS = "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"


def digests():
    "One line for each thing that is trained here: its name, and a hash of all bits it leaves behind"
    import numpy as np
    from micrograd_nb.all import Linear, Sequential, Tensor, fit
    from micrograd_nb.functions import tanh
    from steady import RUNS, trained
    for seed in RUNS: yield f"training {seed}",trained(seed)
    rng = np.random.default_rng(0)
    x,net = rng.normal(size=(512, 300)),Sequential(Linear(300, 400, rng=rng), tanh, Linear(400, 1, rng=rng))
    run = fit(net, x, np.sin(x[:, :1]), loss="mse", epochs=3, lr=1e-3, opt="adam", batch_size=256, seed=0, every=0)
    yield "wide network",repr((run.losses, {name: a.tobytes() for name,a in net.state_dict().items()}))

def pythons():
    "One Python for each minor version from 3.11, by its version"
    names = [shutil.which(f"python3.{minor}") for minor in range(11, 20)]
    if shutil.which("pyenv"): names += sorted(Path(subprocess.check_output(["pyenv", "root"], text=True).strip()).glob("versions/3.*/bin/python"))
    found = {}
    for name in (sys.executable, *filter(None, names)):
        asked = subprocess.run([name, "-c", "import sys, venv, ensurepip; print(sys.version_info[:3], getattr(sys, '_is_gil_enabled', lambda: True)())"], capture_output=True, text=True)
        if asked.returncode: continue
        *version,gil = re.findall(r"\w+", asked.stdout)
        version = tuple(map(int, version))
        if version >= (3, 11): found.setdefault((version[:2], gil), name)
    return {".".join(map(str, version)) + ("" if gil == "True" else " without its lock"): name for (version,gil),name in sorted(found.items())}

def ran(python, threads):
    "What `digests` says, run by this Python with so many threads"
    env = {**os.environ, **dict.fromkeys(THREADS, str(threads)), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT/'tools'}", "TQDM_DISABLE": "1"}
    out = subprocess.run([python, "-P", __file__, "digests"], env=env, capture_output=True, text=True)
    if out.returncode: sys.exit(f"{python}: {out.stderr}")
    return dict(line.split("\t") for line in out.stdout.splitlines())

def main():
    from report import row
    found,results = pythons(),{}
    if len(found) < 2: return row("the same bits", 0, f"SKIPPED: two Pythons from 3.11 are needed, found {', '.join(found)}")
    with tempfile.TemporaryDirectory() as tmp:
        for version,python in found.items():
            here = Path(tmp)/version.replace(" ", "-")
            subprocess.run([python, "-m", "venv", here], check=True)
            subprocess.run([here/"bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", ROOT/"constraints.txt", *NEEDS], check=True)
            for threads in (1, 4): results[f"{version}, {threads} thread{'s'*(threads > 1)}"] = ran(here/"bin/python", threads)
    first,*others = results
    differ = [f"{name} in {other} is not what it is in {first}" for other in others for name in results[first] if results[first][name] != results[other][name]]
    if differ: sys.exit("\n".join(differ))
    row("the same bits", len(results)*len(results[first]), f"{len(results[first])} trainings on Python {', '.join(found)}, with 1 and with 4 threads, end in the same bits")


if __name__ == "__main__":
    if sys.argv[1:] == ["digests"]:
        for name,text in digests(): print(name, hashlib.sha256(text.encode()).hexdigest(), sep="\t")
    else: main()
