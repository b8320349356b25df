"""Transcripts and respondents coming in: shown and corrected before anything is written."""
