.DEFAULT_GOAL := help
.PHONY: help setup setup-engines build publish test test-engines lint report test-report disclosure fuzz bench lock clean

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

setup-engines: .venv/engines  ## add what PostgreSQL and Spark need to .venv

# packages that only some targets need: requirements-engines.lock
.venv/%: requirements-%.lock .venv/ready
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		--requirement $< || { echo "Not installed: the packages of $<" >&2; exit 1; }
	@touch $@

# Built beside the served file and renamed over it: readers never see half a warehouse.
build: setup  ## build nav_tilt.duckdb from the landed reports and test it
	@rm -rf target/new && mkdir -p target/new
	@NAV_TILT_DATABASE=$(NEW) $(BIN)/dbt --quiet build || \
		{ echo "The build stopped; nav_tilt.duckdb is as it was." >&2; exit 1; }
	@mv $(NEW) nav_tilt.duckdb

publish: setup  ## copy the marts to published/ as Parquet and, where PGHOST is set, to PostgreSQL
	@$(BIN)/dbt --quiet parse --target-path target/publish
	@$(BIN)/python -m publish --manifest target/publish/manifest.json

test: lint  ## lint, check types, run all Python tests and build with all data tests
	@$(BIN)/pytest --quiet
	@$(MAKE) --no-print-directory build

test-engines: setup-engines  ## build on DuckDB, PostgreSQL and Spark; compare every row
	@$(BIN)/python -m tests.engines.needs
	@$(BIN)/pytest --quiet --numprocesses 0 tests/engines

lint: setup
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@mkdir -p target
	@$(BIN)/sqlfluff lint --disable-progress-bar --nocolor models tests analyses > target/sqlfluff.log 2>&1 || \
		{ grep -vE 'PASS|WARNING' target/sqlfluff.log; exit 1; }

report: setup  ## write nav_tilt.html, the report to look at (MAP=kommuner.geojson adds a map)
	@$(BIN)/python -m report $(if $(MAP),--map "$(MAP)")

test-report: setup  ## look at the report in headless Chromium
	@command -v chromium >/dev/null || \
		{ echo "Chromium is not here: apt-get install chromium" >&2; exit 1; }
	@$(BIN)/pytest --quiet tests/report

disclosure: build  ## count exactly what the landed reports give away, for audit_disclosure
	@$(BIN)/python -m disclosure
	@$(MAKE) --no-print-directory build

fuzz: setup  ## read 2,400 made-up and damaged reports; none may come out wrong
	@$(BIN)/python -m tests.extract.fuzz

bench: setup  ## time extract and other readers side by side on one report
	@$(BIN)/python -m tests.bench

EXTRAS := engines
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --extra dev pyproject.toml

lock: setup  ## write requirements*.lock anew from pyproject.toml (needs uv)
	$(COMPILE) --output-file requirements.lock
	for extra in $(EXTRAS); do $(COMPILE) --constraint requirements.lock --extra $$extra \
		--output-file requirements-$$extra.lock || exit 1; done

clean:  ## remove everything that can be made again
	rm -rf .venv target published logs nav_tilt.html nav_tilt.duckdb nav_tilt.duckdb.wal .*_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
