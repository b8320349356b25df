"""The topic guide: its questions, where they were found, and who may not have been asked."""
