"""Make a version: `make release VERSION=1.2.3`, on a clean checkout, after `make test test-interop`

All is done in a work tree of its own, next to nothing of which is kept if a step fails: the version is set, the section
"Unreleased" of CHANGELOG.md gets it and the date, packages are built from the commit, installed and tried out, each in a new
environment. Only then the branch moves on, with a tag, and the packages lie in dist/. Publishing is up to you.
"""
import os, re, shutil, subprocess, sys, tarfile, tempfile, venv, zipfile
from configparser import ConfigParser
from datetime import date
from pathlib import Path

from check import ROOT, command, run, try_out

USE = "use: make release VERSION=1.2.3"


def git(*args, root=ROOT): return subprocess.run(["git", *map(str, args)], cwd=root, check=True, capture_output=True, text=True, encoding="utf-8").stdout.strip()

def numbers(version): return tuple(map(int, version.split(".")))

def settings(root):
    config = ConfigParser(delimiters=["="])
    config.read(root/"settings.ini", encoding="utf-8")
    return config["DEFAULT"]

def dated(text, version):
    "The changelog with this version and the date above the section that has waited for it; None if there is no such section, or nothing in it"
    found = re.search(rf"^## (?:Unreleased|{re.escape(version)})\n(?=\s*[^#\s])", text, flags=re.M)
    return found and f"{text[:found.start()]}## {version} ({date.today()})\n{text[found.end():]}"

def refusal(version):
    "Why there can be no such version now, or None"
    if not re.fullmatch(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}", version): return f"a version is three numbers, as in 1.2.3, got {version!r}; {USE}"
    cfg = settings(ROOT)
    if numbers(version) < numbers(cfg["version"]): return f"{version} comes before {cfg['version']}, which settings.ini says"
    if changed := git("status", "--porcelain"): return f"there are changes that are not committed:\n{changed}"
    if (branch := git("branch", "--show-current")) != cfg["branch"]: return f"a version is made on the branch {cfg['branch']}; this is {branch or 'no branch'}"
    if git("tag", "--list", f"v{version}"): return f"there is a tag v{version} already"
    if not dated((ROOT/"CHANGELOG.md").read_text(encoding="utf-8"), version): return "CHANGELOG.md needs a section '## Unreleased' that says what is new"


def contents(package):
    "The files of a package: content by name, without the folder that an sdist has around all"
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as z: return {name: z.read(name) for name in z.namelist()}
    with tarfile.open(package) as t: return {m.name.split("/", 1)[1]: t.extractfile(m).read() for m in t.getmembers() if m.isfile()}

def faults(dist, tree):
    "What is missing in the packages, and what should not be in them"
    tracked = {name for name in git("ls-files", root=tree).splitlines() if not name.startswith(".")}
    for package in sorted(dist.iterdir()):
        files = contents(package)
        wanted = tracked if package.suffix == ".gz" else {name for name in tracked if name.startswith("micrograd_nb/")}
        for name in sorted(wanted - {*files}): yield f"{package.name} lacks {name}"
        for name,content in files.items():
            for path in (ROOT, tree, Path.home()):
                if len(path.parts) > 2 and str(path).encode() in content: yield f"{package.name}: {name} names {path}"


def make(version, tree, tmp):
    "Everything up to the commit, in the work tree `tree`: the commit, and the folder of what was built"
    python,env = sys.executable,{**os.environ, "PYTHONPATH": str(tree)}
    ini,log,dist = tree/"settings.ini",tree/"CHANGELOG.md",tmp/"dist"
    ini.write_text(re.sub(r"^version = .*$", f"version = {version}", ini.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8", newline="\n")
    log.write_text(dated(log.read_text(encoding="utf-8"), version), encoding="utf-8", newline="\n")
    run(python, "tools/check.py", "mend", cwd=tree, env=env)
    git("add", "--all", root=tree)
    strange = {*git("diff", "--cached", "--name-only", root=tree).splitlines()} - {"settings.ini", "CHANGELOG.md", "micrograd_nb/__init__.py", "micrograd_nb/_modidx.py"}
    if strange: sys.exit(f"FAILED: the notebooks and the package were not in sync; make sync changes {', '.join(sorted(strange))}")
    git("commit", "--quiet", "--no-verify", "-m", f"Version {version}", root=tree)
    venv.create(tmp/"builder", with_pip=True)
    builder = command("python", tmp/"builder")
    run(builder, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "build==1.6.1", "twine==7.0.0")
    stamp = {**os.environ, "SOURCE_DATE_EPOCH": git("log", "-1", "--format=%ct", root=tree)}
    run(builder, "-m", "build", "--quiet", "--outdir", dist, tree, env=stamp, stdout=subprocess.DEVNULL)
    run(builder, "-m", "twine", "check", "--strict", *dist.iterdir())
    if problems := list(faults(dist, tree)): sys.exit("\n".join([*problems, "FAILED: see MANIFEST.in and setup.py"]))
    for package in sorted(dist.iterdir()): try_out(package, tmp/f"env{package.suffix}")
    run(python, "tools/check.py", "sbom", cwd=tree, env=env)
    shutil.copy(tree/"dist/sbom.json", dist)
    return git("rev-parse", "HEAD", root=tree),dist


def main(version=""):
    if why := refusal(version): sys.exit(f"REFUSED: {why}")
    head,tag = git("rev-parse", "HEAD"),f"v{version}"
    with tempfile.TemporaryDirectory() as tmp:
        tmp = Path(tmp).resolve()
        git("worktree", "add", "--detach", tmp/"tree", head)
        try:
            commit,dist = make(version, tmp/"tree", tmp)
            git("tag", "--annotate", "-m", f"Version {version}", tag, commit)
            try: git("merge", "--quiet", "--ff-only", commit)
            except subprocess.CalledProcessError as e:  # the branch has moved on, or a file was changed meanwhile
                git("tag", "--delete", tag)
                sys.exit(f"FAILED: {e.stderr}")
        finally: git("worktree", "remove", "--force", tmp/"tree")
        shutil.rmtree(ROOT/"dist", ignore_errors=True)
        shutil.copytree(dist, ROOT/"dist")
    print(f"\n{tag} is committed and tagged here, and dist/ holds {', '.join(sorted(p.name for p in (ROOT/'dist').iterdir()))}\nTo publish it:\n\n"
          f"  git push origin {settings(ROOT)['branch']} {tag}\n  twine upload dist/*.whl dist/*.tar.gz")


if __name__ == "__main__":
    try: main(*sys.argv[1:2])
    except subprocess.CalledProcessError as e: sys.exit(f"FAILED, and nothing was changed: {' '.join(map(str, e.cmd))}\n{e.stderr or ''}")
