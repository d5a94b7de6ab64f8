"""One row of the summary of `make conformance`; each of its checks ends by saying what it looked at"""
import json, os


def row(check, cases, finding, **numbers):
    """Say what `check` (a few words) found in so many `cases`: `finding` is a sentence, `numbers` may be
    worst (the widest gap, relative where larger than 1), killed (changed rules that a check noticed),
    caught (mistakes that got the error that is theirs), executions (inputs made by fuzzing)"""
    print(f"{check}: {cases:,} cases; {finding}", flush=True)
    if path := os.environ.get("CONFORMANCE_ROWS"):
        with open(path, "a", encoding="utf-8") as f: f.write(json.dumps({"check": check, "cases": cases, "finding": finding, **numbers}) + "\n")
