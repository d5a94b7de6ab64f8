"""Build the website from the notebooks into _docs/, and serve it: `python tools/site.py [serve]`

nbdev prepares the notebooks in _proc/, `polish` makes them chapters to read, and smalldocs renders them.
Nothing is run: the pages show the outputs that are stored in the notebooks, which `make test` holds against fresh ones.
"""
import functools, html, http.server, re, shutil, sys
from pathlib import Path

from execnb.nbio import read_nb, write_nb
from latex2mathml.converter import convert
from nbdev.config import get_config
from nbdev.serve import proc_nbs
from smalldocs.site import build

ROOT = Path(__file__).resolve().parent.parent
PROC,DOCS = ROOT/"_proc",ROOT/"_docs"


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
    localise = lambda text: unnumber("".join(text).replace(site, here))  # links to symbols stay inside the site
    for n,cell in enumerate(nb.cells):
        if cell.source.startswith("#| echo: false\n#| output: asis\nshow_doc("):
            symbol = re.search(r"show_doc\(([\w.]+)\)", cell.source)[1]
            cell.cell_type,cell.source = "markdown",f'<span id="{symbol.lower()}"></span>'
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


def typeset(path):
    "Turn the mathematics of a page into MathML, which browsers draw themselves, and drop the scripts that would be fetched to do it"
    page = path.read_text(encoding="utf-8")
    page = re.sub(r'<(?:link|script)[^>]*katex[^>]*>(?:</script>)?', "", page)
    formula = lambda m: convert(html.unescape(m[2]), display=m[1])
    page = re.sub(r'<span class="math (inline|display)">\\[(\[](.*?)\\[)\]]</span>', formula, page, flags=re.S)
    path.write_text(page, encoding="utf-8")


def make():
    "Build the site; the list of warnings"
    for folder in (PROC, DOCS): shutil.rmtree(folder, ignore_errors=True)
    proc_nbs(force=True)
    for path in list(PROC.rglob("*.ipynb")): polish(path)
    (PROC/"_quarto.yml").write_text(unnumber((PROC/"_quarto.yml").read_text()))
    warnings = build(PROC, quiet=True).warnings
    for path in DOCS.rglob("*.html"): typeset(path)
    for path in DOCS.rglob("*.css"): path.write_text(re.sub(r"@import url\(https?:[^)]*\);?", "", path.read_text()))  # fonts from elsewhere
    return warnings


def serve(port=8000):
    "Serve the site on this machine only, at the first free port from `port` on"
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=DOCS)
    for p in range(port, port + 100):
        try: server = http.server.ThreadingHTTPServer(("127.0.0.1", p), handler)
        except OSError: continue
        print(f"The tutorial is at http://127.0.0.1:{p}/ (Ctrl-C stops it)", flush=True)
        try: server.serve_forever()
        except KeyboardInterrupt: return
    sys.exit(f"no free port from {port} to {port + 99}")


if __name__ == "__main__":
    warnings = make()
    for w in warnings: print(f"warning: {w}", file=sys.stderr)
    if warnings: sys.exit(f"the site has faults: {len(warnings)} warnings")
    print(f"built {len(list(DOCS.rglob('*.html')))} pages in {DOCS.relative_to(ROOT)}/", flush=True)
    if sys.argv[1:] == ["serve"]: serve()
