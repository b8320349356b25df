"""The codebook as one table with a line for each code, scheme, category, instrument, item, band and cut."""

from __future__ import annotations

from collections.abc import Iterator

from fop_coder.exporters.tables import Cell, Column, Look, Table
from fop_coder.model.codebook import Band, Code, Codebook, Cut, Instrument, Item, Need, Scheme, Within

CODEBOOK = "Codebook"

_COLUMNS = (
    Column("kind", "code, scheme, category, instrument, item, band or cut", Look.LABEL, 12),
    Column("short name", "used in files and on the command line; an item's number", Look.LABEL, 20),
    Column("name", "as shown", Look.LABEL, 28),
    Column(
        "part of", "short name of the code above, or of the scheme, instrument or band it belongs to", Look.LABEL, 18
    ),
    Column("key", "the key that codes with it", Look.LABEL, 6),
    Column("definition", "what it means", Look.TEXT, 50),
    Column("include", "what to include", Look.TEXT, 36),
    Column("exclude", "what to leave out", Look.TEXT, 36),
    Column("examples", "of passages, the codebook's own words", Look.TEXT, 36),
    Column("criteria", "key and name of each criterion", Look.TEXT, 40),
    Column("rule", "how many criteria have to be met, and where", Look.TEXT, 24),
    Column("criteria are called", "the words for meeting the rule", Look.LABEL, 18),
    Column("gathers", "whether passages of the codes below count for it", Look.LABEL, 9),
    Column("colour", "number in the program's palette", Look.NUMBER, 8),
    Column("retired", "whether it is no longer offered for coding", Look.LABEL, 8),
    Column("GUID", "permanent identity", Look.LABEL, 38),
)


def codebook_table(codebook: Codebook) -> Table:
    """Return everything that is looked for, in the codebook's order."""
    about = f"{codebook.name}: {codebook.definition}" if codebook.definition else codebook.name
    return Table(
        CODEBOOK,
        "codes, schemes, instruments and bands with their definitions",
        _COLUMNS,
        _rows(codebook),
        notes=(about,),
        frozen=3,
    )


def _rows(codebook: Codebook) -> Iterator[tuple[Cell, ...]]:
    idents = {code.guid: code.ident for code in codebook.codes}
    for code in codebook.codes:
        yield _code(code, "" if code.parent is None else idents[code.parent])
    for scheme in codebook.schemes:
        yield from _scheme(scheme)
    for instrument in codebook.instruments:
        yield from _instrument(instrument)
    for band in codebook.bands:
        yield from _band(band, [idents.get(guid, guid) for guid in band.codes])


def _line(
    kind: str, ident: str, name: str, part_of: str = "", key: str = "", definition: str = "", guid: str = ""
) -> tuple[Cell, ...]:
    shown = (kind, ident, name, part_of, key, definition)
    return (*(cell or None for cell in shown), *(None,) * (len(_COLUMNS) - len(shown) - 1), guid or None)


def _code(code: Code, above: str) -> tuple[Cell, ...]:
    return (
        "code",
        code.ident,
        code.name,
        above or None,
        code.key or None,
        code.definition or None,
        code.include or None,
        code.exclude or None,
        "\n".join(code.examples) or None,
        "\n".join(f"{c.key} {c.name}" for c in code.criteria) or None,
        rule_text(code) or None,
        code.criteria_word or None,
        "yes" if code.gathers else "no",
        code.colour,
        "yes" if code.retired else "no",
        code.guid,
    )


def rule_text(code: Code) -> str:
    """Return a code's criteria rule in words ("at least 2 of 3 in one passage"), '' where it has none."""
    rule = code.criteria_rule
    if rule is None:
        return ""
    count = len(code.criteria)
    needed = {
        Need.ALL: f"all {count}",
        Need.ANY: f"any of {count}",
        Need.AT_LEAST: f"at least {rule.at_least} of {count}",
    }
    where = "in one passage" if rule.within is Within.PASSAGE else "over the respondent's passages"
    return f"{needed[rule.need]} {where}"


def _scheme(scheme: Scheme) -> Iterator[tuple[Cell, ...]]:
    yield _line("scheme", scheme.ident, scheme.name, definition=scheme.definition, guid=scheme.guid)
    for category in scheme.categories:
        yield _line(
            "category", category.ident, category.name, scheme.ident, category.key, category.definition, category.guid
        )


def _instrument(instrument: Instrument) -> Iterator[tuple[Cell, ...]]:
    parts = [
        instrument.definition,
        f"answers {instrument.lowest} to {instrument.highest}",
        f"higher is {instrument.higher_is}" if instrument.higher_is else "",
        f"at most {instrument.most_missing} missing per scale",
    ]
    definition = "; ".join(part for part in parts if part)
    yield _line("instrument", instrument.ident, instrument.name, definition=definition, guid=instrument.guid)
    for item in instrument.items:
        yield _line("item", str(item.number), item.name, instrument.ident, definition=_item_text(item))


def _item_text(item: Item) -> str:
    return "; ".join(part for part in ("turned round before adding" if item.reversed else "", item.subscale) if part)


def _band(band: Band, codes: list[str]) -> Iterator[tuple[Cell, ...]]:
    counted = f"the number of distinct codes among {', '.join(codes)}" if codes else f"the number {band.number_of}"
    definition = f"{band.definition}; {counted}" if band.definition else counted
    yield _line("band", band.ident, band.name, definition=definition, guid=band.guid)
    for cut in band.cuts:
        yield _line("cut", "", cut.label, band.ident, definition=_cut_text(cut))


def _cut_text(cut: Cut) -> str:
    return f"{cut.lowest:g} or more" if cut.highest is None else f"{cut.lowest:g} to {cut.highest:g}"
