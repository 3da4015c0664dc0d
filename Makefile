# One word for each thing to do. `make demo` and `make test` need only Python 3.11 or later.
#
#   make demo     install into .venv, write the brief of the real case, say where it is
#   make test     install the tools into .venv, run every test
#   make lint     ruff, mypy and the order of the rooms
#   make docs     write again the reference pages that are made from the code
#   make clean    remove .venv and everything built
#
#   make demo FOLDER=/tmp/talks/us-russia-2022     another place for the case
#   make test PYTEST='-k signing -x'               options for pytest
#   make demo PYTHON=python3.12                    another Python for a new .venv

PYTHON ?= python3
VENV   ?= .venv
FOLDER ?= build/demo/us-russia-2022
PYTEST ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint docs clean

demo: $(VENV)/.has-all
	$(BIN)/detente demo "$(FOLDER)"

test: $(VENV)/.has-dev
	$(BIN)/python -m compileall -q src tests
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST)

lint: $(VENV)/.has-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.has-dev
	$(BIN)/python docs/reference/make.py

clean:
	rm -rf "$(VENV)" build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Détente needs Python 3.11 or later: try  make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv "$(VENV)"

# Compiled beforehand, so that no start of Python has to, also where PYTHONDONTWRITEBYTECODE is set.
# The stamps: installing again is skipped until pyproject.toml changes.
$(VENV)/.has-all: pyproject.toml | $(BIN)/python
	$(PIP) install -e '.[all]'
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.has-dev: pyproject.toml | $(BIN)/python
	$(PIP) install -e '.[dev]'
	@touch $@ $(VENV)/.has-all
