"""The interview engine: pure, deterministic, no input or output."""
