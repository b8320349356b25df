"""Bands in the window: made, tried out, changed and taken away."""
