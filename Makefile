# make run: the site on this machine. make test: everything a change must pass.
# No index address stands here or in the lock files: pip and uv use yours.

BIN := .venv/bin
FLASK := $(BIN)/flask --app eventsite
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard eventsite/translations/*/LC_MESSAGES/messages.po))
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable
# The languages that have a catalogue; English is what the sentences are written in.
LANGUAGES := ar zh fr ru es
# How many test processes: two cores are enough for everything, and a journey waits for its browser
# and its mails half of the time.
WORKERS ?= 3

.PHONY: run test lint types contracts migrations pytest audit faults bench messages lock clean \
	venv run-packages test-packages browser catalogues

run: run-packages
	@$(MAKE) -s catalogues
	@$(BIN)/python -m compileall -q eventsite
	@exec $(BIN)/python -m eventsite.run

test: test-packages browser
	@$(MAKE) -s catalogues
	@$(MAKE) -s -j2 lint types contracts migrations
	@$(MAKE) -s pytest

# ---- The parts of make test -------------------------------------------------------------------

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

migrations:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && export PLENARY_DATA_DIR="$$folder" && \
	$(FLASK) db upgrade && $(FLASK) db check

# Whole files, in the order of tests/conftest.py: the longest first.
pytest:
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -q

# ---- The long forms, run by hand ---------------------------------------------------------------

audit: test-packages browser catalogues
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -q -m e2e

faults: test-packages catalogues
	$(BIN)/python -m pytest -q -m faults

bench: test-packages catalogues
	@for name in public feeds agenda proposals registration registration_badges registration_table; do \
		echo "$$name"; $(BIN)/python -m benchmarks.$$name || exit 1; \
	done

# ---- Words ------------------------------------------------------------------------------------

catalogues: $(CATALOGUES)

%.mo: %.po
	@$(BIN)/pybabel --quiet compile -i $< -o $@

messages: test-packages
	$(BIN)/pybabel --quiet extract -F babel.cfg -k N_ -k _l -c "Translators:" --no-wrap --no-location --project Plenary --version 0.1 \
		--copyright-holder "The Plenary authors" --msgid-bugs-address "" \
		--sort-by-file -o eventsite/translations/messages.pot .
	@for lang in $(LANGUAGES); do \
		$(BIN)/pybabel --quiet update --init-missing --no-wrap --no-fuzzy-matching --ignore-obsolete \
			-l $$lang -i eventsite/translations/messages.pot -d eventsite/translations || exit 1; \
	done
	@$(MAKE) -s catalogues

# ---- Packages ---------------------------------------------------------------------------------

# Uses the venv as it is when it holds the locked packages of this or of the larger set.
run-packages: venv
	@now=$$(cat .venv/packages 2>/dev/null); \
	if [ "$$now" != "$$(cksum < requirements.txt)" ] && \
	   [ "$$now" != "$$(cksum < requirements-dev.txt)" ]; then \
		$(call install,requirements.txt); \
	fi

test-packages: venv
	@if [ "$$(cat .venv/packages 2>/dev/null)" != "$$(cksum < requirements-dev.txt)" ]; then \
		$(call install,requirements-dev.txt); \
	fi

# uv is three times as fast as pip, but does not know an index that only pip was told of.
define install
	echo "Installing the packages of $(1) into .venv; this takes a minute." && \
	{ $(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes $(1) || \
	  { echo "uv could not install them; trying pip."; \
	    $(BIN)/python -m pip install --quiet --require-hashes -r $(1); }; } && \
	cksum < $(1) > .venv/packages
endef

# A venv without uv is left from a start that was broken off, and is made again.
venv:
	@test -x $(BIN)/uv && exit 0; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		command -v "$$python" >/dev/null && \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && found=$$python && break; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Plenary needs Python 3.11 or later, and none was found on PATH." \
		     "Install one, or name it: make run PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "Python's venv module is missing." \
		     "Install it (Debian, Ubuntu: apt-get install python3-venv) and try again." >&2; exit 1; \
	fi; \
	rm -rf .venv && "$$found" -m venv .venv && \
	awk '/^[^ #]/ { keep = /^uv==/ } keep' requirements-dev.txt > .venv/uv.txt && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt

# Set UPGRADE=--upgrade for newer versions, UPGRADE="--upgrade-package flask" for one of them.
lock: venv
	@for set in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url $(UPGRADE) $$set.in -o $$set.txt || exit 1; \
	done

browser:
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium and fonts for the browser tests." && \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; \
	else \
		echo "The browser tests need Chromium on PATH. Install it and try again:" \
		     "sudo apt-get install chromium fonts-noto-core (Debian), or Google Chrome elsewhere." >&2; \
		exit 1; \
	fi

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f eventsite/translations/*/LC_MESSAGES/messages.mo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
