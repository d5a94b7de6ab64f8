"""Set up what a target needs in .venv, and run its steps: `python tools/run.py test`; `make test` calls this, and where there is no make this does the same

Nothing outside of this folder changes. Only the standard library is needed, and Python 3.11 or newer.
"""
import os, re, shlex, shutil, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = "settings.ini", "setup.py", "pyproject.toml", "constraints.txt"  # an environment is set up anew when one of them changes
FOLDERS = {"": ".venv", "interop": ".venv-interop", "oldest": ".venv-oldest", "bench": ".venv-bench", "quick": ".venv-quick"}
SETTING_UP = {"": ".venv (once, a minute or two)", "interop": ".venv-interop, with PyTorch, JAX, tinygrad and ONNX (once, some minutes)",
              "oldest": ".venv-oldest, with the oldest versions of JAX, tinygrad and ONNX that are supported",
              "bench": ".venv-bench, with all that is compared (once, some minutes)", "quick": ".venv-quick, with NumPy and micrograd (once, seconds)"}

# A target: what it does, its steps, and what is said in the end. A step: a heading or None, and what Python runs, two at a time;
# a name before it, as in `interop:`, is that of the environment, where it is not .venv.
TARGETS = {
    "tutorial": ("build the tutorial as a website and serve it on this machine", [(None, "tools/site.py serve")]),
    "docs": ("only build the website, into _docs/", [(None, "tools/site.py")]),
    "lab": ("open the notebooks in Jupyter", [(None, "-m jupyter lab nbs")]),
    "test": ("everything but the comparisons with other frameworks; CI runs both", [
        ("package, stubs and README are what the notebooks say, and what is installed is what constraints.txt says", "tools/check.py lock", "tools/check.py sync"),
        ("pages: nothing broken, endless or unreadable in the stored outputs", "tools/check.py pages"),
        ("the package imports outside of a notebook", "-c 'import os; os.chdir(os.sep); import micrograd_nb.all'"),
        ("every notebook runs, and shows what is stored (nbdev_test does the first half)", "tools/check.py fresh"),
        ("the website builds without a warning", "tools/site.py"),
        ("the pages in a browser: errors, outside requests, phones, accessibility, live code", "tools/browser.py"),
        ("the wheel in a clean environment; trainings that are killed; slopes against nudging, SymPy and mpmath; compiled steps; threads and memory",
         "tools/check.py wheel", "tools/derivatives.py", "tools/kill.py", "tools/compiled.py", "tools/tensors.py", "tools/odd.py", "tools/steady.py"),
    ], "all passed; left out: make test-interop, for PyTorch, JAX, tinygrad and ONNX; make conformance, the long checks; make bench, which measures"),
    "test-interop": ("PyTorch, JAX, tinygrad and ONNX: the same numbers as here, and models that move; sets up its own environments", [
        ("the cells of the notebooks that need a framework show what is stored", "interop: tools/check.py flagged"),
        ("optimisers, losses, Tensors and transforms agree with PyTorch and JAX; models that move keep their numbers, in the newest and in the oldest versions; half here, half there",
         "interop: tools/against_jax.py", "interop: tools/against_torch.py", "interop: tools/tensors.py torch", "interop: tools/interop.py torch jax tinygrad onnx",
         "oldest: tools/interop.py jax tinygrad onnx", "interop: tools/bridges.py"),
        ("many processes come to the weights of one, and end when one of them is killed", "interop: tools/distributed.py"),
    ], "all passed"),
    "conformance": ("the long checks, 20 minutes: every name, every rule changed on purpose, ten million nodes (2.5 GB), bad files; one table", [(None, "interop: tools/conformance.py")]),
    "conformance-quick": ("a cut of these, four minutes", [(None, "interop: tools/conformance.py quick")]),
    "sync": ("after a change in a notebook: export the package, write its stubs, clean the notebooks, write the README", [(None, "tools/check.py mend")]),
    "outputs": ("run all notebooks and store their fresh outputs", [(None, "tools/check.py outputs")]),
    "bench": ("measure every engine against micrograd, NumPy by hand, PyTorch, JAX, tinygrad, autograd and MyGrad (20 minutes); writes the numbers of the page", [
        (None, "bench: benchmarks/bench.py --out benchmarks/recorded.json --page nbs/speed.json")], "now make outputs, for the page How fast is it, and why"),
    "bench-quick": ("two minutes of it; fails if a ratio to NumPy or micrograd is a quarter worse than the recorded one", [
        (None, "quick: benchmarks/bench.py --quick --guard benchmarks/recorded.json")]),
    "sbom": ("list every package that the library brings with it, in dist/sbom.json", [(None, "tools/check.py sbom")]),
    "release": ("make a version, as in `make release VERSION=1.2.3`: changelog, packages that install and work, commit and tag; nothing is published", [(None, "tools/release.py")]),
    "clean": ("remove all that was built, .venv included", []),
}


