# Needs Python 3.11 or later and make; everything else is installed into .venv by the first command.
#   make run         the demonstration city on http://localhost:8000 (PORT=… for another)
#   make test        every test that needs no server
#   make test-all    these and those on PostgreSQL, Elasticsearch and in Chromium: needs TEST_DATABASE_URL (postgres://…),
#                    TEST_ELASTICSEARCH_URL (http://…) and CHROMIUM, and says so when one is missing
#   make test K="agenda and not feed"              only tests whose names match, also for test-all (pytest -k)
#   make test ARGS="tests/events --durations=20"   whatever else pytest should know; ARGS="-n 0 --pdb" to look inside

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-compile
PORT ?= 8000
CHROMIUM ?= /usr/bin/chromium
MANAGE := DEMONSTRATION=1 $(PY) manage.py
PYTEST := $(PY) -m pytest
PARALLEL ?= -n 2 --dist loadfile
CHOSEN = $(if $(K),-k "$(K)") $(ARGS)
NONE_CHOSEN = { found=$$?; test $$found = 5 -a -n "$(K)$(ARGS)" || exit $$found; }
export CHROMIUM
unexport PYTHONDONTWRITEBYTECODE # each start would compile every library anew

.PHONY: run setup test test-all test-needs test-postgresql test-elasticsearch test-browser lint bench bench-search pins clean

run: $(VENV)/.run-requirements
	@$(MANAGE) set_up
	@exec env PORT=$(PORT) BASE_URL=$${BASE_URL:-http://localhost:$(PORT)} $(MANAGE) serve

# For a city of its own: the libraries only; then `manage.py set_up` and `manage.py serve` with its own variables.
setup: $(VENV)/.run-requirements

test: $(VENV)/.dev-requirements
	@$(MANAGE) messages compile
	@env -u TEST_DATABASE_URL -u DATABASE_URL $(PYTEST) $(PARALLEL) $(CHOSEN) || $(NONE_CHOSEN)

test-all: test-needs test test-postgresql test-elasticsearch test-browser

test-needs:
	@missing=; \
	test -n "$$TEST_DATABASE_URL" || missing="$$missing TEST_DATABASE_URL(postgres://…)"; \
	test -n "$$TEST_ELASTICSEARCH_URL" || missing="$$missing TEST_ELASTICSEARCH_URL(http://…)"; \
	test -x "$(CHROMIUM)" || missing="$$missing CHROMIUM($(CHROMIUM))"; \
	if test -n "$$missing"; then echo "make test-all: not there:$$missing" >&2; exit 1; fi

# The tests that say why their code could differ there.
test-postgresql: $(VENV)/.dev-requirements
	@env -u DATABASE_URL $(PYTEST) $(PARALLEL) -m "postgres or both_databases" $(CHOSEN) || $(NONE_CHOSEN)

test-elasticsearch: $(VENV)/.dev-requirements
	@env -u DATABASE_URL -u TEST_DATABASE_URL $(PYTEST) -m elasticsearch $(CHOSEN) || $(NONE_CHOSEN)

test-browser: $(VENV)/.dev-requirements
	@$(MANAGE) messages compile
	@env -u DATABASE_URL -u TEST_DATABASE_URL $(PYTEST) -m browser $(CHOSEN) || $(NONE_CHOSEN)

lint: $(VENV)/.dev-requirements
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/djlint --check templates
	@$(MANAGE) makemigrations --check --dry-run
	@$(MANAGE) messages check

# Elasticsearch at 10,000, 100,000 and 1,000,000 documents: needs ELASTICSEARCH_URL, a quiet machine and half an hour.
bench-search: $(VENV)/.dev-requirements
	@$(PY) bench/replica.py

bench: $(VENV)/.dev-requirements
	@for file in $(filter-out bench/replica.py bench/faults.py bench/start.py bench/submission_pages.py bench/submissions.py bench/upgrade.py bench/visitors.py,$(wildcard bench/*.py)); do echo "== $$file"; $(PY) $$file || exit 1; done

# Newer releases within the bounds of pyproject.toml, with hashes, from the index that pip is configured for.
# PINS="pypdf icalendar" refreshes only these.
UV = var/pins/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --quiet $(if $(PINS),$(addprefix --upgrade-package ,$(PINS)),--upgrade)

pins: $(PY)
	@$(PY) -m venv var/pins
	@var/pins/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pins.txt
	@index=$$($(PY) -m pip config get global.index-url 2>/dev/null); export UV_DEFAULT_INDEX=$$index; \
	test -n "$$index" || unset UV_DEFAULT_INDEX; \
	$(UV) -o requirements.txt && $(UV) --group dev -o requirements-dev.txt
	@git diff --unified=0 requirements.txt requirements-dev.txt | grep '^[-+][a-z]' || echo "nothing newer"

clean:
	rm -rf $(VENV) var .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find portal search tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete

$(PY):
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Participa needs Python 3.11 or later; found: $(or $(PYTHON),none). Name another: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run-requirements: requirements.txt | $(PY)
	@echo "• libraries (the first time takes a minute)"
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.dev-requirements: requirements-dev.txt requirements.txt | $(PY)
	@echo "• libraries for the tests"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $(VENV)/.run-requirements $@
