"""Benchmarks: each is `python -m benchmarks.NAME [--json]`; timings live here, never in tests."""
