"""File → drafts of documents: one module per format, one registry of them, and what the formats share.

``registry`` knows the formats and finds files; ``content`` and ``limits`` keep damaged, hostile and mislabelled files
out; a module per format turns a file into text or cues; ``assembly`` makes the draft of a document of either, with
``labels`` telling the speakers apart and ``roles`` guessing who of them is who. Nothing here writes anything.
"""
