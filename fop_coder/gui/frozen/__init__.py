"""Figures frozen under a name, and beside those of now: who moved, and why."""
