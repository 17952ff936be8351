# make run · make test · make check · make bench · make words: each sets up what it needs.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASE ?= .

.PHONY: run test check bench words clean

run: $(VENV)/runtime.installed
	$(BIN)/python -m dashboard "$(CASE)"

test: $(VENV)/development.installed
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.engines
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/development.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/development.installed
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m benchmarks $(ARGS)

# Extracts the program's own words, then brings each language's catalogue up to date.
words: $(VENV)/development.installed
	$(BIN)/pybabel -q extract -F babel.cfg -k message -k messages:1,2 --add-location=file --sort-output --omit-header -o locale/whenabouts.pot dashboard geodata
	$(BIN)/pybabel -q update -i locale/whenabouts.pot -d locale -D whenabouts --no-fuzzy-matching --ignore-pot-creation-date

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Whenabouts needs Python 3.11 or newer; this is %s. Choose another: make PYTHON=python3.12 run" % sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "No venv module: on Debian and Ubuntu, apt-get install python3-venv"; exit 1; }

$(VENV)/runtime.installed: requirements.txt constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/development.installed: requirements.txt requirements-engines.txt requirements-dev.txt constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/runtime.installed

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
