# Each target is in tools/run.py, which needs no make: `python tools/run.py test` is `make test`.
# It sets up what it needs in .venv; nothing outside this folder changes.
PYTHON ?= python3
TARGETS := tutorial docs lab test test-interop conformance conformance-quick sync outputs bench bench-quick sbom clean

help:
	@$(PYTHON) tools/run.py help

$(TARGETS):
	@$(PYTHON) tools/run.py $@

release:
	@$(PYTHON) tools/run.py release $(VERSION)

.PHONY: help release $(TARGETS)
