.DEFAULT_GOAL := help
.PHONY: $(shell awk -F: '/^[a-z-]+:.*## / { print $$1 }' Makefile)

PYTHON ?= python3
BIN := .venv/bin
# profiles.yml compares it with its own folder; make --directory leaves the caller's
export PWD := $(CURDIR)
DATABASE = $${NAV_TILT_DATABASE:-nav_tilt.duckdb}
# what is installed and imported here comes from .venv, wherever else these lead
unexport PIP_TARGET PIP_USER PIP_PREFIX PIP_ROOT PYTHONPATH PYTHONHOME

help:  ## show this
	@awk -F ':.*## ' '/^# --/ { print "" } /^[a-z-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' Makefile

# -- build, land, look, ask

# builds beside the served file and renames the new one over it: tools/build
build: setup  ## build nav_tilt.duckdb from the landed reports and test it
	@$(BIN)/python -m tools.build

land: setup  ## land a report and build: REPORT=file.pdf, a folder or 'reports/*.pdf'
	@test -n "$$REPORT" || { echo "land: name a report: make land REPORT=file.pdf" >&2; exit 2; }
	@$(BIN)/python -m extract "$$REPORT"
	@$(MAKE) --no-print-directory build

page: setup  ## write nav_tilt.html, the page to look at (MAP=kommuner.geojson adds a map)
	@$(BIN)/python -m tools.page $(if $(MAP),--map "$(MAP)")

# described from a copy: dbt would write to the served file
docs: setup  ## write nav_tilt_docs.html, dbt's docs of the warehouse as one file
	@test -f nav_tilt.duckdb || { echo "docs: nav_tilt.duckdb is not there: run make build" >&2; exit 1; }
	@rm -rf target/docs && mkdir -p target/docs && cp nav_tilt.duckdb target/docs/
	@NAV_TILT_DATABASE=target/docs/nav_tilt.duckdb $(BIN)/dbt --quiet docs generate --static \
		--target-path target/docs
	@rm -f target/docs/run_results.json  # dbt calls every test of it a success, and ran none
	@$(BIN)/python -m tools.docs

sql: setup  ## open the DuckDB shell, read only; Q="select …" answers one question
	@test -f "$(DATABASE)" || { echo "sql: $(DATABASE) is not there: run make build" >&2; exit 1; }
	@$(BIN)/duckdb -readonly "$(DATABASE)" $${Q:+-c "$$Q"}

publish: setup  ## copy marts and audits to published/ (Parquet, CSV, XLSX) and, where PGHOST is set, to PostgreSQL
	@$(BIN)/dbt --quiet parse --target duckdb --target-path target/publish
	@$(BIN)/python -m tools.publish --manifest target/publish/manifest.json

# Superset's pins are not ours: an environment of its own
.venv-superset/ready: examples/superset/requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' || \
		{ echo "Superset 6.1 needs Python 3.11 or 3.12: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@rm -rf .venv-superset && $(PYTHON) -m venv .venv-superset
	@.venv-superset/bin/python tools/install.py $<
	@touch $@

superset-demo: .venv-superset/ready  ## run Apache Superset with the dashboard of examples/superset (NAV_TILT_SUPERSET_PORT=8088)
	@exec .venv-superset/bin/python examples/superset/demo.py

# -- install

setup: .venv/ready  ## install what building and queries need into .venv: requirements.lock

# what is in .venv and what dbt keeps of its parsing know the folder by its full name
ifneq "$(shell cat .venv/ready 2>/dev/null)" "$(CURDIR)"
.PHONY: .venv/ready
endif

