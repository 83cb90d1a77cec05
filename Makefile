# Kasane: `make demo` tries it, `make test` and `make lint` prove it. See README.md.
SHELL := /bin/bash
PORT ?= 8000
BIN := .venv/bin
DEMO := env -u DATABASE_URL -u REDIS_URL -u KASANE_KEY_FILE KASANE_MODE=demo KASANE_BASE_URL=http://127.0.0.1:$(PORT)
# Harmless values under which a production start must pass its own checks.
PRODUCTION := KASANE_MODE=production KASANE_BASE_URL=https://kasane.example ALLOWED_HOSTS=kasane.example \
	SECRET_KEY=only-for-the-check-$(shell printf '0123456789abcdef%.0s' 1 2 3) KASANE_DATA=build/check KASANE_KEY_FILE=build/check-keys/keys.json

.PHONY: help demo code test bench check-site lint messages venv venv-dev editor locale

help:
	@echo "make demo [fresh=1] [PORT=8000] [KASANE_DATA=dir]   the whole product on this machine, with a told story"
	@echo "make code who=mail-or-role                          the current one-time code of a demo account"
	@echo "make test                                           all tests, browser included"
	@echo "make bench [COEDIT=dir]                             what the gate costs; beside other servers, with the harness in dir"
	@echo "make check-site [SITE=http://127.0.0.1:8000]          crawls a running public site: links, axe, Nu, narrow screens"
	@echo "make lint                                           style, types, import contracts, deploy check"
	@echo "make messages                                       collect strings to translate and check the catalogue"

demo: venv editor locale
	@$(DEMO) $(BIN)/python manage.py demo $(if $(filter 1 yes,$(fresh)),--fresh) --port $(PORT)

code: venv
	@test -n "$(who)" || { echo "Say whose code: make code who=coordinator"; exit 2; }
	@$(DEMO) $(BIN)/python manage.py demo_code "$(who)"

test: venv-dev editor locale
	@tools/test.sh

bench: venv-dev locale
	env -u DATABASE_URL -u REDIS_URL $(BIN)/python -m pytest -q -o addopts="--strict-markers --strict-config" tests/bench && { test -z "$(COEDIT)" || tests/bench/coedit/run.sh "$(COEDIT)"; }

check-site: venv-dev
	@tools/check-site.sh $(or $(SITE),http://127.0.0.1:$(PORT))

lint: venv-dev locale
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	KASANE_MODE=demo $(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	KASANE_MODE=demo KASANE_DATA=build/check DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run
	test -f build/check-keys/keys.json || $(PRODUCTION) $(BIN)/python manage.py create_keys
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/djlint --lint --quiet portal meetings minutes cms
	tools/editor.sh types
	$(BIN)/python tools/messages.py check

messages: venv-dev
	$(BIN)/python tools/messages.py collect
	$(BIN)/python tools/messages.py check
	$(BIN)/python tools/messages.py compile

venv:
	@tools/venv.sh requirements.lock

venv-dev:
	@tools/venv.sh requirements-dev.lock

editor: venv
	@tools/editor.sh build

locale: venv
	@$(BIN)/python tools/messages.py compile
