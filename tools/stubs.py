"""Write a stub (.pyi) beside every module of the package, so that editors and type checkers know what `@patch_to` adds: a part of `make sync`

An editor reads a class without running anything, so a method that a later chapter adds is unknown to it. Here the package
is imported, and each class is written down as it is in the end, in the module that defines it. What is certain gets its
type: annotations, defaults of True and False, and what a function returns where every `return` says so. The rest is Any.
Run in the folder of the project; `make test` asks mypy, jedi and the package itself whether the stubs are right (tools/typed.py).
"""
import ast, inspect, sys, textwrap, types
from importlib import import_module
from pathlib import Path

LIB = "micrograd_nb"
NOTE = "# Written by `make sync` from the package: edit the notebooks."
PURE = "Value", "Tensor", "Symbol"  # whose operators give the same class again
OPERATORS = {f"__{r}{op}__" for r in ("", "r") for op in ("add", "sub", "mul", "truediv", "pow", "matmul", "neg", "pos", "abs")}
FIXED = {"__init__": "None", "__repr__": "str", "__str__": "str", "__format__": "str", "_repr_svg_": "Any", "_repr_html_": "str", "__len__": "int",
         "__bool__": "bool", "__float__": "float", "__int__": "int", "__index__": "int", "__hash__": "int", "__contains__": "bool", "__setattr__": "None",
         "__iter__": "Iterator[Any]", "__eq__": "Any", "__ne__": "Any"}  # Python itself says what these return, but `==` is free
GENERIC = {list: "list[Any]", dict: "dict[Any, Any]", tuple: "tuple[Any, ...]", object: "Any", "ndarray": "np.ndarray[Any, Any]", "Callable": "Callable[..., Any]"}
TYPING = "Any", "Callable", "Iterator", "Self", "TypeVar", "overload"


def source(f):
    "The definition of a function as a tree; None if there is no text of it"
    try: tree = ast.parse(textwrap.dedent(inspect.getsource(f))).body[0]
    except (OSError, TypeError, SyntaxError): return None
    return tree if isinstance(tree, ast.FunctionDef) else None

def statements(tree):
    "All nodes of a function, those of functions inside of it left out"
    for node in ast.iter_child_nodes(tree):
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)): yield from statements(node)


def kind(node, f, cls, seen):
    "What an expression in the function `f` is: the name of a type, or Any"
    if isinstance(node, ast.JoinedStr): return "str"
    if isinstance(node, ast.Constant): return type(node.value).__name__ if node.value is not None else "None"
    if isinstance(node, ast.Name) and node.id == "self" and cls: return "Self"
    if isinstance(node, (ast.BinOp, ast.UnaryOp)) and cls and cls.__name__ in PURE and not isinstance(getattr(node, "op", None), ast.Not):
        sides = {kind(side, f, cls, seen) for side in (getattr(node, name, None) for name in ("left", "right", "operand")) if side is not None}
        return cls.__name__ if {"Self", cls.__name__} & sides else "Any"
    if not isinstance(node, ast.Call): return "Any"
    if isinstance(node.func, ast.Attribute) and cls and isinstance(node.func.value, ast.Name) and node.func.value.id == "self":
        return returned(getattr(cls, node.func.attr, None), cls, seen)
    called = f.__globals__.get(node.func.id) if isinstance(node.func, ast.Name) else None
    if called is getattr(sys.modules[f"{LIB}.tensor"], "_result"): return "Tensor"
    if isinstance(called, type) and called.__module__.startswith(LIB) and not called.__name__.startswith("_"): return called.__name__
    return returned(called, None, seen) if getattr(called, "__module__", "") != f"{LIB}.functions" else "Any"

def returned(f, cls=None, seen=()):
    "The name of the type that a function returns, as far as its text makes it certain"
    f = inspect.unwrap(f) if callable(f) else f
    if not isinstance(f, types.FunctionType) or not f.__module__.startswith(LIB) or f in seen: return "Any"
    if cls and f.__name__ in FIXED: return FIXED[f.__name__]
    if cls and cls.__name__ in PURE and f.__name__ in OPERATORS: return cls.__name__
    declared = f.__annotations__.get("return")
    if declared is not None and f.__module__ != f"{LIB}.functions":
        name = getattr(declared, "__name__", str(declared))
        if name != "Module": return GENERIC.get(declared, GENERIC.get(name, name))  # a Module: the one that was given, see below
    tree = source(f)
    if tree is None: return "Any"
    nodes = list(statements(tree))
    if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in nodes): return "Iterator[Any]"
    results = [node.value for node in nodes if isinstance(node, ast.Return)]
    if not any(results): return "Any" if any(isinstance(node, ast.Raise) for node in tree.body) or f.__name__ == "__getattr__" else "None"
    set_here = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    first = next(iter(inspect.signature(f).parameters), None)
    if not cls and first not in set_here and all(isinstance(r, ast.Name) and r.id == first for r in results): return "_T"
    kinds = {"None" if r is None else kind(r, f, cls, (*seen, f)) for r in results}
    if not isinstance(tree.body[-1], (ast.Return, ast.Raise, ast.If, ast.Try, ast.With, ast.While, ast.For)): kinds.add("None")
    if kinds <= {"Self", cls and cls.__name__} and len(kinds) == 2: kinds = {cls.__name__}
    return kinds.pop() if len(kinds) == 1 and isinstance(tree.body[-1], (ast.Return, ast.Raise)) else "Any"


