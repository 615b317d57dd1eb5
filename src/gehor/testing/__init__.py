"""What only tests need: databases, browser, mail server, and the checkers behind the architecture tests.

Left out of what is installed to run; nothing outside this package and the tests may import it. `plugin.py` first.
"""
