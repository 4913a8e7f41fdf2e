# make demo   the main job on the bundled example reports
# make test   the tests        make check  style, types, layers        make bench  speed and memory
# make evaluate DIR=…   how well a folder of reports read by hand is read, and what was missed
# make site   the documentation as a site in .site; make site-serve shows it on this machine, with its search
# make expost   what the trade model says of the US duties of 2018-19, and what happened
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
MARK   := $(VENV)/.installed
# tests side by side, a process for each core up to four: each holds about half a gigabyte
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

.PHONY: demo test test-quick check bench evaluate expost picture docs site site-serve world clean help
.DEFAULT_GOAL := help

help:
	@sed -n '1,5p' Makefile | sed 's/^# //'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; found $$($(PYTHON) -V). Try: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv module is missing. Install it: sudo apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(MARK): $(VENV)/bin/python pyproject.toml
	@echo "installing westphalia into $(VENV) …" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(MARK)-test: $(MARK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

$(MARK)-dev: $(MARK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

$(MARK)-docs: $(MARK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $@

$(MARK)-world: $(MARK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[build-world]'
	@touch $@

demo: $(MARK)
	@$(BIN)/westphalia demo -o brief.html

test: $(MARK)-test
	@$(PYTEST)

test-quick: $(MARK)-test
	@$(PYTEST) -m 'not slow and not browser'

check: $(MARK)-dev
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: $(MARK)-test
	@$(BIN)/python tools/benchmarks/bench.py

evaluate: $(MARK)-test
	@$(BIN)/python tests/evidence/evaluate.py $(if $(DIR),'$(DIR)',tests/evidence/texts/development)

expost: $(MARK)-test
	@$(BIN)/python tools/benchmarks/expost.py $(if $(DIR),'$(DIR)')

picture: $(MARK)-test
	@$(BIN)/python tools/picture.py docs/brief.png

docs: $(MARK)-test
	@$(BIN)/python tools/reference.py
	@$(BIN)/python tools/docs_output.py
	@$(BIN)/python tools/docs_scores.py

site: $(MARK)-docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo "wrote .site/index.html"

site-serve: site
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory .site 8000

world: $(MARK)-world
	@$(BIN)/python tools/build_world.py ../shared/data

clean:
	@rm -rf $(VENV) .bench .site brief.html
