.DEFAULT_GOAL := help
.PHONY: $(shell awk -F: '/^[a-z-]+:.*## / { print $$1 }' Makefile)

PYTHON ?= python3
BIN := .venv/bin
NEW := target/new/nav_tilt.duckdb
export DBT_PROFILES_DIR := .

help:  ## show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' Makefile

setup: .venv/ready  ## install the locked packages into .venv

# what is in .venv and what dbt keeps of its parsing know the folder by its full name
ifneq "$(shell cat .venv/ready 2>/dev/null)" "$(CURDIR)"
.PHONY: .venv/ready
endif

# pip's many words are kept; where it fails, its reason is one line
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
	--retries 2 --requirement $< > .venv/pip.log 2>&1 || { echo "Not installed: the packages of $<:" \
	"$$(sed -nE -e 's/.*(\[Errno -?[0-9]+\] [A-Za-z ]+|certificate verify failed|timed out).*/\1/p' \
		-e 's/^ERROR: //p' .venv/pip.log | head -n 1) (more in .venv/pip.log)" >&2; exit 1; }

.venv/ready: requirements.lock
	@test -w . || { echo "Nothing can be written to $$(pwd -P): make a copy of your own" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "nav_tilt needs Python 3.11 or later: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python cannot make a .venv: apt-get install python3-venv" >&2; exit 1; }
	@rm -rf .venv && $(PYTHON) -m venv .venv || { echo "No .venv could be made: is the disk full?" >&2; exit 1; }
	@$(INSTALL)
	@rm -f target/partial_parse.msgpack && pwd -P > $@

setup-bi: .venv/bi  ## add the clients that README connects: SQLAlchemy, ibis, ADBC, duckdb, mf

setup-engines: .venv/engines  ## add what PostgreSQL and Spark need to .venv

# packages that only some targets need: requirements-engines.lock
.venv/%: requirements-%.lock .venv/ready
	@$(INSTALL)
	@touch $@

# Built beside the served file and renamed over it: readers never see half a warehouse. One at a
# time: a build that started earlier must not end later.
build: setup  ## build nav_tilt.duckdb from the landed reports and test it
	@if kill -0 "$$(cat target/new/pid 2>/dev/null)" 2>/dev/null; then \
		echo "Another build is at work here (process $$(cat target/new/pid))" >&2; exit 1; fi
	@rm -rf target/new && mkdir -p target/new
	@echo $$$$ > target/new/pid; NAV_TILT_DATABASE=$(NEW) $(BIN)/dbt --quiet build || \
		{ rm target/new/pid; echo "The build stopped; nav_tilt.duckdb is as it was." >&2; exit 1; }
	@rm -f nav_tilt.duckdb.wal && mv $(NEW) nav_tilt.duckdb && rm -r target/new

publish: setup  ## copy the marts to published/ as Parquet and, where PGHOST is set, to PostgreSQL
	@$(BIN)/dbt --quiet parse --target-path target/publish
	@$(BIN)/python -m tools.publish --manifest target/publish/manifest.json

# described from a copy: dbt would write to the served file
docs: setup  ## write nav_tilt_docs.html, dbt's docs of the warehouse as one file
	@test -f nav_tilt.duckdb || { echo "docs: nav_tilt.duckdb is not there: run make build" >&2; exit 1; }
	@rm -rf target/docs && mkdir -p target/docs && cp nav_tilt.duckdb target/docs/
	@NAV_TILT_DATABASE=target/docs/nav_tilt.duckdb $(BIN)/dbt --quiet docs generate --static \
		--target-path target/docs
	@$(BIN)/python -m tools.docs

picture: setup  ## draw the picture of the star schema in the README anew
	@$(BIN)/dbt --quiet parse --target-path target/picture
	@$(BIN)/python -m tools.picture --manifest target/picture/manifest.json

test: lint  ## lint, check types, run all Python tests and build with all data tests
	@env -u NAV_TILT_ARCHIVE $(BIN)/pytest --quiet
	@$(MAKE) --no-print-directory build

test-bi: setup-bi  ## connect as the README does, ask by metrics, read during a build
	@env -u NAV_TILT_ARCHIVE $(BIN)/pytest --quiet tests/bi

test-engines: setup-engines  ## build on DuckDB, PostgreSQL and Spark; compare every row
	@$(BIN)/python -m tests.engines.needs
	@env -u NAV_TILT_ARCHIVE $(BIN)/pytest --quiet --numprocesses 0 tests/engines

lint: setup  ## lint SQL and Python and check types
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@mkdir -p target
	@$(BIN)/sqlfluff lint --disable-progress-bar --nocolor models tests analyses > target/sqlfluff.log 2>&1 || \
		{ grep -vE 'PASS|WARNING' target/sqlfluff.log; exit 1; }

page: setup  ## write nav_tilt.html, the page to look at (MAP=kommuner.geojson adds a map)
	@$(BIN)/python -m tools.page $(if $(MAP),--map "$(MAP)")

test-page: setup  ## look at the page in headless Chromium
	@command -v chromium >/dev/null || \
		{ echo "Chromium is not here: apt-get install chromium" >&2; exit 1; }
	@$(BIN)/pytest --quiet tests/page

# Superset's pins are not ours: an environment of its own
.venv-superset/ready: examples/superset/requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' || \
		{ echo "Superset 6.1 needs Python 3.11 or 3.12: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Installing Superset into .venv-superset (900 MB), about a minute" >&2
	@$(PYTHON) -m venv .venv-superset
	@.venv-superset/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		--requirement $<
	@touch $@

superset-demo: .venv-superset/ready  ## run Apache Superset with the dashboard of examples/superset (SUPERSET_PORT=8088)
	@exec .venv-superset/bin/python examples/superset/demo.py

test-superset: setup .venv-superset/ready  ## run the Superset demo; compare every chart with the marts
	@$(BIN)/pytest --quiet --numprocesses 0 tests/superset

disclosure: build  ## count exactly what the landed reports give away, for audit_disclosure
	@$(BIN)/python -m tools.disclosure
	@$(MAKE) --no-print-directory build

fuzz: setup  ## read 2,600 made-up, damaged and heavy reports; none may come out wrong
	@$(BIN)/python -m tests.extract.fuzz
	@$(BIN)/python -m tests.extract.heavy

bench: .venv/bench  ## time extract and other readers side by side (CASES='readers forms pages reports')
	@$(BIN)/python -m examples.bench $(CASES)

bench-scale: setup  ## time made-up archives of 1, 5 and 20 years, and the seeds (half an hour)
	@$(BIN)/python -m examples.bench.scale

EXTRAS := bench bi engines
UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url
COMPILE := $(UV_COMPILE) --extra dev pyproject.toml

lock: setup  ## write all requirements*.lock anew (needs uv)
	$(COMPILE) --output-file requirements.lock
	for extra in $(EXTRAS); do $(COMPILE) --constraint requirements.lock --extra $$extra \
		--output-file requirements-$$extra.lock || exit 1; done
	$(UV_COMPILE) examples/superset/requirements.in --output-file examples/superset/requirements.lock

clean:  ## remove everything that can be made again, nav_tilt.duckdb too
	rm -rf .venv .venv-superset target published logs nav_tilt.html nav_tilt_docs.html nav_tilt.duckdb nav_tilt.duckdb.wal .*_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
