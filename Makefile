# make run    install what is locked into .venv, then turn data/raw into data/parquet
# make test   install what is locked for development, then run the whole suite
# Needed: Python 3.11 or newer (make PYTHON=python3.12 …), the package registry, nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.stamp-run
DEV := $(VENV)/.stamp-dev
S3 := .venv-s3/.stamp

# Wheels only: building from source would fetch build tools that no lock names. A machine for which some
# package has no wheel (Macs with Intel processors: cryptography) may set it empty: make run WHEELS=
WHEELS ?= --only-binary=:all:
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := install --quiet --require-hashes $(WHEELS) --requirement
EDITABLE := install --quiet --no-deps --no-build-isolation --no-index --editable .

COMPILE := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"
PROJECT := $(COMPILE) pyproject.toml

.DELETE_ON_ERROR:
.PHONY: run test test-browser check style types lint format docs dictionary lock bench bench-scale bench-scans \
	notebook soak review-picture clean install dev

run: $(RUN)
	$(BIN)/calpae run data/raw

test: $(DEV) $(S3)
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal --cov --cov-report=term

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

bench-scale: $(DEV)
	$(BIN)/python -m bench.scale

bench-scans: $(DEV)
	CALPAE_CACHE=off $(BIN)/python -m bench.scans

# It runs the notebook over what `make run` publishes; what comes out is in notebooks/executed.
notebook: $(DEV) run
	$(BIN)/python notebooks/execute.py

# The page that tells each table and column, from the laws of the tables.
dictionary: $(DEV)
	$(BIN)/python -m schemas.dictionary > docs/dictionary.md

soak: $(DEV) $(S3)
	$(BIN)/python -m pytest -m soak

# What docs/ is made of beside words: its pictures, and the reference of command line, tables and findings.
docs: $(DEV) dictionary
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/reference.py

# make lock UPGRADE=--upgrade takes the newest releases that pyproject.toml allows; without it pins stay where they can.
lock:
	@test -x $(BIN)/uv || $(MAKE) $(DEV)
	$(PROJECT) --group build $(UPGRADE) --output-file requirements.lock
	$(PROJECT) --group dev $(UPGRADE) --constraint requirements.lock --output-file requirements-dev.lock
	$(PROJECT) --group build --extra tesseract $(UPGRADE) --constraint requirements.lock \
		--output-file requirements-tesseract.lock
	$(PROJECT) --group build --extra cluster $(UPGRADE) --constraint requirements-dev.lock \
		--output-file requirements-cluster.lock
	$(COMPILE) --group s3 $(UPGRADE) --output-file requirements-s3.lock

clean:
	rm -rf $(VENV) $(dir $(S3)) build dist *.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis
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

# A store of objects, which the tests start as a process of its own.
$(S3): requirements-s3.lock
	$(PYTHON) -m venv $(dir $@)
	$(dir $@)bin/python -m pip --disable-pip-version-check --no-input $(LOCKED) requirements-s3.lock
	@touch $@
