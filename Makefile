# make run · make test · make check · make bench · make fuzz · make words · make lock · make licences ·
# make versions · make reference · make pictures: each sets up what it needs.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASE ?= .
WORKERS ?= auto
AT_ONCE := -n $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --system-certs --custom-compile-command "make lock" pyproject.toml

.PHONY: mutants run test check bench fuzz words lock licences reference pictures versions oldest newest clean

run: $(VENV)/runtime.installed
	$(BIN)/python -m dashboard "$(CASE)"

test: $(VENV)/development.installed
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.engines
	$(BIN)/python -m pytest $(AT_ONCE) $(ARGS)

check: $(VENV)/development.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

bench: $(VENV)/development.installed
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m benchmarks $(ARGS)

# Odd inputs to every reader of files; led on by what they reach where atheris can be had.
fuzz: $(VENV)/development.installed
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-fuzz.txt || true
	$(BIN)/python -m tests.fuzz $(ARGS)

# Extracts the program's own words, then brings each language's catalogue up to date.
words: $(VENV)/development.installed
	$(BIN)/pybabel -q extract -F babel.cfg -k message -k messages:1,2 --add-location=file --sort-output --omit-header -o locale/whenabouts.pot dashboard geodata
	$(BIN)/pybabel -q update -i locale/whenabouts.pot -d locale -D whenabouts --no-fuzzy-matching --ignore-pot-creation-date

# Resolves what pyproject.toml asks for into exact versions with hashes; to newer ones with ARGS=--upgrade.
lock: $(VENV)/development.installed
	$(LOCK) -o requirements.txt $(ARGS)
	$(LOCK) --extra engines -c requirements.txt -o requirements-engines.txt $(ARGS)
	$(LOCK) --extra engines --group dev -c requirements-engines.txt -o requirements-dev.txt $(ARGS)

# Lists the licences of what is installed to run Whenabouts.
licences: $(VENV)/development.installed
	$(BIN)/python -m tests.licences

# Lists the commands and their options in docs/reference.md.
reference: $(VENV)/development.installed
	$(BIN)/python -m tests.reference

# Takes the pictures of the documents anew, or some: make pictures ARGS="wide told".
pictures: $(VENV)/development.installed
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.pictures $(ARGS)

# The tests with the oldest versions that pyproject.toml allows, then with the newest there are;
# for another Python: make newest PYTHON=python3.13.
versions: oldest newest
oldest: RESOLUTION := lowest-direct
newest: RESOLUTION := highest
oldest newest: $(VENV)/development.installed
	mkdir -p build
	$(BIN)/uv pip compile -q --system-certs --python $(PYTHON) --resolution $(RESOLUTION) --extra engines --group dev pyproject.toml --no-header -o build/$@.txt --upgrade
	$(BIN)/uv venv -q --clear --python $(PYTHON) build/$@
	$(BIN)/uv pip install -q --system-certs --python build/$@/bin/python -r build/$@.txt
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.engines
	build/$@/bin/python -m pytest $(AT_ONCE) -m "not locked" $(ARGS)

# How many small changes of geodata its tests notice.
mutants: $(VENV)/development.installed
	$(BIN)/python -m tests.mutation $(ARGS)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Whenabouts needs Python 3.11 or newer; this is %s. Choose another: make PYTHON=python3.12 run" % sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "No venv module: on Debian and Ubuntu, apt-get install python3-venv"; exit 1; }

$(VENV)/runtime.installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/development.installed: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/runtime.installed

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
