"""What must hold between the entries of a codebook, checked on plain data so that every fault has its place.

The model refuses the same things when values are built, but stops at the first and knows no file.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from fop_coder.importers.codebooks.located import Fault, Located, Path, entries

KINDS = ("codes", "schemes", "instruments", "bands")
_PARTS = {"codes": "criteria", "schemes": "categories"}


def relation_faults(located: Located) -> list[Fault]:
    """Return everything in which entries contradict one another."""
    return [
        *_repeated(located, "guid", _everything(located.data), "the GUID"),
        *_repeated(located, "ident", _of_kinds(located.data), "the short name"),
        *_repeated(located, "key", _in_use(located.data), "the key"),
        *_parts(located),
        *_references(located),
        *_circles(located),
        *_rules(located),
        *_instruments(located),
        *_cuts(located),
    ]


def code_index(data: Any) -> dict[str, int]:
    """Return places in the list of codes by all that can mean a code: its short name, its name, its GUID.

    A short name beats a name; a name counts only if no other code bears it.
    """
    index: dict[str, int] = {}
    codes = entries(data, "codes")
    for field in ("ident", "name", "guid"):
        counted = Counter(code[field] for _, code in codes if isinstance(code.get(field), str))
        for number, code in codes:
            reference = code.get(field)
            if isinstance(reference, str) and counted[reference] == 1:
                index.setdefault(reference, number)
    return index


def _of_kinds(data: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    for kind in KINDS:
        yield from (((kind, number), entry) for number, entry in entries(data, kind))


def _everything(data: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path, entry in _of_kinds(data):
        yield path, entry
        part = _PARTS.get(str(path[0]), "")
        yield from (((*path, part, number), inner) for number, inner in entries(entry, part))


def _in_use(data: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give the codes that are not retired: a key of a retired code is free again."""
    yield from ((("codes", number), code) for number, code in entries(data, "codes") if code.get("retired") is not True)


def _repeated(located: Located, field: str, things: Iterable[tuple[Path, dict[str, Any]]], what: str) -> list[Fault]:
    found, taken = [], dict[str, str]()
    for path, thing in things:
        value = thing.get(field)
        if isinstance(value, bool) or not isinstance(value, str | int) or str(value) == "":
            continue
        if str(value) in taken:
            message = f"{field}: {what} {str(value)!r} is also that of {taken[str(value)]!r}"
            found.append(located.fault((*path, field), message))
        taken.setdefault(str(value), str(thing.get("name", "another entry")))
    return found


def _parts(located: Located) -> Iterator[Fault]:
    """Find criteria of one code, and categories of one scheme, that share a key or short name."""
    for kind, part in _PARTS.items():
        for number, entry in entries(located.data, kind):
            inner = [((kind, number, part, place), thing) for place, thing in entries(entry, part)]
            yield from _repeated(located, "key", inner, "the key")
            yield from _repeated(located, "ident", inner, "the short name")


def _references(located: Located) -> Iterator[Fault]:
    index = code_index(located.data)
    for number, code in entries(located.data, "codes"):
        if isinstance(code.get("parent"), str):
            yield from _reference(located, ("codes", number, "parent"), code["parent"], index)
    for number, band in entries(located.data, "bands"):
        listed = band.get("codes")
        for place, reference in enumerate(listed if isinstance(listed, list) else []):
            yield from _reference(located, ("bands", number, "codes", place), reference, index)


def _reference(located: Located, path: Path, reference: object, index: dict[str, int]) -> Iterator[Fault]:
    if not isinstance(reference, str) or reference in index:
        return
    idents = [str(code.get("ident")) for _, code in entries(located.data, "codes")]
    near = difflib.get_close_matches(reference, idents, n=1)
    do = f"; did you mean {near[0]!r}?" if near else ""
    subject = "parent" if path[-1] == "parent" else "codes"
    yield located.fault(path, f"{subject}: no code in this file has the short name {reference!r}{do}")


def _circles(located: Located) -> Iterator[Fault]:
    """Find each circle of parents once, at the first of its codes."""
    index = code_index(located.data)
    parents = {
        number: index.get(code["parent"])
        for number, code in entries(located.data, "codes")
        if isinstance(code.get("parent"), str)
    }
    done: set[int] = set()
    for start in parents:
        way: list[int] = []
        at: int | None = start
        while at is not None and at not in done and at not in way:
            way.append(at)
            at = parents.get(at)
        if at in way:
            names = [str(located.data["codes"][n].get("name")) for n in way[way.index(at) :]]
            first = min(way[way.index(at) :])
            message = f"parent: the parents run in a circle: {' → '.join([*names, names[0]])}"
            yield located.fault(("codes", first, "parent"), message)
        done.update(way)


def _rules(located: Located) -> Iterator[Fault]:
    for number, code in entries(located.data, "codes"):
        rule, criteria = code.get("criteria_rule"), entries(code, "criteria")
        if not isinstance(rule, dict) or "criteria" not in code:
            continue
        path = ("codes", number, "criteria_rule")
        if not criteria:
            yield located.fault(path, "criteria_rule: a criteria rule needs criteria")
        elif (
            rule.get("need") == "at-least"
            and isinstance(rule.get("at_least"), int)
            and rule["at_least"] > len(criteria)
        ):
            message = f"at_least: the rule asks for {rule['at_least']} of {len(criteria)} criteria"
            yield located.fault((*path, "at_least"), message)


def _instruments(located: Located) -> Iterator[Fault]:
    for number, instrument in entries(located.data, "instruments"):
        lowest, highest = instrument.get("lowest"), instrument.get("highest")
        if isinstance(lowest, int) and isinstance(highest, int) and lowest >= highest:
            yield located.fault(("instruments", number, "lowest"), "lowest: the lowest answer is not below the highest")
        numbers = [
            (p, item["number"]) for p, item in entries(instrument, "items") if isinstance(item.get("number"), int)
        ]
        counted = Counter(n for _, n in numbers)
        before: int | None = None
        for place, item in numbers:
            if before is not None and item <= before:
                why = "twice" if counted[item] > 1 else "out of order"
                path = ("instruments", number, "items", place, "number")
                yield located.fault(path, f"number: item {item} stands {why}; items are numbered upwards, once each")
            before = item


def _cuts(located: Located) -> Iterator[Fault]:
    for number, band in entries(located.data, "bands"):
        cuts = entries(band, "cuts")
        for (place, low), (after, high) in pairwise(cuts):
            ends, begins = low.get("highest"), high.get("lowest")
            path: Path = ("bands", number, "cuts")
            if ends is None:
                message = f"cuts: {low.get('label')!r} has no upper end, but {high.get('label')!r} comes after it"
                yield located.fault((*path, place), message)
            elif _is_number(ends) and _is_number(begins) and ends >= begins:
                message = f"lowest: the bands {low.get('label')!r} and {high.get('label')!r} overlap"
                yield located.fault((*path, after, "lowest"), message)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
