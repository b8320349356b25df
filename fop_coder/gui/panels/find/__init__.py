"""Words and phrases over all transcripts and memos, with hits in context."""
