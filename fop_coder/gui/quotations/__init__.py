"""The starred passages in a list: labels, from whom they come, and the template of labels."""
