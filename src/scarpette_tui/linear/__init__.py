"""The same consultation line by line: for screen readers, dumb terminals and pipes.

Nothing is painted: no cursor, no colour, any width. Same desk, same vault, same engine.
"""
