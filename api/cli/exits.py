"""The exit codes of every command; documented in the README and in ``--help``."""

DONE = 0
REFUSED = 1
USAGE = 2
MISSING = 3
DAMAGED = 4
