# make demo: install, check the twelve claims on arXiv 2605.17165, rerun one of them in small, say
# where the report is.
# make test: install, run the test suite; what needs torch is skipped where there is none.
# make latex: the tests that compile reports, where a TeX engine is installed.
# make repro: install torch and timm too.   make check: formatting, types, import rule.
# make validators: install the programs of others that check what is written for machines.
# make browser: the tests in a real browser (chromium; they skip, saying so, where there is none).

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test latex check browser repro validators clean

demo: .venv/rerun
	$(BIN)/claimcheck reproduce --claim ld-ssv2 --scale smoke --exit-zero
	$(BIN)/claimcheck run 2605.17165 --skip reproduce --exit-zero --output reports/demo

test: .venv/dev
	$(BIN)/pytest

latex: .venv/dev
	$(BIN)/pytest -m latex -rs

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: .venv/browser
	$(BIN)/pytest tests/browser -m browser -rs

repro: .venv/repro

validators: .validators/made

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/rerun: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[repro]' -c constraints.txt
	@touch $@

.venv/dev: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' -c constraints.txt
	@touch $@

.venv/browser: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,browser]' -c constraints.txt
	@touch $@

.venv/repro: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,repro]' -c constraints.txt
	@touch $@ .venv/rerun

.validators/made: tests/validators/requirements.txt
	$(PYTHON) -m venv .validators
	.validators/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

clean:
	rm -rf .venv .validators build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
