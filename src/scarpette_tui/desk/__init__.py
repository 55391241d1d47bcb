"""The desk: the use cases, and the only door for the front ends.

Plain, thread-safe functions over one `Session`. Rooms behind it (vault, engine, paper) are
imported inside the functions, so that help and the lock screen stay light.
"""
