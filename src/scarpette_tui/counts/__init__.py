"""Counts: what a supervisor may see, protected before it is stored (rules D1-D10)."""
