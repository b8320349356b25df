"""The screen Report: what goes into the report, in order, each item watched."""