def comments(f):
    "What the comments beside the parameters say"
    from fastcore.docments import docments
    try: said = docments(inspect.unwrap(f), returns=True)
    except Exception: return {}
    return {name: " ".join(text.split()) for name,text in said.items() if text}

def doc(obj, indent, told=()):
    "The docstring, with a line for each parameter that has a comment"
    text = inspect.cleandoc(obj.__doc__ or "")
    if told: text = "\n".join([text, "", *(f"{'returns' if name == 'return' else name}: {said}" for name,said in told.items())]).strip()
    if not text: return ""
    mark = '"""' if "\n" in text or '"' in text else '"'
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f"{indent}{mark}" + text.replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n") + (f"\n{indent}" if "\n" in text else " "*text.endswith('"')) + mark


def default(value):
    "A default as it is written, if it is short and plain"
    text = repr(value)
    try: return text if len(text) < 40 and type(ast.literal_eval(text)) is type(value) else "..."
    except (ValueError, SyntaxError): return "..."

def parameters(f, bound, first=None):
    "The parameters of a function; the first is `self` or `cls` if it is bound"
    parts,star = [],False
    for i,p in enumerate(inspect.signature(f).parameters.values()):
        if p.kind is p.KEYWORD_ONLY and not star: parts.append("*")
        star |= p.kind in (p.VAR_POSITIONAL, p.KEYWORD_ONLY)
        name = {p.VAR_POSITIONAL: "*", p.VAR_KEYWORD: "**"}.get(p.kind, "") + p.name
        if not (bound and i == 0): name += f": {first if first and i == 0 else 'bool' if isinstance(p.default, bool) else 'Any'}"
        if p.default is not p.empty: name += f" = {default(p.default)}"
        parts.append(name)
    return ", ".join(parts)

def function(name, f, indent="", cls=None, mark="", result=None):
    "One function or method"
    result = result or ("Any" if f.__module__ == f"{LIB}.functions" else returned(f, cls))
    inner = inspect.unwrap(f)
    if inner is not f and inspect.isgeneratorfunction(inner) and not inspect.isgeneratorfunction(f): result = "AbstractContextManager[Any]"
    lines = doc(inner if inner.__doc__ else f, indent + "    ", comments(f) if len(inspect.signature(f).parameters) > bool(cls) else ())
    number = getattr(sys.modules[f"{LIB}.engine"].Value, name, None) if not cls and f.__module__ == f"{LIB}.functions" else None
    if number and returned(number, sys.modules[f"{LIB}.engine"].Value) == "Value":  # of a Value a Value, of a Tensor a Tensor, of a float a float
        return f"@overload\ndef {name}({parameters(f, False, '_N')}) -> _N:\n{lines}\n@overload\ndef {name}({parameters(f, False)}) -> float: ..."
    head = f"{indent}{mark}def {name}({parameters(f, bool(cls) and mark.strip() != '@staticmethod', '_T' if result == '_T' else None)}) -> {result}:"
    return f"{head}\n{lines}" if lines else f"{head} ..."


def attributes(cls):
    "The names that methods of a class itself assign to `self`, and that no base has"
    names = {}
    for f in vars(cls).values():
        tree = source(f) if isinstance(f, types.FunctionType) and f.__module__.startswith(LIB) else None
        for node in ast.walk(tree) if tree else ():
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name) and node.value.id == "self": names[node.attr] = 1
    return [name for name in names if not hasattr(cls, name) and not any(name in attributes(base) for base in cls.__mro__[1:] if base.__module__.startswith(LIB))]

