"""Word transcripts as a transcription firm sends them: a paragraph a turn, the label in bold, words in several runs."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from tests.benchmarks.generator import VERSION, VOCABULARY_SEED, Size
from tests.benchmarks.speech import Stretch, Talk, Transcript

_RUN = 90
"""Characters after which Word begins a new run, as it does where somebody has edited."""
_CONTINUED = 0.1
"""How often the second half of what is said stands in a paragraph of its own."""


def kept_transcripts(size: Size, folder: Path) -> Path:
    """Return a folder of Word files, as many as the size has documents, made now unless kept from an earlier run."""
    place = folder / f"transcripts-{size.name}-{size.documents}-{size.characters}-{VERSION}"
    if not place.exists():
        fresh = place.with_name(f"{place.name}.making")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        talk, rng = Talk(VOCABULARY_SEED), Random(f"transcripts {VERSION}")
        for number in range(1, size.documents + 1):
            label = f"R{number:04}"
            write_transcript(
                talk.transcript(rng, ("Interviewer", label), size.characters), fresh / f"{label}.docx", rng
            )
        fresh.rename(place)
    return place


def write_transcript(transcript: Transcript, path: Path, rng: Random) -> None:
    """Write one Word file."""
    from docx import Document

    document = Document()
    for stretch in transcript.stretches:
        said = transcript.text[stretch.start : stretch.end]
        half = said.find(". ", len(said) // 2) + 1 if rng.random() < _CONTINUED else 0
        parts = [said[:half], said[half:].lstrip()] if half else [said]
        for number, part in enumerate(parts):
            paragraph = document.add_paragraph()
            if number == 0:
                paragraph.add_run(_head(transcript, stretch)).bold = True
            for first in range(0, len(part), _RUN):
                paragraph.add_run(part[first : first + _RUN]).font.name = "Calibri"
    document.save(str(path))


def _head(transcript: Transcript, stretch: Stretch) -> str:
    return f"{transcript.labels[stretch.speaker]}: "
