"""The checks behind `make test`, one command each, and two that mend: `python tools/check.py --help`"""
import argparse, ast, json, os, re, shutil, subprocess, sys, tempfile, venv
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXACT = sys.platform == "linux"  # elsewhere, other libraries of mathematics and fonts change last digits and pixels
FRAMEWORKS = ("torch", "jax", "tinygrad", "onnx")  # a cell that needs one begins with its name, as in `#| jax`; settings.ini says the same to nbdev_test


def run(*cmd, **kwargs): subprocess.run([str(c) for c in cmd], check=True, **kwargs)

def command(name, env=None):
    "A program of an environment, or of this one, as Linux, macOS or Windows has it"
    folder = env/("Scripts" if os.name == "nt" else "bin") if env else Path(sys.executable).parent
    return shutil.which(name, path=folder) or sys.exit(f"FAILED: {folder} has no {name}")

def notebooks(root=ROOT): return sorted(p for p in (root/"nbs").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)

def fail(problems, cure):
    if problems: sys.exit("\n".join([*map(str, problems), "", f"FAILED: {len(problems)} to mend. {cure}"]))


def mend(root=ROOT):
    "Export the package, write its stubs, clean the notebooks, write the README"
    run(command("nbdev_export"), cwd=root)
    run(sys.executable, ROOT/"tools/stubs.py", cwd=root)
    run(command("nbdev_clean"), cwd=root)
    run(sys.executable, ROOT/"tools/readme.py", cwd=root)


