"""Write README.md from nbs/index.ipynb, with nbconvert; run in the folder of the project"""
import re, shutil
from pathlib import Path

import nbformat
from nbconvert import MarkdownExporter

nb = nbformat.read("nbs/index.ipynb", 4)
nb.metadata.language_info = {"name": "python"}
nb.cells = [c for c in nb.cells if not c.source.startswith("#| hide")]
alts = re.findall(r"#\| fig-alt: (.*)", "\n".join(c.source for c in nb.cells))
for cell in nb.cells: cell.source = re.sub(r"^#\| .*\n", "", cell.source, flags=re.M)
text,resources = MarkdownExporter().from_notebook_node(nb, resources={"output_files_dir": "nbs/images", "unique_key": "index"})

shutil.rmtree("nbs/images", ignore_errors=True)
for name,data in resources["outputs"].items():
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(data)
for alt in alts: text = re.sub(r"!\[(?:svg|png)\]\(", lambda m: f"![{alt}](", text, count=1)
text = re.sub(r"\]\((?!http|nbs/|#)([\w/]+\.ipynb)\)", r"](nbs/\1)", text)  # chapters, seen from the top folder
text = re.sub(r"\n{3,}", "\n\n", text).strip()
note = "<!-- Written by `make sync` from nbs/index.ipynb: edit that. -->\n\n"
Path("README.md").write_text(note + text + "\n", encoding="utf-8")
