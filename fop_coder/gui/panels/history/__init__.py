"""Who did what and when, read-only."""
