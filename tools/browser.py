"""Look at the built website in a real browser: `make test` and CI run this where there is a Chromium, and say so where there is none"""
import functools, http.server, re, shutil, sys, threading
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS,AXE = ROOT/"_docs",ROOT/".venv/live/node_modules/axe-core/axe.min.js"
FLAGS = ("--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync").split()
OF_LOOKS = "color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"  # the rules of axe that colours and width can break; the others would say the same again
results = []


def check(name, problem):
    "Note one check; `problem` is what is wrong, or nothing"
    results.append(bool(problem))
    if problem: print(f"FAILED {name}: {problem}", flush=True)


def serve():
    "Serve the built site at a free port of this machine; its address"
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args): pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=DOCS))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def every_page(page, site, scheme, width, rules=None):
    "Each page loads without an error or an outside request, shows its mathematics, fits the screen, and is accessible, by all rules or these"
    said,outside = [],[]
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(dict(width=width, height=900))
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((site, "data:")) else None)
    for path in sorted(DOCS.rglob("*.html")):
        name = f"{path.relative_to(DOCS)} ({scheme}, {width} px)"
        said.clear(); outside.clear()
        page.goto(site + str(path.relative_to(DOCS)), wait_until="networkidle")
        check(f"{name} errors", said)
        size = page.evaluate("performance.getEntries().reduce((sum, e) => sum + (e.transferSize || 0), 0)")
        check(f"{name} first view under 1 MB", size > 1e6 and size)
        check(f"{name} asks nobody outside", outside)
        check(f"{name} mathematics", re.findall(r"\\\(.{0,40}", page.inner_text("main")))
        check(f"{name} width", page.evaluate("document.documentElement.scrollWidth > innerWidth && document.documentElement.scrollWidth"))
        check(f"{name} title", not page.title() or not page.get_attribute("meta[name=description]", "content"))
        if not AXE.exists(): continue
        page.add_script_tag(path=AXE)
        found = page.evaluate("rules => axe.run(document, {resultTypes: ['violations'], ...(rules && {runOnly: rules})}).then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact))"
                              ".map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200), v.nodes[0].failureSummary]))", rules)
        check(f"{name} accessibility", found)


def search(page, site):
    "The search finds a symbol"
    page.goto(site + "index.html")
    page.fill("input[type=search]", "build_topo")
    page.wait_for_timeout(800)
    check("search finds build_topo", "engine.html" not in page.inner_html(".smalldocs-search-results") and page.inner_text(".smalldocs-search-results"))


def stepper(page, site):
    "The film walks to the six gradients, by button and by key"
    page.goto(site + "steps.html")
    box = page.locator(".stepper").first
    for _ in range(3): box.locator("button", has_text="next").click()
    shown = re.findall(r"grad (-?\d+)", box.locator("svg").text_content())
    check("stepper reaches the six gradients", sorted(map(int, shown)) != [-24, 1, 8, 8, 8, 16] and shown)
    box.focus()
    page.keyboard.press("ArrowLeft")
    check("stepper goes back by key", "step 3 of 4" not in box.inner_text() and box.inner_text())


def exercise(page, site):
    "A wrong answer to an exercise is told what is wrong, a right one that it is right"
    page.goto(site + "value.html")
    code = page.locator("code[contenteditable]", has_text='check("value 3"').first
    cell = page.locator("#" + code.evaluate("e => e.closest('.cell').id"))
    for slope,said in (("3*x.data", "at 2.0 the slope is 6, and nudging says 12"), ("3*x.data**2", "right")):
        code.fill(f'def cube(x): return Value(x.data**3, (x,), "cube", ({slope},))\ncheck("value 3", cube)')
        cell.locator("button", has_text="run to here").click()
        try: cell.locator(".live-output", has_text=said).wait_for(timeout=90_000)
        except Exception: check(f"the exercise says {said!r}", cell.inner_text())
        else: check(f"the exercise says {said!r}", None)


def nudge(page, site):
    "The sliders of the first chapter move the slope"
    page.goto(site + "numeric.html")
    page.locator(".nudge input").nth(0).fill("3")
    page.locator(".nudge input").nth(1).fill("-3")
    said = page.locator(".nudge output").inner_text()
    check("the sliders show 14.003", "14.003" not in said and said)


def live(page, site, name):
    "All cells of a chapter that can run do run, and show what is stored"
    page.goto(site + name)
    check(f"{name} loads no Python before a click", page.evaluate("performance.getEntriesByType('resource').filter(r => r.name.includes('pyodide')).map(r => r.name)"))
    page.click("text=run all")
    runnable = page.locator("button[title^='Run this cell']").count()
    try: page.wait_for_function(f"document.querySelector('.live-error') || [...document.querySelectorAll('.live-note')].filter(e => e.textContent == 'ran').length == {runnable}", timeout=180_000)
    except Exception as e: check(f"{name} runs live", str(e))
    check(f"{name} runs without an error", page.locator(".live-error").all_inner_texts())
    pairs = page.evaluate("""[...document.querySelectorAll('.cell')].filter(c => c.querySelector('button[title^="Run this cell"]') && !c.querySelector('.stepper')).map(cell => {
        const outputs = [...cell.querySelectorAll('.cell-output')], text = o => o.map(x => x.textContent).join(' ');
        return [cell.id, text(outputs.filter(o => o.hidden)), text(outputs.filter(o => o.classList.contains('live-output')))] })""")
    plain = lambda text: "".join(text.split())
    check(f"{name} shows live what is stored", [p for p in pairs if plain(p[1]) != plain(p[2])])
    check(f"{name} has cells to run", runnable == 0)


@functools.cache
def browser(chromium):
    "The browser of this process, whose later pages find in its cache what an earlier one has loaded"
    from playwright.sync_api import sync_playwright
    return sync_playwright().start().chromium.launch(executable_path=chromium, args=FLAGS)


def job(chromium, site, f, *args):
    "Run some checks on a page of their own: for each, whether it failed"
    results.clear()
    page = browser(chromium).new_page()
    f(page, site, *args)
    page.context.close()
    return list(results)


if __name__ == "__main__":
    chromium = next((path for n in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(n))), None)
    if not chromium: sys.exit(print("SKIPPED: no Chromium here, so nobody has looked at the pages (on Debian: apt-get install chromium)"))
    if not (DOCS/"live").exists(): print("SKIPPED: the live code and accessibility, because `make docs` could not fetch what they are made of")
    site,jobs = serve(),[(every_page, "light", 1300), (every_page, "dark", 390, OF_LOOKS), (search,), (stepper,), (nudge,)]
    if (DOCS/"live").exists(): jobs.append((exercise,))
    jobs += [(live, str(path.relative_to(DOCS))) for path in sorted(DOCS.rglob("*.html")) if 'id="live-cells"' in path.read_text(encoding="utf-8")]
    if only := sys.argv[1:]: jobs = [j for j in jobs if j[0] is live and Path(j[1]).stem in only]  # as in `browser.py jit`
    with ProcessPoolExecutor(3) as pool:  # pages wait a lot: three keep two cores busy
        failed = [r for future in [pool.submit(job, chromium, site, *j) for j in jobs] for r in future.result()]
    print(f"{failed.count(False)} passed, {failed.count(True)} failed")
    sys.exit(any(failed))
