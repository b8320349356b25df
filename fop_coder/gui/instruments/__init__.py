"""Instruments such as SCORE-15 in the window: answers entered item by item, and how scores lie."""
