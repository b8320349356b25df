"""An SPSS file with a line per respondent: variable and value labels, and the statuses as user-missing codes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fop_coder.exporters.cells import shown_text
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.tables import typed_column
from fop_coder.exporters.tables_material import class_names
from fop_coder.exporters.watch import Watch
from fop_coder.model.export import ExportContents
from fop_coder.model.status import Status
from fop_coder.model.tally import StatusRow

MISSING: Mapping[str, int] = {
    "not classified": 91,
    str(Status.NOT_ASKED): 92,
    str(Status.TOO_LITTLE): 93,
    str(Status.NO_DATA): 94,
    str(Status.PENDING): 95,
}
"""User-missing codes: SPSS leaves them out of its figures and still shows what they mean."""

_MOST_NAME, _MOST_LABEL, _MOST_VALUE_LABEL, _MOST_TEXT = 64, 256, 120, 32_767
"""Bytes that SPSS allows for a variable's name, its label, the label of a value, and a text."""

_MOST_NOTE = 80
"""Bytes of a line of the words that go with the file."""

_RESERVED = frozenset(("ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"))


@dataclass(frozen=True, slots=True)
class Variable:
    """A column. ``labels``: of its values; those of ``MISSING`` are user-missing."""

    name: str
    label: str
    values: tuple[str | float | None, ...]
    labels: Mapping[int, str] = field(default_factory=dict)
    measure: str = "nominal"


def write_spss(contents: ExportContents, path: Path, parts: Parts, watch: Watch) -> None:
    """Write the file. It holds the lines of respondents, whatever parts are asked for: SPSS has one table in a file.

    Raises:
        Cancelled: when the user has stopped it.
        OSError: if the file cannot be written.
    """
    import pandas as pd
    import pyreadstat

    found = spss_variables(contents)
    watch.tell()
    frame = pd.DataFrame({v.name: pd.Series(list(v.values), dtype=_dtype(v)) for v in found})
    labelled: dict[str, dict[int | float, str]] = {
        v.name: {float(n): words for n, words in v.labels.items()} for v in found if v.labels
    }
    pyreadstat.write_sav(
        frame,
        str(path),
        file_label=_cut(contents.codebook.name, 64),
        column_labels={v.name: _cut(v.label, _MOST_LABEL) for v in found},
        variable_value_labels=labelled,
        missing_ranges={v.name: _missing(v) for v in found if any(n in v.labels for n in MISSING.values())},
        variable_measure={v.name: v.measure for v in found},
        note=_notes(contents),
    )


def _notes(contents: ExportContents) -> list[str]:
    """Return what the file is about in lines as SPSS keeps them: what is hidden in it, among others."""
    base = contents.tally.base
    said = [f"View: {base.view}; sample: {base.sample or 'everybody'}"]
    said += [
        f"{label}: {words}" for label, words in contents.about if label in ("For", "Hidden", "State of the project")
    ]
    return [_cut(line, _MOST_NOTE) for words in said for line in textwrap.wrap(words, _MOST_NOTE)]


def _dtype(variable: Variable) -> Any:
    return "object" if any(isinstance(v, str) for v in variable.values) else "float64"


def _missing(variable: Variable) -> list[Any]:
    return [{"lo": min(MISSING.values()), "hi": max(MISSING.values())}]


def spss_variables(contents: ExportContents) -> list[Variable]:
    """Return the columns with names that SPSS accepts, no two alike without regard to case."""
    taken: set[str] = set()

    def named(wanted: str) -> str:
        return _name(wanted, taken)

    rows = contents.status_rows
    found = [Variable(named("respondent"), "Respondent", tuple(_text(row.respondent) for row in rows))]
    found += [_attribute(named(name), name, rows) for name in contents.attributes]
    categories = {scheme.name: [row.name for row in scheme.rows] for scheme in contents.schemes}
    found += [_class(named(name), name, rows, categories.get(name, [])) for name in class_names(contents)]
    for line in contents.tally.rows:
        found.append(_code(named(line.ident), line.name, line.ident, rows))
    for line in contents.tally.rows:
        if line.counts.criteria_met is not None:
            found.append(
                _met(
                    named(f"{line.ident}_met"), f"{line.name}: {line.criteria_word or 'criteria met'}", line.ident, rows
                )
            )
    return found


def _attribute(name: str, label: str, rows: Iterable[StatusRow]) -> Variable:
    """Return an attribute: numbers where all of it are numbers, otherwise the words as written."""
    written = [row.attributes.get(label, "") for row in rows]
    typed = typed_column(written)
    numbers = [typed(value) for value in written]
    if all(n is None or isinstance(n, int | float) for n in numbers) and any(n is not None for n in numbers):
        return Variable(name, label, tuple(None if n is None else float(n) for n in numbers), measure="scale")  # type: ignore[arg-type]
    return Variable(name, label, tuple(_text(value) for value in written))


def _class(name: str, label: str, rows: Iterable[StatusRow], categories: list[str]) -> Variable:
    numbers = {category: number for number, category in enumerate(categories, start=1)}
    codes = {**MISSING, **numbers}
    values = tuple(None if (code := codes.get(row.classes.get(label, ""))) is None else float(code) for row in rows)
    return Variable(name, label, values, _labels({**numbers, **MISSING}))


def _code(name: str, label: str, ident: str, rows: Iterable[StatusRow]) -> Variable:
    codes = {str(Status.NOT_REFERRED): 0, str(Status.REFERRED): 1, **_STATUSES}
    return Variable(name, label, tuple(float(codes[row.statuses[ident]]) for row in rows), _labels(codes))


_STATUSES = {words: code for words, code in MISSING.items() if words != "not classified"}


def _met(name: str, label: str, ident: str, rows: Iterable[StatusRow]) -> Variable:
    """Return whether those who referred meet the criteria; of all others it is missing."""
    values = (float(ident in row.met) if row.statuses[ident] is Status.REFERRED else None for row in rows)
    return Variable(name, label, tuple(values), {0: "does not meet the criteria", 1: "meets the criteria"})


def _labels(codes: Mapping[str, int]) -> dict[int, str]:
    return {code: _cut(words, _MOST_VALUE_LABEL) for words, code in codes.items()}


def _name(wanted: str, taken: set[str]) -> str:
    stem = re.sub(r"[^\w]+", "_", shown_text(wanted)[0]).strip("_") or "variable"
    stem = stem if stem[0].isalpha() else f"v_{stem}"
    number, name = 1, _cut(stem, _MOST_NAME)
    while name.casefold() in taken or name.upper() in _RESERVED:
        number += 1
        name = f"{_cut(stem, _MOST_NAME - len(str(number)) - 1)}_{number}"
    taken.add(name.casefold())
    return name


def _text(words: str) -> str:
    return _cut(shown_text(words)[0], _MOST_TEXT)


def _cut(words: str, most: int) -> str:
    """Return words of at most so many bytes, cut between characters."""
    return words.encode("utf-8", errors="replace")[:most].decode("utf-8", errors="ignore")
