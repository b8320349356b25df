"""The verbs: pure functions from values to a Change. Nothing here reads or writes a file."""
