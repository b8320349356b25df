"""The only code that knows SQL: rows, migrations, derived tables, search and the file itself."""
