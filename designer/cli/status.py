"""The exit status: all is well, a design has a problem, a file could not be read or written."""

FINE, PROBLEM, FAILED = 0, 1, 2
