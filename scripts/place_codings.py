"""Find the passages of the sample's codings in its transcripts again and write their places into the tables of codings.

The passage column leads: whoever has changed a transcript (and the passages, where their words changed) runs
``.venv/bin/python scripts/place_codings.py``. White space need not match, since some formats break lines; the column
is then rewritten with the text as it was imported. Nothing is written unless every passage stands exactly once.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from fop_coder.importers.registry import read_documents
from fop_coder.model.draft import ReadingChoices
from fop_coder.model.errors import FopCoderError

SAMPLE = Path(__file__).resolve().parents[1] / "fixtures" / "sample"
TABLES = ("codings.csv", "second_codings.csv")


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table, by heading."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def find_passage(passage: str, text: str) -> tuple[int, int]:
    """Return where a passage stands in a text, in code points, half-open.

    Raises:
        ValueError: it is not there, or more than once.
    """
    places = [m.span() for m in re.finditer(r"\s+".join(re.escape(word) for word in passage.split()), text)]
    if len(places) != 1:
        raise ValueError(f"stands {len(places)} times in the transcript: {passage!r}")
    return places[0]


def place_codings(sample: Path) -> list[str]:
    """Write the places of all codings; return what is wrong, and write nothing if anything is."""
    known = frozenset(row["respondent"] for row in read_table(sample / "respondents.csv"))
    texts: dict[str, str] = {}
    problems: list[str] = []
    for path in sorted((sample / "transcripts").iterdir()):
        try:
            texts |= {d.name: d.text for d in read_documents(path, ReadingChoices(known_respondents=known))}
        except FopCoderError as error:
            problems.append(str(error))
    tables = {name: read_table(sample / name) for name in TABLES}
    for name, rows in tables.items():
        problems += [f"{name}, {problem}" for problem in place_rows(rows, texts)]
    if not problems:
        for name, rows in tables.items():
            with (sample / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    return problems


def place_rows(rows: list[dict[str, str]], texts: dict[str, str]) -> list[str]:
    """Put the places of passages into the rows of a table; return what is wrong."""
    problems = []
    for number, row in enumerate(rows, start=2):
        try:
            start, end = find_passage(row["passage"], texts[row["document"]])
        except KeyError:
            problems.append(f"row {number}: there is no document {row['document']!r}")
        except ValueError as error:
            problems.append(f"row {number}, {row['document']}: {error}")
        else:
            row |= {"start": str(start), "end": str(end), "passage": texts[row["document"]][start:end]}
    return problems


if __name__ == "__main__":
    sys.exit("\n".join(place_codings(SAMPLE)) or 0)
