"""What an operator does from the command line: serving, backing up, checking. Called by `gehor.cli` alone."""


class CannotDo(Exception):
    """The command was asked for something that cannot be done; the message says what and how to mend it."""