.venv/ready: requirements.lock
	@test -w . || { echo "Nothing can be written to $$(pwd -P): make a copy of your own" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null || \
		{ echo "nav_tilt needs Python 3.11, 3.12, 3.13 or 3.14, not" \
		"$$($(PYTHON) --version 2>/dev/null || echo $(PYTHON)): make PYTHON=/path/to/python3.14" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python cannot make a .venv: apt-get install python3-venv" >&2; exit 1; }
	@rm -rf .venv && $(PYTHON) -m venv .venv || { echo "No .venv could be made: is the disk full?" >&2; exit 1; }
	@$(BIN)/python tools/install.py $<
	@rm -f target/partial_parse.msgpack && pwd -P > $@

setup-dev: .venv/dev  ## add what tests and linters need

setup-bi: .venv/bi  ## add the clients of docs/connect.md: SQLAlchemy, ibis, ADBC, mf

setup-engines: .venv/engines  ## add what PostgreSQL and Spark need

# packages that only some targets need: requirements-engines.lock
.venv/%: requirements-%.lock .venv/ready
	@$(BIN)/python tools/install.py $<
	@touch $@

# -- develop

test: lint  ## lint, check types, run the Python tests and build: 4 minutes on two cores
	@env -u NAV_TILT_ARCHIVE $(BIN)/pytest --quiet
	@$(MAKE) --no-print-directory build

check: lint  ## all checks: an hour on two cores
	@env -u NAV_TILT_ARCHIVE $(BIN)/pytest --quiet -m "slow or not slow"
	@$(MAKE) --no-print-directory build test-bi test-engines test-page test-superset

lint: setup-dev target/sqlfluff.ok  ## lint SQL and Python and check types
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy

# 85 s of CPU for all: what has not changed since it was in order is not read again
target/sqlfluff.ok: .sqlfluff .venv/dev $(shell find macros models tests analyses -name '*.sql' 2>/dev/null)
	@mkdir -p target
	@$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar --nocolor \
		$(if $(filter macros/% .sqlfluff .venv/dev,$?),models tests analyses,$?) > target/sqlfluff.log 2>&1 || \
		{ grep -vE 'PASS|WARNING' target/sqlfluff.log; exit 1; }
	@touch $@

# npm's packages; dbt would read their *.md in tests/
.venv-js/ready: tests/bi/js/package-lock.json
	@command -v npm >/dev/null || { echo "npm is not here: apt-get install npm" >&2; exit 1; }
	@mkdir -p .venv-js && cp tests/bi/js/package.json tests/bi/js/package-lock.json .venv-js
	@cd .venv-js && npm ci --silent --no-audit --no-fund
	@touch $@

.venv-oldest/ready: tests/bi/oldest.lock .venv/ready
	@rm -rf .venv-oldest && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--require-hashes --target .venv-oldest --requirement $<
	@touch $@

test-bi: setup-dev setup-bi .venv-js/ready .venv-oldest/ready  ## connect with every client, query metrics, read during a build
	@env -u NAV_TILT_ARCHIVE $(BIN)/pytest --quiet tests/bi

# an older Spark beside that of requirements-engines.lock
.venv/spark-3.5/ready: tests/engines/spark35.lock .venv/ready
	@rm -rf $(@D) && $(BIN)/python -m pip install --quiet --no-deps --require-hashes --target $(@D) \
		--requirement $<
	@touch $@

test-engines: setup-dev setup-engines .venv/spark-3.5/ready  ## build on DuckDB, PostgreSQL and Spark; compare every row
	@$(BIN)/python -m tests.engines.needs
	@env -u NAV_TILT_ARCHIVE $(BIN)/pytest --quiet --numprocesses 0 tests/engines

superset-image: setup-dev .venv-superset/ready  ## redraw the picture of the dashboard in docs/images (needs Chromium)
	@$(BIN)/python -m examples.superset.image

page-images: setup-dev page  ## redraw the pictures of the page in docs/images (needs Chromium)
	@$(BIN)/python -m tools.page.images

test-page: setup-dev  ## test the page in headless Chromium
	@command -v chromium >/dev/null || \
		{ echo "Chromium is not here: apt-get install chromium" >&2; exit 1; }
	@$(BIN)/pytest --quiet tests/page

test-superset: setup-dev .venv-superset/ready  ## run the Superset demo; compare every chart with the marts
	@$(BIN)/pytest --quiet --numprocesses 0 tests/superset

fuzz: setup-dev  ## read 3,500 made-up, damaged and heavy reports; none may come out wrong
	@$(BIN)/python -m tests.extract.fuzz
	@$(BIN)/python -m tests.extract.broken
	@$(BIN)/python -m tests.extract.heavy

bench: setup-dev .venv/bench  ## time readers, builds and archives of 1, 5 and 20 years (CASES='month archive_1')
	@$(BIN)/python -m examples.bench $(CASES)

picture: setup  ## redraw the picture of the star schema in the README
	@$(BIN)/dbt --quiet parse --target-path target/picture
	@$(BIN)/python -m tools.picture --manifest target/picture/manifest.json

EXTRAS := bench bi engines
UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url

lock:  ## renew all requirements*.lock (needs uv)
	$(UV_COMPILE) pyproject.toml --output-file requirements.lock
	$(UV_COMPILE) pyproject.toml --constraint requirements.lock --extra dev --output-file requirements-dev.lock
	for extra in $(EXTRAS); do $(UV_COMPILE) pyproject.toml --constraint requirements-dev.lock --extra $$extra \
		--output-file requirements-$$extra.lock || exit 1; done
	$(UV_COMPILE) examples/superset/requirements.in --output-file examples/superset/requirements.lock
	$(UV_COMPILE) tests/engines/spark35.in --output-file tests/engines/spark35.lock
	$(UV_COMPILE) tests/bi/oldest.in --output-file tests/bi/oldest.lock

clean:  ## remove everything that can be made again, nav_tilt.duckdb too
	rm -rf .venv .venv-js .venv-oldest .venv-superset target published logs nav_tilt.html nav_tilt_docs.html nav_tilt.duckdb nav_tilt.duckdb.wal .nav_tilt.duckdb.new .*_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- folders, where somebody means a target

FOLDERS := analyses examples extract macros models seeds tests tools
MEANT_extract := to land a report: make land REPORT=file.pdf
MEANT_tests := to run the tests: make test
MEANT_models := to build: make build; a part of it: .venv/bin/dbt build --select stg_nav__rows+
MEANT_seeds := $(MEANT_models)
MEANT_analyses := to ask one: make sql < analyses/ranking_with_stars.sql
.PHONY: $(FOLDERS)
$(FOLDERS):
	@echo "$@ is a folder; $(or $(MEANT_$@),make help shows the targets)" >&2; exit 2
