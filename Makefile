# Every target sets up what it needs in .venv; nothing outside this folder changes.
PYTHON ?= python3
BIN := .venv/bin
unexport VIRTUAL_ENV  # of another environment that may be active
READY := .venv/.ready
SAY = @printf '\n\033[1m== %s\033[0m\n'

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

tutorial: $(READY)  ## build the tutorial as a website and serve it on this machine
	$(BIN)/python tools/site.py serve

docs: $(READY)  ## only build the website, into _docs/
	$(BIN)/python tools/site.py

lab: $(READY)  ## open the notebooks in Jupyter
	$(BIN)/jupyter lab nbs

test: $(READY)  ## everything that CI runs (CI adds WITH='torch jax', to compare with PyTorch and JAX)
	$(SAY) "1/13  package and README are what the notebooks say"
	$(BIN)/python tools/check.py sync
	$(SAY) "2/13  pages: nothing broken, endless or unreadable in the stored outputs"
	$(BIN)/python tools/check.py pages
	$(SAY) "3/13  the package imports outside of a notebook"
	cd / && $(CURDIR)/$(BIN)/python -c "import micrograd_nb.all"
	$(SAY) "4/13  every notebook runs, and shows what is stored (nbdev_test does the first half)"
	$(BIN)/python tools/check.py fresh
	$(SAY) "5/13  the website builds without a warning"
	$(BIN)/python tools/site.py
	$(SAY) "6/13  the pages in a browser: errors, outside requests, phones, accessibility, live code"
	$(BIN)/python tools/browser.py
	$(SAY) "7/13  the wheel works in a clean environment with the newest fastcore"
	$(BIN)/python tools/check.py wheel
	$(SAY) "8/13  training that is killed at random moments resumes to the same bits"
	$(BIN)/python tools/kill.py
	$(SAY) "9/13  every operation on Tensors agrees with nudging"
	$(BIN)/python tools/tensors.py
	$(SAY) "10/13  grad, jvp and their kin agree with SymPy, mpmath and what was worked out by hand"
	$(BIN)/python tools/derivatives.py
	$(BIN)/python tools/odd.py
	$(SAY) "11/13  compiled steps come to the numbers of the engine; their files survive kills, damage and crowds"
	$(BIN)/python tools/compiled.py
	$(SAY) "12/13  optimisers, losses and Tensors agree with PyTorch"
	@case " $(WITH) " in *" torch "*) $(MAKE) --no-print-directory torch ;; *) echo "SKIPPED: it is large; make test WITH=torch does it, as CI" ;; esac
	$(SAY) "13/13  transforms of arrays agree with JAX"
	@case " $(WITH) " in *" jax "*) $(MAKE) --no-print-directory jax ;; *) echo "SKIPPED: it is large; make test WITH=jax does it, as CI" ;; esac
	$(SAY) "all passed; left out: make bench, which measures and does not test"

torch: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	$(BIN)/python tools/against_torch.py
	$(BIN)/python tools/tensors.py torch

jax: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt jax
	$(BIN)/python tools/check.py fresh nbs/30_jax.ipynb
	$(BIN)/python tools/against_jax.py

sync: $(READY)  ## after a change in a notebook: export the package, clean the notebooks, write the README
	$(BIN)/python tools/check.py mend

outputs: $(READY)  ## run all notebooks and store their fresh outputs
	$(BIN)/python tools/check.py outputs

bench: $(READY)  ## measure the engine against micrograd, Tensors and compiled steps against NumPy and the frameworks
	$(BIN)/python benchmarks/moons_step.py
	$(BIN)/python benchmarks/tensors.py
	$(BIN)/python benchmarks/jit.py

clean:  ## remove all that was built, .venv included
	rm -rf .venv _proc _docs dist build *.egg-info

$(READY): settings.ini setup.py pyproject.toml constraints.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed; this is ' + sys.version.split()[0] + '. Try: make PYTHON=python3.12 ...')"
	$(SAY) "setting up .venv (once, a minute or two)"
	@$(PYTHON) -m venv .venv || { echo "Python's module venv is missing; on Debian or Ubuntu it is the package python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

.PHONY: help tutorial docs lab test sync outputs bench clean torch jax
