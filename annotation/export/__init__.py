"""Findings and marks in; files for other programs out, one module a format."""
