"""Agreement between coders: units and their ratings, coefficients, intervals, and words for what is not defined.

``ratings`` holds ratings as counts of their distinct patterns, ``passages`` measures text with interval arithmetic into
the same form, ``sums`` and ``coefficients`` turn counts into figures, ``resampling`` gives intervals, and ``comparing``
puts everything together. numpy is all that is needed.
"""