def sync():
    "Fail if exporting, cleaning or writing the README would change a file; nothing is changed here"
    made = ["micrograd_nb", "nbs", "settings.ini", "setup.py", "pyproject.toml", "README.md"]
    with tempfile.TemporaryDirectory() as tmp:
        copy = Path(tmp)/"copy"
        copy.mkdir()
        for name in made:
            if (ROOT/name).is_dir(): shutil.copytree(ROOT/name, copy/name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
            else: shutil.copy(ROOT/name, copy/name)
        mend(copy)
        files = {p.relative_to(copy) for p in copy.rglob("*") if p.is_file()}
        here = {p.relative_to(ROOT) for n in ("micrograd_nb", "nbs") for p in (ROOT/n).rglob("*") if p.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(p.parts)}
        same = lambda a, b: a.exists() and b.exists() and a.read_bytes().replace(b"\r\n", b"\n") == b.read_bytes().replace(b"\r\n", b"\n")  # git for Windows may write the other line ends
        differ = [f for f in sorted(files | here) if not same(ROOT/f, copy/f)]
    fail(differ, "These files are not what the notebooks say. Run `make sync`, look at the change, and commit it.")
    print(f"{len(files)} files in sync")


def pinned(text): return {re.sub(r"[-_.]+", "-", name).lower(): version for name,version in re.findall(r"^([\w.-]+)==([\w.]+)", text, flags=re.M)}

def lock():
    "Fail if what is installed here, or what the website loads, is not what constraints.txt and tools/live pin"
    pins = pinned((ROOT/"constraints.txt").read_text(encoding="utf-8"))
    here = pinned("\n".join(f"{d.name}=={d.version}" for d in distributions()))
    problems = [f"{name} {version} is installed; constraints.txt says {pins.get(name, 'nothing')}" for name,version in sorted(here.items())
                if name not in ("micrograd-nb", "pip", "setuptools", "wheel") and pins.get(name) != version and (name in pins or sys.platform == "linux")]
    live = (ROOT/"tools/live/wheels.txt").read_text(encoding="utf-8")
    problems += [f"tools/live/wheels.txt: {name} {version}; constraints.txt says {pins.get(name, 'nothing')}" for name,version in pinned(live).items() if pins.get(name) != version]
    problems += [f"tools/live/wheels.txt: no hash in {line!r}" for line in live.splitlines() if "==" in line and "--hash=sha256:" not in line]
    asked,locked = (json.loads((ROOT/"tools/live"/name).read_text(encoding="utf-8")) for name in ("package.json", "package-lock.json"))
    root,*parts = locked["packages"].items()
    problems += [f"tools/live/package-lock.json was made for other needs than package.json names"]*(root[1].get("dependencies") != asked.get("dependencies"))
    problems += [f"tools/live/package-lock.json: {name} has no hash" for name,part in parts if not part.get("integrity")]
    fail(problems, "Pin what was tested: edit constraints.txt or tools/live, then `make clean outputs test`.")
    print(f"{len(here) - 1} installed packages, {len(pinned(live))} wheels and {len(parts)} scripts of the live pages are as pinned")


def needed(cell):
    "The frameworks that a cell asks for, as in `#| jax`"
    return [flag for flag in re.findall(r"^#\| (\w+)$", cell.source, flags=re.M) if flag in FRAMEWORKS]

def gap(name):
    "What keeps a framework from working here: itself, or what runs for it; None if it is all there"
    if find_spec(name) is None: return name
    if name == "onnx" and find_spec("onnxruntime") is None: return "onnxruntime"
    if name == "tinygrad" and not shutil.which("clang"): return "clang"

def missing(cell):
    "What a cell asks for and is not installed here; None if there is no such thing"
    return next(filter(None, map(gap, needed(cell))), None)


def execute(path):
    """Run a notebook from top to bottom in a kernel of its own: the notebook with fresh outputs, and without counts and other traces of the run

    Cells for a framework that is not installed are passed over, and keep their outputs.
    """
    import nbformat
    from nbclient import NotebookClient
    from traitlets.config import Config
    whole = nbformat.read(path, 4)
    nb = nbformat.from_dict({**whole, "cells": [cell for cell in whole.cells if not missing(cell)]})
    os.environ.update(IN_TEST="1", JUPYTER_PREFER_ENV_PATH="1", TQDM_DISABLE="1")  # no export from the last cell; this environment's kernel; no bars
    with tempfile.TemporaryDirectory() as tmp:
        files = Config() if os.name == "nt" else Config({"ConnectionFileMixin": {"transport": "ipc", "ip": f"{tmp}/kernel"}})  # sockets in tmp: a port that was free when it was chosen can be taken when it is used
        NotebookClient(nb, config=files, timeout=600, kernel_name="python3", coalesce_streams=True, extra_arguments=["--log-level=ERROR"], resources={"metadata": {"path": str(path.parent)}}).execute()
    for cell in nb.cells:
        if cell.cell_type != "code": continue
        cell.execution_count,cell.metadata = None,{}
        for out in cell.outputs:
            if "execution_count" in out: out.execution_count = None
    ran = {cell.id: cell for cell in nb.cells}
    whole.cells = [ran.get(cell.id, cell) for cell in whole.cells]
    return whole


def outputs():
    "Run every notebook and store what it shows"
    import nbformat
    for path in notebooks():
        print(path.relative_to(ROOT), flush=True)
        nbformat.write(execute(path), path)
    mend()


def stale(path):
    "The cells whose stored output, text or picture, is not what a fresh run shows, the number of cells that run, and what others would need"
    import nbformat
    try: fresh = execute(path)
    except Exception as e: return [f"{path.relative_to(ROOT)} does not run:\n{e}"], 1, []
    cells = [(n, old, new) for n,(old,new) in enumerate(zip(nbformat.read(path, 4).cells, fresh.cells)) if old.cell_type == "code"]
    needs = [m for _,old,_ in cells if (m := missing(old))]
    return [f"{path.relative_to(ROOT)}, cell {n}:\n  stored {show(old)}\n  fresh  {show(new)}" for n,old,new in cells if not alike(old.outputs, new.outputs)], len(cells) - len(needs), needs


def alike(old, new, exact=EXACT):
    "Do two lists of outputs show the same? On another system than Linux, numbers may differ by a thousandth, and pictures are not compared"
    if exact: return old == new
    texts = [re.sub(r"\s+", " ", " ".join("".join(out.get("text", "") or out.get("data", {}).get("text/plain", "")) for out in outs)).replace("\\", "/") for outs in (old, new)]
    number = r"-?\d+\.?\d*(?:e[-+]?\d+)?"
    a,b = ([float(x) for x in re.findall(number, text)] for text in texts)
    return re.sub(number, "#", texts[0]) == re.sub(number, "#", texts[1]) and all(abs(x - y) <= 1e-3*max(1, abs(x)) for x,y in zip(a, b))


def show(cell):
    "The outputs of a cell, in short"
    texts = [str(dict(out).get("text") or {k: v if k == "text/plain" else f"{hash(v)&0xffff:04x}" for k,v in out.get("data", {}).items()}) for out in cell.outputs]
    return " | ".join(texts)[:500] or "nothing"


def fresh(*paths):
    "Fail if a stored output, text or picture, differs from a fresh run, of these notebooks or of all"
    paths = [ROOT/p for p in paths] or notebooks()
    with ProcessPoolExecutor(2) as pool: results = list(pool.map(stale, paths))
    problems,cells = [p for ps,_,_ in results for p in ps],sum(n for _,n,_ in results)
    for path,(_,_,needs) in zip(paths, results):
        for m in dict.fromkeys(needs): print(f"SKIPPED: {needs.count(m)} cells of {path.name} need {m}; make test-interop runs them, as CI")
    if not EXACT: print("SKIPPED: pictures and last digits are compared on Linux only, where the stored ones were made")
    print(f"{cells - len(problems)} passed, {len(problems)} failed")
    fail(problems, "Run `make outputs`, look at the change, and commit it.")


def flagged():
    "The same for the notebooks that ask for a framework, all of which must be installed"
    import nbformat
    if gaps := list(filter(None, map(gap, FRAMEWORKS))): sys.exit(f"FAILED: not installed here: {', '.join(gaps)}. `make test-interop` has an environment with the packages; clang comes with the system (on Debian: apt-get install clang).")
    fresh(*(path for path in notebooks() if any(map(needed, nbformat.read(path, 4).cells))))


def look_ahead():
    "Where a chapter imports a module, or calls a method, that only a later chapter builds"
    chapters = [p for p in notebooks() if re.match(r"\d", p.name) and p.parent.name == "nbs"]
    cells = {p: ["".join(c["source"]) for c in json.loads(p.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"] for p in chapters}
    import numpy as np
    on_tensors = {p for p in chapters if any("@patch_to(Tensor)" in source for source in cells[p])}
    built = {p: set(re.findall(r"^@patch_to\((?:Value|Module|Tensor)\)\ndef ([a-z]\w*)", "\n".join(cells[p]), flags=re.M)) for p in chapters}
    modules = {p: re.findall(r"default_exp (\w+)", "\n".join(cells[p])) for p in chapters}  # none where a chapter exports nothing
    for i,p in enumerate(chapters):
        for later in chapters[i+1:]:
            for source in cells[p]:
                for m in modules[later]:
                    if re.search(rf"micrograd_nb\.{m}\b", source): yield f"{p.name} imports {m}, which {later.name} builds"
                if later in on_tensors and p not in on_tensors: continue  # there, `x.log()` is the one of a Value
                for name in built[later] - set(dir(np.ndarray)):  # an array has a sum without any Tensor
                    if re.search(rf"\b[a-z]\w*\.{name}\(", re.sub(r"\b(math|np)\.\w+", "", source)): yield f"{p.name} calls the method {name}, which {later.name} builds"


def pages():
    "Fail on stored errors, addresses, paths of a machine, endless outputs, pictures without a description, and untested exports"
    import yaml
    problems = list(look_ahead())
    for path in notebooks():
        nb,ids,exported,asserted = json.loads(path.read_text(encoding="utf-8")),set(),{},set()
        first = "".join(nb["cells"][0]["source"])
        def say(n, what): problems.append(f"{path.relative_to(ROOT)}, cell {n}: {what}")
        if not re.match(r"# .+\n\n> .+", first): say(0, "the first cell must be a title and a one-line summary: '# ...' and '> ...'")
        for n,cell in enumerate(nb["cells"]):
            source = "".join(cell["source"])
            if not cell.get("id") or cell["id"] in ids: say(n, "needs an id of its own")
            ids.add(cell.get("id"))
            if not source.strip(): say(n, "is empty")
            if cell["cell_type"] != "code": continue
            try: yaml.safe_load("\n".join(re.findall(r"^#\| ([\w-]+:.*)$", source, flags=re.M)))
            except yaml.YAMLError: say(n, "has an option that Quarto cannot read; a colon with a space behind it must not be in its text")
            tree = ast.parse(re.sub(r"^[%!].*$", "", source, flags=re.M))
            imports = [isinstance(node, (ast.Import, ast.ImportFrom)) for node in tree.body]
            if any(imports) and not all(imports) and "nbdev_export()" not in source: say(n, "mixes imports with other code")
            if re.match(r"#\| exports?\n", source):
                for node in tree.body:
                    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                        if node.name in exported and node.name != "_": say(n, f"defines {node.name} a second time")
                        exported[node.name] = n
                        if not node.name.startswith("_") and not ast.get_docstring(node): say(n, f"{node.name} needs a docstring")
            elif re.search(r"\bassert\b|\btest_\w+\(|check_grads\(", source): asserted.add(source)
            for out in cell["outputs"]:
                data = out.get("data", {})
                text = "".join(out.get("text", data.get("text/plain", "")))
                if out["output_type"] == "error": say(n, "shows an error; show its message with a function instead")
                if out.get("name") == "stderr": say(n, "wrote to stderr")
                if re.search(r"0x[0-9a-f]{6,}", text): say(n, "shows a memory address")
                if re.search(r"(?<![\w.:/])/(root|work|tmp|home|Users)/", text): say(n, "shows a path of a machine")
                if text.count("\n") > 25: say(n, f"shows {text.count(chr(10))} lines; a reader looks at 25 at most")
                if any(mime.startswith("image/") for mime in data) and "#| fig-alt:" not in source:
                    if "Value(" not in text: say(n, "shows a picture without a description: begin the cell with '#| fig-alt: ...'")
        tests = "\n".join(asserted)
        for name,n in exported.items():
            word = {"__add__": "+", "__mul__": "*", "__pow__": "**"}.get(name, name.strip("_"))
            if not name.startswith("_") and not re.search(rf"\b{re.escape(word)}\b", tests): say(n, f"exports {name}, which no assertion on this page mentions")
    fail(problems, "Mend the cells named above.")
    print(f"{len(notebooks())} pages in order")


def try_out(package, env):
    "Install a wheel or an sdist into a new environment, use it there as a stranger would, and ask the tools of editors about it"
    venv.create(env, with_pip=True)
    alone = {name: x for name,x in os.environ.items() if name != "PYTHONPATH"}
    python,pip = command("python", env),("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(python, *pip, package, env=alone)
    run(python, ROOT/"tools/smoke.py", cwd=env, env=alone)
    run(python, *pip, "mypy==2.4.1", "jedi==0.20.1", env=alone)
    run(python, ROOT/"tools/typed.py", cwd=env, env=alone)


def wheel():
    "Build the wheel, install it alone in a new environment with the newest versions of all it needs, and use it there"
    with tempfile.TemporaryDirectory() as tmp:
        run(sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "-w", tmp, ROOT)
        try_out(*Path(tmp).glob("*.whl"), env=Path(tmp)/"env")


def sbom():
    "Write dist/sbom.json: every package that an installation of the library brings with it, with version and licence, as CycloneDX"
    out = ROOT/"dist/sbom.json"
    out.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        for name,wanted in (("library", ["-c", ROOT/"constraints.txt", ROOT]), ("tool", ["cyclonedx-bom==7.5.0"])):
            venv.create(Path(tmp)/name, with_pip=True)
            run(command("python", Path(tmp)/name), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted)
        run(command("python", Path(tmp)/"library"), "-m", "pip", "uninstall", "--quiet", "--yes", "pip", "setuptools", stderr=subprocess.DEVNULL)
        run(command("cyclonedx-py", Path(tmp)/"tool"), "environment", "--pyproject", ROOT/"pyproject.toml", "--mc-type", "library", "--output-reproducible", "-o", out, command("python", Path(tmp)/"library"), stderr=subprocess.DEVNULL)
    parts = {re.sub(r"[-_.]+", "-", part["name"]).lower() for part in json.loads(out.read_text(encoding="utf-8"))["components"]}
    needs = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"(?:^| )([\w-]+)", re.search(r"^requirements = (.*)$", (ROOT/"settings.ini").read_text(encoding="utf-8"), flags=re.M)[1])}
    fail([f"{name} is a requirement, and not in {out.name}" for name in sorted(needs - parts)], "See why it was not installed.")
    print(f"{out.relative_to(ROOT)}: {len(parts)} packages")


if __name__ == "__main__":
    commands = {f.__name__: f for f in (sync, lock, pages, fresh, flagged, wheel, sbom, mend, outputs)}
    parser = argparse.ArgumentParser(description=__doc__, epilog="; ".join(f"{n}: {f.__doc__}" for n,f in commands.items()))
    parser.add_argument("command", choices=commands)
    parser.add_argument("notebooks", nargs="*", help="for fresh: only these")
    args = parser.parse_args()
    try: commands[args.command](*args.notebooks)
    except subprocess.CalledProcessError as e: sys.exit(f"FAILED: {' '.join(map(str, e.cmd))}")
