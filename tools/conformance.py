"""All the long checks, two at a time, and one table of what they found: `python tools/conformance.py`, or `quick` for a cut of four minutes

The full run writes the table to nbs/conformance.json, from where the page "Can it be trusted?" shows it. Each check is
a program of its own, says what it found with `row` of report.py, and fails by itself.
"""
import json, os, sys, tempfile
from pathlib import Path

from run import ROOT, tell, together

FULL = ("fuzz.py 10", "inventory.py 5", "mutants.py", "steady.py 10_000_000", "growth.py", "derivatives.py", "tensors.py torch",
        "inject.py", "same.py", "peers.py", "mistakes.py")
QUICK = "inventory.py", "fuzz.py 1", "mutants.py 10", "same.py", "inject.py", "peers.py", "mistakes.py"
COLUMNS = {"worst": "widest gap", "killed": "changed rules noticed", "caught": "mistakes caught", "executions": "fuzz executions"}


def run(command, rows):
    "Run one check, which notes what it found in the file; whether it passed"
    name,*args = command.split()
    return tell(command, [sys.executable, ROOT/"tools"/name, *args], {**os.environ, "CONFORMANCE_ROWS": str(rows), "TQDM_DISABLE": "1"})

def shown(rows):
    "The table as lines of text"
    width = max(len(row["check"]) for row in rows)
    for row in rows: yield f"{row['check']:{width}}  {row['cases']:>9,}  {row['finding']}"
    totals = {"cases": sum(row["cases"] for row in rows), **{name: [row[name] for row in rows if name in row] for name in COLUMNS}}
    yield f"{'all':{width}}  {totals['cases']:>9,}  " + "; ".join(
        f"{what} {max(totals[name]):.1e}" if name == "worst" else f"{sum(totals[name]):,} {what}" for name,what in COLUMNS.items() if totals[name])


if __name__ == "__main__":
    quick = sys.argv[1:] == ["quick"]
    checks = QUICK if quick else FULL
    with tempfile.TemporaryDirectory() as tmp:
        file = Path(tmp)/"rows"
        file.touch()
        passed = together(lambda command: run(command, file), checks)
        rows = sorted(map(json.loads, file.read_text(encoding="utf-8").splitlines()), key=lambda row: row["check"])
    print("\n".join(shown(rows)))
    if not all(passed): sys.exit("FAILED: " + ", ".join(command for command,ok in zip(checks, passed) if not ok))
    if not quick: (ROOT/"nbs/conformance.json").write_text(json.dumps(rows, indent=1) + "\n")
