"""Alembic's scripts: each brings a file from one schema version to the next."""
