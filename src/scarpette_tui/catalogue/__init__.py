"""The law as data: load it, look it up by date, prove that it is whole."""
