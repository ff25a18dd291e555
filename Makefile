# Everything from a bare clone: Debian with python3 (3.11 or later), python3-venv and make is enough.
# Each goal sets up .venv from constraints.txt by itself.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
SHARED ?= ../shared
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: demo test lint bench quality docs readme clean

demo: .venv/.ready
	@$(BIN)/aktenlage code examples/de-agentur-besuch.txt --published 2024-03-12
	@$(BIN)/aktenlage code examples/en-agency-talks.txt --published 2024-03-12

test: .venv/.ready
	$(BIN)/python -m pytest

lint: .venv/.ready
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m aktenlage.lint
	$(BIN)/python -m training.event_corpus

bench: .venv/.benchmarks
	$(BIN)/python -m benchmarks.speed --shared $(SHARED)
	$(BIN)/python -m benchmarks.lookup --shared $(SHARED)

quality: .venv/.ready
	$(BIN)/python -m benchmarks.quality --shared $(SHARED)

docs: .venv/.ready
	$(BIN)/python -m aktenlage.reference

readme: .venv/.ready
	$(BIN)/python tools/fill_readme.py

.venv/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed; name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "setting up .venv, a few minutes the first time"
	@$(PYTHON) -m venv .venv || { echo "no virtual environment: apt install python3-venv"; exit 1; }
	@$(INSTALL) setuptools
	@$(INSTALL) --no-build-isolation --editable '.[development]'
	@touch $@

.venv/.benchmarks: .venv/.ready
	@$(INSTALL) --no-build-isolation --editable '.[benchmarks]'
	@touch $@

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache
