"""Plain data → Codebook: what is left out is filled in, everything is checked, and then the values are built."""

from __future__ import annotations

from typing import Any

from fop_coder.importers.codebooks.located import Fault, Located, entries
from fop_coder.importers.codebooks.relations import KINDS, code_index, relation_faults
from fop_coder.importers.codebooks.schema import schema_faults
from fop_coder.model.base import Guid, new_guid
from fop_coder.model.codebook import (
    COLOURS,
    Band,
    Category,
    Code,
    Codebook,
    CriteriaRule,
    Criterion,
    Cut,
    Instrument,
    Item,
    Need,
    Scheme,
    Within,
    ident_from,
)
from fop_coder.model.errors import CodebookRefused, ValueRefused

Plain = dict[str, Any]
_Guids = dict[str, Guid]
"""GUIDs of codes by what can mean them: short names, names, GUIDs."""

_SHARED = ("definition", "position")
_CODE_TEXTS = ("include", "exclude", "criteria_word", "verb", "complement", "colour", "gathers", "meaning", "retired")


def build_codebook(path: str, located: Located) -> Codebook:
    """Return the codebook that plain data describes.

    Missing GUIDs are made afresh, missing short names from names, missing colours follow the place in the file.

    Args:
        path: the file, for messages.
        located: what a reader found; its own faults are reported with the others.

    Raises:
        CodebookRefused: with every fault, in the order of the file.
    """
    if located.data is None:
        raise CodebookRefused(path, sorted(set(located.faults)))
    complete(located.data)
    faults = [*located.faults, *schema_faults(located), *relation_faults(located)]
    if not faults:
        codebook = _build(located, faults)
        if codebook is not None:
            return codebook
    raise CodebookRefused(path, sorted(set(faults)))


def complete(data: Any) -> None:
    """Fill in what may be left out: short names, GUIDs, colours, positions."""
    things = [(number, thing) for kind in KINDS for number, thing in entries(data, kind)]
    _make_idents([thing for _, thing in things])
    for number, thing in things:
        thing.setdefault("guid", new_guid())
        thing.setdefault("position", number)
        for part in ("criteria", "categories"):
            for _, inner in entries(thing, part):
                inner.setdefault("guid", new_guid())
        _make_idents([category for _, category in entries(thing, "categories")])
    for number, code in entries(data, "codes"):
        code.setdefault("colour", number % COLOURS + 1)


def _make_idents(things: list[Plain]) -> None:
    """Make missing short names from names, with a number where that one is taken."""
    taken = {thing["ident"] for thing in things if isinstance(thing.get("ident"), str)}
    for thing in things:
        if "ident" in thing or not isinstance(thing.get("name"), str):
            continue
        made = ident = ident_from(thing["name"])
        number = 2
        while made in taken:
            made, number = f"{ident}-{number}", number + 1
        thing["ident"] = made
        taken.add(made)


def _build(located: Located, faults: list[Fault]) -> Codebook | None:
    """Build all values; what the model refuses beyond the checks above is added to the faults."""
    data: Plain = located.data
    guids = {reference: Guid(data["codes"][number]["guid"]) for reference, number in code_index(data).items()}
    makers = {"codes": _code, "schemes": _scheme, "instruments": _instrument, "bands": _band}
    built: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    for kind in KINDS:
        for number, thing in entries(data, kind):
            try:
                built[kind].append(makers[kind](thing, guids))
            except ValueRefused as refused:
                faults.append(located.fault((kind, number), f"{refused.where}: {refused.what}"))
    if faults:
        return None
    return Codebook(data["name"], definition=data.get("definition", ""), **{k: tuple(v) for k, v in built.items()})


def _identity(thing: Plain) -> Plain:
    """Return the fields that codes, schemes, instruments and bands share."""
    shared = {field: thing[field] for field in _SHARED if field in thing}
    return {"guid": Guid(thing["guid"]), "ident": thing["ident"], "name": thing["name"], **shared}


def _code(code: Plain, guids: _Guids) -> Code:
    rule = code.get("criteria_rule")
    return Code(
        **_identity(code),
        **{field: code[field] for field in _CODE_TEXTS if field in code},
        key=str(code.get("key", "")),
        examples=tuple(code.get("examples", ())),
        criteria=tuple(Criterion(Guid(c["guid"]), str(c["key"]), c["name"]) for c in code.get("criteria", ())),
        criteria_rule=None if rule is None else _rule(rule),
        parent=guids[code["parent"]] if "parent" in code else None,
    )


def _rule(rule: Plain) -> CriteriaRule:
    within = Within(rule.get("within", Within.RESPONDENT))
    return CriteriaRule(Need(rule["need"]), within, rule.get("at_least", 1))


def _scheme(scheme: Plain, _: _Guids) -> Scheme:
    categories = tuple(
        Category(Guid(c["guid"]), c["ident"], c["name"], str(c.get("key", "")), c.get("definition", ""))
        for c in scheme["categories"]
    )
    return Scheme(**_identity(scheme), categories=categories)


def _instrument(instrument: Plain, _: _Guids) -> Instrument:
    given = {field: instrument[field] for field in ("higher_is", "most_missing") if field in instrument}
    return Instrument(
        **_identity(instrument),
        **given,
        lowest=instrument["lowest"],
        highest=instrument["highest"],
        items=tuple(Item(**item) for item in instrument["items"]),
    )


def _band(band: Plain, guids: _Guids) -> Band:
    return Band(
        **_identity(band),
        cuts=tuple(Cut(c["label"], c["lowest"], c.get("highest")) for c in band["cuts"]),
        codes=tuple(guids[reference] for reference in band.get("codes", ())),
        number_of=band.get("number_of", ""),
    )
