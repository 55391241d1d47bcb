"""Keys, users, sealed cases: `service` is the door."""
