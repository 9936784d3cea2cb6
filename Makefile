# The Co-sell Center. Everything these commands write lies in var/; `make clean` is `rm -r var`.
#
#   make run         start the product with its demo: http://127.0.0.1:8000 (another port: make run PORT=8001)
#   make test        every check and test; some of them: make test PARTS="lint units"
#   make tour        walk every page in every look, screenshots in var/tour; some: make tour PAGES="overview desk"
#   make bench       what the rules cost on 100,000 offers, beside yardsticks: docs/benchmarks.md (fewer: make bench OFFERS=10000)
#   make faults      1,000 files while workers and web are killed at random, then the count (fewer: make faults FILES=100)
#   make messages    gather the strings to translate into locale/, and compile them
#   make format      put the code into its one format
#   make lock        write the lock files anew from requirements*.in

SHELL := /bin/sh
VAR := $(CURDIR)/var
export PYTHONPYCACHEPREFIX := $(VAR)/cache/python
export PIP_CACHE_DIR ?= $(VAR)/cache/pip
export TMPDIR := $(VAR)/tmp
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

# The newest Python from 3.11 on that can make a virtual environment.
ifndef PYTHON
PYTHON := $(shell for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	if $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$name; break; fi; done)
endif

.PHONY: run test tour bench faults messages format lock clean var python run-environment test-environment

run: run-environment
	@DEMO=$${DEMO:-true} var/venv/bin/python manage.py up

test: test-environment
	@var/venv-dev/bin/python -m tests $(PARTS)

# PICTURES=1 takes those of the README anew.
tour: test-environment
	@var/venv-dev/bin/python -m tests.tour $(if $(PICTURES),--pictures) $(PAGES)

bench: bench-environment
	@var/venv-bench/bin/python -m tests.benchmarks $(if $(OFFERS),--offers $(OFFERS))

faults: test-environment
	@var/venv-dev/bin/python -m tests.faults $(if $(FILES),--files $(FILES)) $(if $(SEED),--seed $(SEED))

messages: test-environment
	@var/venv-dev/bin/python manage.py messages_extract
	@var/venv-dev/bin/python manage.py messages_compile

format: test-environment
	@var/venv-dev/bin/ruff check --fix --quiet . ; var/venv-dev/bin/ruff format .

# Needs uv. No header, no annotation, no index: a lock file holds names, versions and hashes, no address.
lock:
	@for name in requirements requirements-dev requirements-bench; do uv pip compile $$name.in --quiet --universal \
	--python-version 3.11 --generate-hashes --no-header --no-annotate -o $$name.txt || exit 1; done

clean:
	rm -rf var

run-environment: python
	@$(PYTHON) -I cosell/supervisor/prepare.py var/venv requirements.txt --while-stopped

test-environment: python
	@$(PYTHON) -I cosell/supervisor/prepare.py var/venv-dev requirements-dev.txt

bench-environment: python
	@$(PYTHON) -I cosell/supervisor/prepare.py var/venv-bench requirements-bench.txt

python: var
	@test -n "$(PYTHON)" || { printf '%s\n' \
	'The Co-sell Center needs Python 3.11 or newer with its venv module; none was found. Either install it' \
	'(on Debian or Ubuntu: apt install python3 python3-venv) or name it: make run PYTHON=/path/to/python3' \
	>&2; exit 1; }

var:
	@mkdir -p $(TMPDIR)
