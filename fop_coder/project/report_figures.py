"""The figures that an item of the report was made from, kept as JSON and compared with those of later."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fop_coder.exporters.report import BarPicture, Block, Grid, Paragraphs, Quotation
from fop_coder.model.errors import ValueRefused
from fop_coder.model.tally import ClassCounts, Counts
from fop_coder.project.method import day_in_words
from fop_coder.project.numbers import number_text


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        key: by which it is found again, from GUIDs and values; ``name``: in words.
        n: a count; or another number with two decimals, such as a median or a coefficient.
        of: N; None where n has none.
        rest: all other counts by name, so that everybody is accounted for.
    """

    key: str
    name: str
    n: float
    of: int | None = None
    rest: Mapping[str, int] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The figure as it is written: "22/25"."""
        return number_text(self.n) if self.of is None else f"{number_text(self.n)}/{self.of}"


@dataclass(frozen=True, slots=True)
class Made:
    """What an item shows and the figures behind it.

    Attributes:
        words: the sentence ('' where none can be told), or the caption.
        blocks: of a table its grid and the notes below it, of a chart or quotation that; none of a sentence.
    """

    figures: tuple[Figure, ...]
    words: str
    blocks: tuple[Block, ...] = ()


def figure_of_counts(
    key: str, name: str, counts: Counts, *, complement: bool = False, criteria: bool = False
) -> Figure:
    """Return the figure of a code with all statuses.

    Args:
        complement: those who did not refer are n.
        criteria: also how many met the code's criteria.
    """
    rest = rest_of_code(counts)
    if criteria and counts.criteria_met is not None:
        rest["criteria met"] = counts.criteria_met
    return Figure(key, name, counts.not_referred if complement else counts.n, counts.of, rest)


def rest_of_code(counts: Counts) -> dict[str, int]:
    """Return by status how many are not in N."""
    return {
        "not asked": counts.not_asked,
        "too little information": counts.too_little_information,
        "no data": counts.no_data,
        "pending": counts.pending,
    }


def rest_of_classes(counts: ClassCounts) -> dict[str, int]:
    """Return by reason how many have no category."""
    return {
        "not classified": counts.not_classified,
        "not asked": counts.not_asked,
        "too little information": counts.too_little_information,
        "no data": counts.no_data,
        "pending": counts.pending,
    }


def differences(then: Made, now: Made, at: str) -> list[str]:
    """Return for each figure that is another now a clause that names it, as it was and as it is.

    Args:
        at: when the earlier ones were taken, ISO 8601.
    """
    when = f"when written on {day_in_words(at)}" if at else "when written"
    later = {figure.key: figure for figure in now.figures}
    earlier = {figure.key: figure for figure in then.figures}
    told = [clause for f in then.figures for clause in _differences_of(f, later.get(f.key), when)]
    return told + [f"{f.name}: not there {when}, now {f.words}" for f in now.figures if f.key not in earlier]


def _differences_of(then: Figure, now: Figure | None, when: str) -> Iterator[str]:
    if now is None:
        yield f"{then.name}: {then.words} {when}, now there no longer"
        return
    if (then.n, then.of) != (now.n, now.of):
        yield f"{then.name}: {then.words} {when}, now {now.words}"
    for name in dict.fromkeys((*then.rest, *now.rest)):
        before, after = then.rest.get(name, 0), now.rest.get(name, 0)
        if before != after:
            yield f"{then.name}, {name}: {before} {when}, now {after}"


# ---- as JSON ---------------------------------------------------------------------------------------------------------


def made_to_json(made: Made) -> str:
    """Return figures with what was made from them, as they are kept."""
    plain: dict[str, Any] = {
        "figures": [{"key": f.key, "name": f.name, "n": f.n, "of": f.of, "rest": dict(f.rest)} for f in made.figures],
        "words": made.words,
    }
    if made.blocks:
        plain["blocks"] = [_block_to_plain(block) for block in made.blocks]
    return json.dumps(plain, ensure_ascii=False)


def made_from_json(text: str) -> Made:
    """Return what was kept.

    Raises:
        ValueRefused: if it cannot be read.
    """
    try:
        plain: dict[str, Any] = json.loads(text)
        return Made(
            tuple(Figure(f["key"], f["name"], f["n"], f["of"], f["rest"]) for f in plain["figures"]),
            plain["words"],
            tuple(_block_from_plain(block) for block in plain.get("blocks", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueRefused("the figures of this item cannot be read", where="report", do="Remove it") from error


def _block_to_plain(block: Block) -> dict[str, Any]:
    if isinstance(block, Grid):
        rows = [list(row) for row in block.rows]
        return {"is": "table", "caption": block.caption, "headings": list(block.headings), "rows": rows}
    if isinstance(block, BarPicture):
        parts = {name: list(lengths) for name, lengths in block.parts.items()}
        plain = {"caption": block.caption, "names": list(block.names), "parts": parts, "most": block.most}
        return {"is": "chart", **plain, "words": block.words}
    if isinstance(block, Paragraphs):
        return {"is": "notes", "lines": list(block.lines)}
    if isinstance(block, Quotation):
        return {"is": "quotation", "text": block.text, "source": block.source}
    raise ValueRefused(f"a report keeps no {type(block).__name__}", where="report")


def _block_from_plain(plain: dict[str, Any]) -> Block:
    if plain["is"] == "table":
        return Grid(plain["caption"], tuple(plain["headings"]), tuple(tuple(row) for row in plain["rows"]))
    if plain["is"] == "chart":
        parts = {name: tuple(lengths) for name, lengths in plain["parts"].items()}
        return BarPicture(plain["caption"], tuple(plain["names"]), parts, plain["most"], plain["words"])
    if plain["is"] == "quotation":
        return Quotation(plain["text"], plain["source"])
    return Paragraphs(tuple(plain["lines"]), "note")
