.DEFAULT_GOAL := help
.PHONY: help setup build test lint disclosure fuzz bench lock clean

PYTHON ?= python3
BIN := .venv/bin
NEW := target/new/nav_tilt.duckdb
export DBT_PROFILES_DIR := .

help:  ## show what there is to make
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/ready  ## install the locked packages into .venv

.venv/ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "nav_tilt needs Python 3.11 or later: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		--requirement requirements.lock
	@touch $@

# Built beside the served file and renamed over it: readers never see half a warehouse.
build: setup  ## build nav_tilt.duckdb from the landed reports and test it
	@rm -rf target/new && mkdir -p target/new
	@NAV_TILT_DATABASE=$(NEW) $(BIN)/dbt --quiet build || \
		{ echo "The build stopped; nav_tilt.duckdb is as it was." >&2; exit 1; }
	@mv $(NEW) nav_tilt.duckdb

test: lint  ## lint, check types, run all Python tests and build with all data tests
	@$(BIN)/pytest --quiet
	@$(MAKE) --no-print-directory build

lint: setup
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --disable-progress-bar --nocolor models tests > target/sqlfluff.log 2>&1 || \
		{ grep -vE 'PASS|WARNING' target/sqlfluff.log; exit 1; }

disclosure: build  ## count exactly what the landed reports give away, for audit_disclosure
	@$(BIN)/python -m disclosure
	@$(MAKE) --no-print-directory build

fuzz: setup  ## read 2,400 made-up and damaged reports; none may come out wrong
	@$(BIN)/python -m tests.extract.fuzz

bench: setup  ## time extract and other readers side by side on one report
	@$(BIN)/python -m tests.bench

lock: setup  ## write requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --extra dev pyproject.toml --output-file requirements.lock

clean:  ## remove everything that can be made again
	rm -rf .venv target logs nav_tilt.duckdb nav_tilt.duckdb.wal .*_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
