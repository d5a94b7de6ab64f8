"""Make all mistakes of the page "What goes wrong, and what it says": each must get the answer that stands there; `python tools/mistakes.py`"""
import json
from pathlib import Path

from check import FRAMEWORKS
from report import row

page = json.loads((Path(__file__).resolve().parent.parent/"nbs/44_mistakes.ipynb").read_text(encoding="utf-8"))
scope = {}
for cell in page["cells"]:
    source = "".join(cell["source"])
    flagged = source.startswith(tuple(f"#| {name}\n" for name in FRAMEWORKS)) or source.startswith("#| hide\nimport nbdev")
    if cell["cell_type"] == "code" and not flagged: exec(source, scope)
kinds = scope["kinds"]
row("mistakes of learners", sum(kinds.values()), f"{kinds['errors']} errors and {kinds['warnings']} warning that say what to do; {kinds['silent']} that pass in silence come with what shows them",
    caught=kinds["errors"] + kinds["warnings"])
