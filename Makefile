# Every target is one line that calls dev.py; `python3 dev.py help` says more.
PYTHON ?= python3

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
