"""Speed and size against floors measured in the same run (``make bench``); no test asserts a time."""
