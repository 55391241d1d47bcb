"""Sessions: who is at the desk, on which vault, with which law."""
