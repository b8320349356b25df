"""Second coding by file: packs handed out and merged, rounds, coders, and the agreement of a table from anywhere."""
