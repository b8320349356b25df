"""The start screen: recent projects, what can be begun, the sample, and the tour."""
