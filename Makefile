# Everything runs in .venv, made on first use. Nothing is installed outside the project's folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DATA ?= var/demo

.DEFAULT_GOAL := help
.PHONY: help demo test check lint bench format clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

$(READY): pyproject.toml constraints.txt .ci/install
	PYTHON="$(PYTHON)" sh .ci/install $(VENV)
	@touch $@

demo: $(READY) ## Serve the product with three synthetic cases
	$(BIN)/caselight demo --data "$(DATA)"

test: $(READY) ## Run all tests
	$(BIN)/python -m pytest -q -n 2 -m "not slow and not needs_browser"
	$(BIN)/python -m pytest -q -m "slow or needs_browser"

check: lint ## Format, lint, types, import contracts, fast tests
	$(BIN)/python -m pytest -q -n 2 -m "not slow and not needs_browser"

lint: $(READY) ## Format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## Put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY) ## Measure speed, memory and fidelity beside peers
	$(BIN)/python -m tests.bench

clean: ## Remove the environment and the demo's data
	rm -rf $(VENV) $(DATA)
