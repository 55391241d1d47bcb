"""The terminal application: screens, widgets, themes and one table of commands."""
