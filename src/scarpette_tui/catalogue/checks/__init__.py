"""The proofs of `catalogue check`, one module for each thing proved."""
