# make run    install what is locked into .venv, then turn data/raw into data/parquet
# make test   install what is locked for development, then run the whole suite
# Needed: Python 3.11 or newer (make PYTHON=python3.12 …), the package registry, nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.stamp-run
DEV := $(VENV)/.stamp-dev

# Wheels only: building from source would fetch build tools that no lock names. A machine for which some
# package has no wheel (Macs with Intel processors: cryptography) may set it empty: make run WHEELS=
WHEELS ?= --only-binary=:all:
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := install --quiet --require-hashes $(WHEELS) --requirement
EDITABLE := install --quiet --no-deps --no-build-isolation --no-index --editable .

COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"

.DELETE_ON_ERROR:
.PHONY: run test test-browser check style types lint format lock bench bench-scans dictionary notebook soak review-picture \
	clean install dev

run: $(RUN)
	$(BIN)/calpae run data/raw

test: $(DEV)
	$(BIN)/python -m pytest --cov --cov-report=term

# Needs Chromium and its driver (apt-get install chromium chromium-driver), which CHROMIUM and CHROMEDRIVER may name.
test-browser: $(DEV)
	$(BIN)/python -m pytest -m browser

# docs/review.png anew, by the same browser.
review-picture: $(DEV)
	$(BIN)/python docs/review_picture.py

# The import law, the sizes and the licences are tests of the suite.
check: style types

style: $(DEV)
	$(BIN)/ruff format --check --diff .
	$(BIN)/ruff check .

types: $(DEV)
	$(BIN)/mypy

lint: $(DEV)
	$(BIN)/ruff check --fix .

format: $(DEV)
	$(BIN)/ruff format .

bench: $(DEV)
	$(BIN)/python bench/bench.py $(SIZES)

bench-scans: $(DEV)
	CALPAE_CACHE=off $(BIN)/python -m bench.scans

# It runs the notebook over what `make run` publishes; what comes out is in notebooks/executed.
notebook: $(DEV) run
	$(BIN)/python notebooks/execute.py

# The page that tells each table and column, from the laws of the tables.
dictionary: $(DEV)
	$(BIN)/python -m schemas.dictionary > docs/dictionary.md

soak: $(DEV)
	$(BIN)/python -m pytest -m soak

# make lock UPGRADE=--upgrade takes the newest releases that pyproject.toml allows; without it pins stay where they can.
lock:
	@test -x $(BIN)/uv || $(MAKE) $(DEV)
	$(COMPILE) --group build $(UPGRADE) --output-file requirements.lock
	$(COMPILE) --group dev $(UPGRADE) --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group build --extra tesseract $(UPGRADE) --constraint requirements.lock \
		--output-file requirements-tesseract.lock

clean:
	rm -rf $(VENV) build dist *.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find calpae extract normalize schemas tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

install: $(RUN)

dev: $(DEV)

$(VENV)/.stamp-venv:
	@command -v $(PYTHON) >/dev/null || { \
		echo "make: no $(PYTHON) here; install Python 3.11 or newer, or name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "make: $(PYTHON) is older than Python 3.11; name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "make: $(PYTHON) cannot make a virtual environment with pip (no ensurepip);" \
			"on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(RUN): requirements.lock pyproject.toml | $(VENV)/.stamp-venv
	$(PIP) $(LOCKED) requirements.lock
	$(PIP) $(EDITABLE)
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | $(VENV)/.stamp-venv
	$(PIP) $(LOCKED) requirements-dev.lock
	$(PIP) $(EDITABLE)
	@touch $@
