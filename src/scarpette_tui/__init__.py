"""Scarpette: a guided, private, offline interview for the counter."""

__version__ = "0.1.0"
