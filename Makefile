# Everything a person does with the repository. Needs make, git and Python 3.11 or newer; all else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The folders lie at the top, the import names begin with vanmach: mypy sees both through a link.
TYPING := build/typing
FLOORS := graph loaders queries visualizations api

.DEFAULT_GOAL := help
.PHONY: help demo test soak bench lint format typecheck lock pages pictures clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "  %-16s %s\n", $$1, $$2 }'

demo: $(VENV)/runtime.stamp ## load the catalogue and the sample texts, print a lineage and draw its page
	@$(BIN)/vanmach demo

test: lint typecheck ## everything a change must pass: lint, types, tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/dev.stamp ## style and form
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(VENV)/dev.stamp ## mend what lint can mend by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

typecheck: $(VENV)/dev.stamp $(TYPING)/vanmach ## types, strictly
	MYPYPATH=$(TYPING) $(BIN)/mypy --strict --explicit-package-bases $(FLOORS:%=-p vanmach.%)

# Pins that still fit stay as they are; `make lock UPGRADE=--upgrade` takes the newest.
lock: build/lock/bin/uv ## fix the versions of everything installed, with hashes
	@build/lock/bin/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['build-system']['requires'], sep='\n')" > build/lock/build.in
	$(call compile,requirements.lock,What Vanmach runs on and is built with)
	$(call compile,requirements-dev.lock,What its tests need too,--extra dev --constraint requirements.lock)

# One answer for all platforms and Pythons; the file names neither this machine nor where packages come from.
define compile
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	  --no-annotate --no-header $(UPGRADE) $(3) pyproject.toml build/lock/build.in -o $(1)
	@{ echo "# $(2). Made by make lock from pyproject.toml; not edited by hand."; cat $(1); } > build/lock/new && mv build/lock/new $(1)
endef

soak: $(VENV)/dev.stamp ## the long tests: broken texts, killed loads, requests of all kinds, an hour of mixed load
	$(BIN)/python -m pytest -s -o python_files='*_soak.py' tests/soak

bench: $(VENV)/dev.stamp ## how fast texts are read and graphs kept, beside peers (needs texts and the peers: pip install eyecite rustworkx)
	$(BIN)/python tests/benchmarks/reading.py
	$(BIN)/python tests/benchmarks/keeping.py
	$(BIN)/python tests/benchmarks/seeing.py

pages: $(VENV)/dev.stamp ## print anew what README, docs and notebooks show (needs Java)
	$(BIN)/python tests/printed.py
	$(BIN)/python tests/notebooks.py
	$(BIN)/python tests/cypher.py

pictures: $(VENV)/dev.stamp ## draw the pictures of the README anew (needs Chromium)
	$(BIN)/vanmach demo --out build/pictures --lang en
	$(BIN)/python -m vanmach.visualizations.shot build/pictures/lineage.html docs/lineage.png 1440x860
	$(BIN)/python tests/pictures.py

clean: ## remove all that was made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find $(FLOORS) tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps say what .venv holds, so that a second run starts at once.
$(VENV)/made.stamp:
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here: install Python 3.11 or newer, or name it: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Vanmach needs Python 3.11 or newer, $(PYTHON) is older: name another one: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) cannot make virtual environments: install its venv package (Debian, Ubuntu: apt install python3-venv)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime.stamp: $(VENV)/made.stamp requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(TYPING)/vanmach:
	@mkdir -p $(TYPING) && ln -sfn ../.. $@

build/lock/bin/uv:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --disable-pip-version-check --quiet install uv