def klass(name, cls):
    "One class, with all that was added to it"
    bases = [b.__name__ for b in cls.__bases__ if b is not object]
    lines = [f"class {name}({', '.join(bases)}):" if bases else f"class {name}:", doc(cls, "    ")]
    members = dict(vars(cls))
    slots = [slot for slot in members.get("__slots__", ()) if isinstance(members.get(slot), types.MemberDescriptorType)]
    lines += [f"    {attr}: Any" for attr in (*slots, *attributes(cls))]
    for attr,x in members.items():
        f = getattr(x, "__func__", x)
        if attr.startswith("_orig_") or isinstance(x, types.FunctionType) and not inspect.signature(x).parameters: continue  # a note that fastcore makes; a copy of a base's
        if isinstance(x, property):
            lines.append(function(attr, x.fget, "    ", cls, "@property\n    ", None if x.fget.__name__ == attr else "Any"))
            if x.__doc__ and not x.fget.__doc__: lines[-1] = lines[-1].removesuffix(" ...") + f"\n{doc(x, ' '*8)}"
            if x.fset: lines.append(f"    @{attr}.setter\n    def {attr}(self, new: Any) -> None: ...")
        elif isinstance(f, types.FunctionType):
            if f.__module__.startswith(LIB): lines.append(function(attr, f, "    ", cls, "" if f is x else f"@{type(x).__name__}\n    "))
        elif attr == "__array_ufunc__": lines.append(f"    {attr}: Any")
        elif not attr.startswith("__") and not isinstance(x, (types.MemberDescriptorType, types.GetSetDescriptorType)): lines.append(f"    {attr}: {plain(x)}")
    lines = [line for line in lines if line]
    return "\n".join(lines if len(lines) > 1 else [f"{lines[0]} ..."])

def plain(x):
    "The type of a constant"
    return type(x).__name__ if type(x) in (bool, int, float, str) else "dict[str, Any]" if type(x) is dict and x and all(type(k) is str for k in x) else GENERIC.get(type(x), "Any")


def stub(path, homes):
    "The stub of one module, or None if it defines nothing"
    tree,module = ast.parse(path.read_text(encoding="utf-8")),import_module(f"{LIB}.{path.stem}")
    names = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef) or isinstance(node, ast.FunctionDef) and not any("patch_to" in ast.unparse(d) for d in node.decorator_list): names.append(node.name)
        if isinstance(node, ast.Assign): names += [n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    names = [name for name in dict.fromkeys(names) if name in vars(module) and not name.startswith("__") and name != "_"]
    parts = []
    for name in names:
        x = getattr(module, name)
        if isinstance(x, type) and homes.get(x.__name__) == path.stem: parts.append(klass(name, x))
        elif callable(x) and not isinstance(x, type) and str(getattr(x, "__module__", "")).startswith(LIB) and hasattr(x, "__name__"):
            parts.append(function(name, x) if x.__name__ == name else f"{name} = {x.__name__}" if x.__name__ in names else f"{name}: Any")
        else: parts.append(f"{name}: {plain(x)}")
    if not parts: return None
    body = "\n\n".join(parts)
    used = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)}
    imports = ["import numpy as np"]*("np" in used)
    imports += ["from contextlib import AbstractContextManager"]*("AbstractContextManager" in used)
    generic = {"_T": '_T = TypeVar("_T")', "_N": '_N = TypeVar("_N", bound=NumberLike)'}
    typing = [name for name in TYPING if name in used or name == "TypeVar" and used & {*generic}]
    imports += [f"from typing import {', '.join(typing)}"]*bool(typing)
    imports += [f"from .{homes[name]} import {name}" for name in sorted(used & {*homes}) if homes[name] != path.stem]
    if "_T" in used: imports.append(generic["_T"])
    if "_N" in used: body = body.replace("\n\n@overload", f"\n\n{generic['_N']}\n\n@overload", 1)  # below its bound
    public = f"__all__ = {module.__all__!r}" if hasattr(module, "__all__") else ""
    return "\n\n".join(filter(None, [NOTE, doc(module, ""), "\n".join(imports), public, body])) + "\n"


def main():
    sys.path.insert(0, str(Path.cwd()))
    import_module(f"{LIB}.all")
    package = Path.cwd()/LIB
    paths = [p for p in sorted(package.glob("*.py")) if not p.stem.startswith("_")]
    homes = {node.name: p.stem for p in paths for node in ast.parse(p.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")}
    stubs = {p.with_suffix(".pyi"): text for p in paths if (text := stub(p, homes))}
    lazy = import_module(LIB)
    stubs[package/"__init__.pyi"] = f"{NOTE}\n\n{doc(lazy, '')}\n\nfrom .all import *\n\n__version__: str\n\n__all__ = {sorted(lazy.__all__)!r}\n"
    for old in {*package.glob("*.pyi")} - {*stubs}: old.unlink()
    for path,text in stubs.items(): path.write_text(text, encoding="utf-8", newline="\n")
    (package/"py.typed").touch()


if __name__ == "__main__": main()
