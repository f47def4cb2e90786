# Two commands: `make run` serves the dashboard, `make test` passes the tests.
# Needs GNU make and Python 3.11 or later with its venv module; everything else goes into .venv.

VENV  := .venv
PY    := $(VENV)/bin/python
PORT  ?= 8501
DEMO  := .cjdata/demo
STORE ?= $(or $(CJDATA_STORE),$(DEMO))

# Prefer the Pythons that are tested; a name alone proves nothing, so each is asked.
CANDIDATES := $(or $(PYTHON),python3.13 python3.12 python3.11 python3 python)
ASK := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))

# An environment whose Python is gone, replaced or half made is made anew, stamps included.
_ := $(shell $(PY) -c "import pip" >/dev/null 2>&1 || rm -rf $(VENV))

# Python compiles a module when it is first imported; compiling all of them takes pip as long again.
# What it compiled is kept, whatever the environment says: compiling it anew at each start takes four
# times as long as to load it.
export PYTHONDONTWRITEBYTECODE :=
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --no-compile

.PHONY: help run store test style types contracts tests bench docs clean

help:
	@echo "make run    serve the dashboard on http://127.0.0.1:$(PORT) (other port: make run PORT=8600)"
	@echo "make test   style, types, import contracts and tests"
	@echo "make bench  measure pages and store on this machine"
	@echo "make docs   write the generated pages of docs/ anew"
	@echo "make clean  remove .venv and caches; stores in .cjdata stay"

run: $(VENV)/.installed-run store
	@echo "Serving $(STORE) on http://127.0.0.1:$(PORT) (stop with Ctrl-C)"
	@CJDATA_STORE="$(STORE)" $(PY) -m streamlit run app.py --server.port $(PORT)

store: $(VENV)/.installed-run
	@if [ ! -e "$(STORE)" ] && [ "$(STORE)" = "$(DEMO)" ]; then \
		echo "Making the demo store in $(DEMO): illustrative returns, invented by a seeded script"; \
		$(PY) -m cjdata init "$(DEMO)" --demo; \
	else \
		$(PY) -m cjdata build --store "$(STORE)"; \
	fi

# Each check stands alone, so that `make -k test` runs all of them and still fails.
test: style types contracts tests

style: $(VENV)/.installed-test
	@echo "Style"
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet || { echo "Run: $(PY) -m ruff format"; exit 1; }

types: $(VENV)/.installed-test
	@echo "Types"
	@$(PY) -m mypy

contracts: $(VENV)/.installed-test
	@echo "Import contracts"
	@$(VENV)/bin/lint-imports --no-logo

# Files go out in the order that tests/conftest.py puts them in.
tests: $(VENV)/.installed-test
	@echo "Tests"
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder

bench: $(VENV)/.installed-test
	@$(PY) -m benchmarks.store
	@$(PY) -m benchmarks.pages

docs: $(VENV)/.installed-run
	@$(PY) -m cjdata.definitions.document

clean:
	@rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -not -path "./.git/*" -prune -exec rm -rf {} +
	@echo "Removed $(VENV) and caches; stores in .cjdata are untouched"

# What is installed is as old as its stamp; an interrupted installation leaves no stamp.
$(VENV)/.installed-run: requirements.txt | $(PY)
	@echo "Installing requirements.txt into $(VENV) (a minute or two the first time)"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.installed-test: requirements-dev.txt requirements.txt | $(PY)
	@echo "Installing requirements-dev.txt into $(VENV) (a minute or two the first time)"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@ $(VENV)/.installed-run

$(PY):
	@found=""; \
	for name in $(CANDIDATES); do \
		if "$$name" -c "$(ASK)" >/dev/null 2>&1; then found="$$name"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Python 3.11 or later with its venv module is needed and was not found." >&2; \
		echo "On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; \
		echo "Installed elsewhere: make run PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version)"; \
	rm -rf $(VENV) && "$$found" -m venv $(VENV)
