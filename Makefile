# One word per task; `make setup` is all a fresh machine needs (Debian with python3, make and git, or any system with Python 3.11 to 3.13).

PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin

# Debian packages that must be there besides Python's own venv module: shared libraries that the wheels do not bring.
# The first line is what Qt needs anywhere, the second what a window needs, the third what tests need for one of their own.
SYSTEM_PACKAGES = libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 \
	libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 \
	xvfb xauth

READY = $(VENV)/.ready
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links $(UPGRADE) pyproject.toml

.PHONY: help setup run screenshots test lint format bench lock clean

help:
	@echo 'make setup        make $(VENV) with everything that is locked in requirements/'
	@echo 'make run          open the window on a copy of the sample project; without a display, figures and pictures in build/'
	@echo 'make screenshots  make the pictures of the guide and its list of keys anew'
	@echo 'make test         lint, then all tests with branch coverage'
	@echo 'make lint         formatting, style, types and the direction of imports'
	@echo 'make format       put formatting and imports right'
	@echo 'make bench        measure, into build/bench.json'
	@echo 'make lock         write requirements/*.lock from pyproject.toml (UPGRADE=--upgrade for newer versions)'
	@echo 'make clean        remove what was built and cached'

setup: $(READY)

$(READY): pyproject.toml requirements/dev.lock scripts/setup.sh Makefile
	@PYTHON='$(PYTHON)' VENV='$(VENV)' SYSTEM_PACKAGES='$(SYSTEM_PACKAGES)' sh scripts/setup.sh
	@touch $@

run: setup
	@$(BIN)/python scripts/run.py

screenshots: setup
	$(BIN)/python scripts/screenshots.py
	$(BIN)/python scripts/list_keys.py

lint: setup
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: lint
	$(BIN)/python -m pytest --cov --cov-report=term

format: setup
	$(BIN)/ruff check --fix-only --exit-zero
	$(BIN)/ruff format

bench: setup
	mkdir -p build
	$(BIN)/python -m tests.benchmarks

lock: setup
	$(LOCK) --output-file requirements/runtime.lock
	$(LOCK) --extra dev --output-file requirements/dev.lock

clean:
	rm -rf build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache htmlcov
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
