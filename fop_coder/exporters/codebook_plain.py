"""A codebook as plain data in the layout of ``codebook.schema.json``: what is at its default is left out."""

from __future__ import annotations

from typing import Any

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Band, Code, Codebook, Cut, Instrument, Item, Need, Scheme
from fop_coder.model.errors import ExportRefused

Plain = dict[str, Any]


def codebook_to_plain(codebook: Codebook) -> Plain:
    """Return a codebook as nested dictionaries, with codes referred to by their short names.

    Raises:
        ExportRefused: a band counts a code that is not in the codebook.
    """
    idents = {code.guid: code.ident for code in codebook.codes}
    lists = {
        "codes": [_numbered(_code(c, idents), c.position, n) for n, c in enumerate(codebook.codes)],
        "schemes": [_numbered(_scheme(s), s.position, n) for n, s in enumerate(codebook.schemes)],
        "instruments": [_numbered(_instrument(i), i.position, n) for n, i in enumerate(codebook.instruments)],
        "bands": [_numbered(_band(b, idents), b.position, n) for n, b in enumerate(codebook.bands)],
    }
    head = _filled({"format": 1, "name": codebook.name, "definition": codebook.definition})
    return {**head, **{kind: listed for kind, listed in lists.items() if listed}}


def _filled(plain: Plain) -> Plain:
    return {field: value for field, value in plain.items() if value not in ("", None, [], False)}


def _numbered(plain: Plain, position: int, place: int) -> Plain:
    """Add the position where it is not the place in the list."""
    return plain if position == place else {**plain, "position": position}


def _code(code: Code, idents: dict[Guid, str]) -> Plain:
    plain = _filled(
        {
            "ident": code.ident,
            "name": code.name,
            "guid": code.guid,
            "key": code.key,
            "colour": code.colour,
            "parent": idents[code.parent] if code.parent else None,
            "gathers": code.gathers,
            "definition": code.definition,
            "include": code.include,
            "exclude": code.exclude,
            "examples": list(code.examples),
            "criteria": [{"key": c.key, "name": c.name, "guid": c.guid} for c in code.criteria],
            "criteria_rule": _rule(code),
            "criteria_word": code.criteria_word,
            "verb": code.verb,
            "complement": code.complement,
            "retired": code.retired,
        }
    )
    return plain if code.meaning == 1 else {**plain, "meaning": code.meaning}


def _rule(code: Code) -> Plain | None:
    rule = code.criteria_rule
    if rule is None:
        return None
    plain: Plain = {"need": rule.need.value}
    if rule.need is Need.AT_LEAST or rule.at_least != 1:
        plain["at_least"] = rule.at_least
    return {**plain, "within": rule.within.value}


def _scheme(scheme: Scheme) -> Plain:
    categories = [
        _filled({"ident": c.ident, "name": c.name, "guid": c.guid, "key": c.key, "definition": c.definition})
        for c in scheme.categories
    ]
    head = {"ident": scheme.ident, "name": scheme.name, "guid": scheme.guid, "definition": scheme.definition}
    return _filled({**head, "categories": categories})


def _instrument(instrument: Instrument) -> Plain:
    texts = {"definition": instrument.definition, "higher_is": instrument.higher_is}
    return {
        **{"ident": instrument.ident, "name": instrument.name, "guid": instrument.guid},
        **_filled(texts),
        **{"lowest": instrument.lowest, "highest": instrument.highest},
        **({"most_missing": instrument.most_missing} if instrument.most_missing else {}),
        "items": [_item(item) for item in instrument.items],
    }


def _item(item: Item) -> Plain:
    return {"number": item.number, **_filled({"reversed": item.reversed, "subscale": item.subscale, "name": item.name})}


def _band(band: Band, idents: dict[Guid, str]) -> Plain:
    if any(code not in idents for code in band.codes):
        raise ExportRefused(
            "the band counts a code that is not in the codebook", where=band.name, do="Take the code out of the band"
        )
    head = {"ident": band.ident, "name": band.name, "guid": band.guid, "definition": band.definition}
    counted = {"codes": [idents[code] for code in band.codes], "number_of": band.number_of}
    return _filled({**head, **counted, "cuts": [_cut(cut) for cut in band.cuts]})


def _cut(cut: Cut) -> Plain:
    ends = {"lowest": _number(cut.lowest)}
    return {"label": cut.label, **ends, **({} if cut.highest is None else {"highest": _number(cut.highest)})}


def _number(number: float) -> float:
    return int(number) if float(number).is_integer() else number
