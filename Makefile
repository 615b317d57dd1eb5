# Every target is one line that calls dev.py; `python3 dev.py help` says more.
# The system's own Python where it will do, which is built to be quick; make PYTHON=python3.13 test chooses another.
PYTHON ?= $(shell for each in /usr/bin/python3 python3; do $$each -c 'import ensurepip, sqlite3, ssl, sys, venv; \
	sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && exit; done; echo python3)

help: ; @$(PYTHON) dev.py help
setup: ; @$(PYTHON) dev.py setup
run: ; @$(PYTHON) dev.py run
test: ; @$(PYTHON) dev.py test
check: ; @$(PYTHON) dev.py check
pictures: ; @$(PYTHON) dev.py pictures
messages: ; @$(PYTHON) dev.py messages
lock: ; @$(PYTHON) dev.py lock
clean: ; @$(PYTHON) dev.py clean

.PHONY: help setup run test check pictures messages lock clean
