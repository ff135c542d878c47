# Needs Python 3.11 or later and make; nothing else. Everything is set up in .venv from the lock file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TRUST ?= amethyst
READY := $(VENV)/.ready

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: report test reference pictures lab check bench lock clean
.DEFAULT_GOAL := report

# Every report of the demonstration's newest drop; TRUST=name for another demonstration of data/demo,
# DROP=folder for any drop.
report: $(READY)
	$(BIN)/goldenthread $(if $(DROP),run $(DROP),demo --trust $(TRUST))

# Lint, types, every test, and among them the notebooks against their executed copies. Many tests wait
# for a run that they have started, so three at a time fill two cores; whole modules, in the order of
# tests/conftest.py. They start Python hundreds of times: the library is compiled once, before, and
# what is compiled is kept, whatever the surroundings say. Types are looked at meanwhile, and told at
# the end.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m compileall -q lib
	$(BIN)/mypy > $(VENV)/types.txt & types=$$!; \
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder --nbval --nbval-current-env \
	  --nbval-sanitize-with tests/notebooks/sanitize.cfg; tests=$$?; \
	wait $$types; types=$$?; cat $(VENV)/types.txt; test $$tests = 0 -a $$types = 0

# New executed copies of the notebooks, after a change that is meant to show. Read the difference.
reference: $(READY)
	$(BIN)/python tests/notebooks/make_reference.py

# The README's pictures, of the demonstration's reports. Needs Chromium.
pictures: report
	$(BIN)/python docs/pictures/take.py

# The notebooks, to look at, edit and run.
lab: $(READY)
	$(BIN)/jupyter lab notebooks

# What takes seconds: format, lint, types.
check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Everything side by side, as ratios, into docs/performance.md; QUICK=--quick for less of it, which is
# only printed. What fails costs no other row; Ctrl-C writes what there is.
bench: $(READY)
	$(BIN)/python -m benchmarks $(QUICK)

# The set-up is done again when the lock file or the project's declaration changes.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or later is needed: make PYTHON=python3.11')"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# New versions of everything, for every system and Python that the suite runs on.
lock:
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet uv
	$(VENV)/lock/bin/uv pip compile pyproject.toml --extra test --extra build --extra cluster --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --no-emit-find-links --upgrade --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) outputs .cache .mypy_cache .ruff_cache .pytest_cache