def say(text): print(f"\n\033[1m== {text}\033[0m" if sys.stdout.isatty() or os.name != "nt" else f"\n== {text}", flush=True)

def parts(command):
    "The environment of a command, and its arguments"
    env,_,args = command.partition(": ")
    return (env, args) if env in FOLDERS else ("", command)

def python(env):
    "The Python of an environment"
    return ROOT/FOLDERS[env]/("Scripts/python.exe" if os.name == "nt" else "bin/python")

def wanted(env):
    "What is installed into an environment"
    if env == "": return ["-c", "constraints.txt", "-e", ".[dev]"]
    if env == "interop": return ["-c", "constraints.txt", "-e", ".[dev,torch,jax,tinygrad,onnx]", "onnxruntime"]
    if env == "bench": return ["-c", "constraints.txt", "-e", ".[jit,torch,jax,tinygrad]", "micrograd", "autograd", "mygrad"]
    if env == "quick": return ["-c", "constraints.txt", "-e", ".[jit]", "micrograd"]
    text = (ROOT/"settings.ini").read_text(encoding="utf-8")  # the oldest versions that it admits; of PyTorch there is only one
    return ["-e", ".", "hypothesis", "onnxruntime", *(f"{name}=={oldest}" for name,oldest in re.findall(r"^(?:jax|tinygrad|onnx)_requirements = (.*)>=([^,]*),", text, flags=re.M))]

def ready(env):
    "Set up an environment, unless it is there and up to date"
    stamp,pins = ROOT/FOLDERS[env]/".ready",b"".join((ROOT/name).read_bytes() for name in PINS)  # not their dates, which `make sync` changes
    if stamp.exists() and stamp.read_bytes() == pins: return
    say(f"setting up {SETTING_UP[env]}")
    if subprocess.run([sys.executable, "-m", "venv", FOLDERS[env]], cwd=ROOT).returncode:
        sys.exit("Python's module venv is missing; on Debian or Ubuntu it is the package python3-venv")
    subprocess.run([python(env), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted(env)], cwd=ROOT, check=True)
    stamp.write_bytes(pins)


def tell(what, args, env=None):
    "Run a program, and say in one piece how it ended and what it said; whether it passed"
    done = subprocess.run(args, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="backslashreplace")
    print(f"{'FAILED' if done.returncode else 'passed'}: {what}\n" + "".join(f"  {line}\n" for line in done.stdout.splitlines()), end="", flush=True)
    return done.returncode == 0

def together(f, commands):
    "Two at a time: for each command, whether it passed"
    with ThreadPoolExecutor(2) as pool: return list(pool.map(f, commands))

def clean():
    for path in (*map(ROOT.joinpath, ("_proc", "_docs", "dist", "build")), *ROOT.glob("*.egg-info"), *(ROOT/folder for folder in FOLDERS.values())): shutil.rmtree(path, ignore_errors=True)

def main(name, *given):
    about,steps,*end = TARGETS[name]
    if name == "clean": return clean()
    os.environ.pop("VIRTUAL_ENV", None)  # of another environment that may be active
    os.environ["PYTHONUTF8"] = "1"  # also on Windows
    sys.stdout.reconfigure(errors="backslashreplace")  # where the console is older than that
    ready("")
    for n,(heading,*commands) in enumerate(steps, 1):
        if heading: say(f"{n}/{len(steps)}  {heading}")
        for env,_ in map(parts, commands): ready(env)
        def program(command):
            env,args = parts(command)
            return [python(env), *shlex.split(args), *given]
        if len(commands) > 1: passed = together(lambda command: tell(parts(command)[1], program(command)), commands)
        else: passed = [subprocess.run(program(commands[0]), cwd=ROOT).returncode == 0]  # alone, it says what it has to say while it runs
        if failed := [command for command,ok in zip(commands, passed) if not ok]: sys.exit(f"FAILED: {name}, at {'; '.join(failed)}")
    for text in end: say(text)


if __name__ == "__main__":
    if sys.version_info < (3, 11): sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 ..., or python3.12 tools/run.py ...")
    if sys.argv[1:2] and sys.argv[1] in TARGETS:
        try: main(*sys.argv[1:])
        except KeyboardInterrupt: sys.exit(130)
        except subprocess.CalledProcessError as e: sys.exit(f"FAILED: {' '.join(map(str, e.cmd))}")
    else:
        for name,(about,*_) in TARGETS.items(): print(f"{name:<20}{about}")
        if sys.argv[1:2] not in ([], ["help"]): sys.exit(f"there is no target {sys.argv[1]}")
