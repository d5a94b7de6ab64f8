"""A scalar autograd engine and the neural networks it trains, grown in notebooks one idea at a time"""

__version__ = "0.1.0"


def __getattr__(name):
    # Lazy (PEP 562): `from micrograd_nb import Value` loads all that needs no NumPy, and gives the finished class;
    # `from micrograd_nb.value import Value`, as a chapter says it, gives the class as far as that chapter knows it.
    if not name.startswith("_") or name == "__all__":
        from importlib import import_module
        if name == "__all__": return [n for n in vars(import_module(".all", __name__)) if not n.startswith("_")]
        for part in (".scalars", ".all"):
            library = import_module(part, __name__)
            if hasattr(library, name): return getattr(library, name)
            if name in globals(): return globals()[name]  # a submodule, which has just been loaded
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__(): return sorted({*__getattr__("__all__"), *globals()})
