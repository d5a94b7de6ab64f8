# Every target sets up what it needs in .venv; nothing outside this folder changes.
PYTHON ?= python3
BIN := .venv/bin
unexport VIRTUAL_ENV  # of another environment that may be active
READY := .venv/.ready
INTEROP := .venv-interop/bin
INTEROP_READY := .venv-interop/.ready
OLDEST := .venv-oldest/bin
OLDEST_READY := .venv-oldest/.ready
BENCH := .venv-bench/bin
BENCH_READY := .venv-bench/.ready
QUICK := .venv-quick/bin
QUICK_READY := .venv-quick/.ready
SAY = @printf '\n\033[1m== %s\033[0m\n'

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

tutorial: $(READY)  ## build the tutorial as a website and serve it on this machine
	$(BIN)/python tools/site.py serve

docs: $(READY)  ## only build the website, into _docs/
	$(BIN)/python tools/site.py

lab: $(READY)  ## open the notebooks in Jupyter
	$(BIN)/jupyter lab nbs

test: $(READY)  ## everything but the comparisons with other frameworks; CI runs both
	$(SAY) "1/12  package and README are what the notebooks say"
	$(BIN)/python tools/check.py sync
	$(SAY) "2/12  pages: nothing broken, endless or unreadable in the stored outputs"
	$(BIN)/python tools/check.py pages
	$(SAY) "3/12  the package imports outside of a notebook"
	cd / && $(CURDIR)/$(BIN)/python -c "import micrograd_nb.all"
	$(SAY) "4/12  every notebook runs, and shows what is stored (nbdev_test does the first half)"
	$(BIN)/python tools/check.py fresh
	$(SAY) "5/12  the website builds without a warning"
	$(BIN)/python tools/site.py
	$(SAY) "6/12  the pages in a browser: errors, outside requests, phones, accessibility, live code"
	$(BIN)/python tools/browser.py
	$(SAY) "7/12  the wheel works in a clean environment with the newest fastcore"
	$(BIN)/python tools/check.py wheel
	$(SAY) "8/12  training that is killed at random moments resumes to the same bits"
	$(BIN)/python tools/kill.py
	$(SAY) "9/12  every operation on Tensors agrees with nudging"
	$(BIN)/python tools/tensors.py
	$(SAY) "10/12  grad, jvp and their kin agree with SymPy, mpmath and what was worked out by hand"
	$(BIN)/python tools/derivatives.py
	$(BIN)/python tools/odd.py
	$(SAY) "11/12  compiled steps come to the numbers of the engine; their files survive kills, damage and crowds"
	$(BIN)/python tools/compiled.py
	$(SAY) "12/12  threads and processes train to the same bits; nothing is left in memory; graphs of any form"
	$(BIN)/python tools/steady.py
	$(SAY) "all passed; left out: make test-interop, for PyTorch, JAX, tinygrad and ONNX; make bench-quick, which guards the speed"

test-interop: $(INTEROP_READY) $(OLDEST_READY)  ## PyTorch, JAX, tinygrad and ONNX: the same numbers as here, and models that move; sets up its own environments
	$(SAY) "1/5  the cells of the notebooks that need a framework show what is stored"
	$(INTEROP)/python tools/check.py flagged
	$(SAY) "2/5  optimisers, losses, Tensors and transforms agree with PyTorch and JAX"
	$(INTEROP)/python tools/against_torch.py
	$(INTEROP)/python tools/tensors.py torch
	$(INTEROP)/python tools/against_jax.py
	$(SAY) "3/5  models that move keep their numbers, in the newest and in the oldest versions"
	$(INTEROP)/python tools/interop.py torch jax tinygrad onnx
	$(OLDEST)/python tools/interop.py jax tinygrad onnx
	$(SAY) "4/5  half here, half there"
	$(INTEROP)/python tools/bridges.py
	$(SAY) "5/5  many processes come to the weights of one, and end when one of them is killed"
	$(INTEROP)/python tools/distributed.py
	$(SAY) "all passed"

conformance: $(READY)  ## the long checks: every rule of Tensors bent on purpose, graphs of ten million nodes (2.5 GB)
	$(BIN)/python tools/tensors.py bent
	$(BIN)/python tools/steady.py 10_000_000

sync: $(READY)  ## after a change in a notebook: export the package, clean the notebooks, write the README
	$(BIN)/python tools/check.py mend

outputs: $(READY)  ## run all notebooks and store their fresh outputs
	$(BIN)/python tools/check.py outputs

bench: $(BENCH_READY)  ## measure every engine against micrograd, NumPy by hand, PyTorch, JAX, tinygrad, autograd and MyGrad (10 minutes); writes benchmarks/recorded.json and the numbers of the page
	$(BENCH)/python benchmarks/bench.py --out benchmarks/recorded.json --page nbs/speed.json
	$(SAY) "now make outputs, for the page How fast is it, and why"

# With all frameworks, if make bench has set them up; else with micrograd and NumPy alone.
bench-quick: $(if $(wildcard $(BENCH_READY)),,$(QUICK_READY))  ## two minutes of it; fails if a ratio to NumPy or micrograd is a quarter worse than the recorded one
	$(if $(wildcard $(BENCH_READY)),$(BENCH),$(QUICK))/python benchmarks/bench.py --quick --guard benchmarks/recorded.json

clean:  ## remove all that was built, .venv included
	rm -rf .venv .venv-interop .venv-oldest .venv-bench .venv-quick _proc _docs dist build *.egg-info

$(READY): settings.ini setup.py pyproject.toml constraints.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed; this is ' + sys.version.split()[0] + '. Try: make PYTHON=python3.12 ...')"
	$(SAY) "setting up .venv (once, a minute or two)"
	@$(PYTHON) -m venv .venv || { echo "Python's module venv is missing; on Debian or Ubuntu it is the package python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(INTEROP_READY): $(READY)
	$(SAY) "setting up .venv-interop, with PyTorch, JAX, tinygrad and ONNX (once, some minutes)"
	@$(PYTHON) -m venv .venv-interop
	$(INTEROP)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,torch,jax,tinygrad,onnx]' onnxruntime
	@touch $@

# The oldest versions that settings.ini admits; of PyTorch there is only one.
$(OLDEST_READY): $(READY)
	$(SAY) "setting up .venv-oldest, with the oldest versions of JAX, tinygrad and ONNX that are supported"
	@$(PYTHON) -m venv .venv-oldest
	$(OLDEST)/python -m pip install --quiet --disable-pip-version-check -e . hypothesis onnxruntime $$(sed -nE 's/^(jax|tinygrad|onnx)_requirements = (.*)>=([^,]*),.*/\2==\3/p' settings.ini)
	@touch $@

$(BENCH_READY): settings.ini setup.py constraints.txt
	$(SAY) "setting up .venv-bench, with all that is compared (once, some minutes)"
	@command -v clang >/dev/null || echo "tinygrad will be left out: its back end for processors needs clang (on Debian: apt-get install clang)"
	@$(PYTHON) -m venv .venv-bench
	$(BENCH)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt '.[jit,torch,jax,tinygrad]' micrograd autograd mygrad
	@touch $@

$(QUICK_READY): settings.ini setup.py constraints.txt
	$(SAY) "setting up .venv-quick, with NumPy and micrograd (once, seconds)"
	@$(PYTHON) -m venv .venv-quick
	$(QUICK)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt '.[jit]' micrograd
	@touch $@

.PHONY: help tutorial docs lab test test-interop conformance sync outputs bench bench-quick clean
