"""One JSON document with all figures and the material behind them, exact to the character, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fop_coder.exporters.matrix import matrix_to_plain
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.plain import scheme_to_plain, tally_to_plain
from fop_coder.exporters.plain_agreement import agreement_to_plain
from fop_coder.exporters.tables_quotations import quotations_to_plain
from fop_coder.exporters.watch import Watch
from fop_coder.model.codebook import Codebook
from fop_coder.model.export import ExportContents
from fop_coder.model.serial import to_plain
from fop_coder.model.tally import PassageRow, StatusRow


def write_json_document(contents: ExportContents, path: Path, parts: Parts, watch: Watch) -> None:
    """Write the document, a line per respondent and passage; passages are read one by one.

    Raises:
        Cancelled: when the user has stopped it.
        OSError: if the file cannot be written.
    """
    # Half of a surrogate pair is no UTF-8; written as \udxxx it is JSON.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        for number, (key, piece) in enumerate(_pieces(contents, parts, watch)):
            file.write(f"{',' if number else '{'}\n{json.dumps(key)}: ")
            file.writelines(piece)
        file.write("\n}\n")


def _pieces(contents: ExportContents, parts: Parts, watch: Watch) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the document's keys, each with its JSON in pieces."""
    yield "about", [_dumps(_about(contents))]
    yield "reading", [_dumps(_reading(contents))]
    if parts.tally:
        yield "tally", [_dumps(tally_to_plain(contents.tally))]
        yield "tallies_by", [_dumps([tally_to_plain(tally) for tally in contents.tallies_by])]
    if parts.classification:
        yield "schemes", [_dumps([scheme_to_plain(scheme) for scheme in contents.schemes])]
        yield "schemes_by", [_dumps([scheme_to_plain(scheme) for scheme in contents.schemes_by])]
    if parts.respondents:
        yield "respondents", _array(_respondent(row) for row in watch.over(contents.status_rows))
    if parts.passages:
        told = contents.some_discussed
        yield "passages", _array(_passage(row, told=told) for row in watch.over(contents.passages))
    if parts.quotations and contents.quotations is not None:
        yield "quotations", [_dumps(quotations_to_plain(contents))]
    if parts.matrix and contents.matrix:
        yield "matrix", [_dumps(matrix_to_plain(contents.matrix))]
    if parts.agreement and contents.agreement:
        yield "agreement", [_dumps(agreement_to_plain(contents.agreement))]
    if parts.codebook:
        yield "codebook", [_dumps(_codebook(contents.codebook))]


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)


def _array(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    opening = "[\n"
    for value in values:
        yield opening + json.dumps(value, ensure_ascii=False, allow_nan=False)
        opening = ",\n"
    yield "[]" if opening == "[\n" else "\n]"


def _about(contents: ExportContents) -> dict[str, str | list[str]]:
    """Return the lines of the About sheet; a label that stands on several lines has a list of values."""
    about: dict[str, str | list[str]] = {}
    for label, value in contents.about:
        earlier = about.get(label)
        if earlier is None:
            about[label] = value
        else:
            about[label] = [*(earlier if isinstance(earlier, list) else [earlier]), value]
    return about


def _reading(contents: ExportContents) -> dict[str, Any]:
    """Return what may be published of the figures, which stand whole in this document."""
    return {
        "show_percentages": contents.show_percentages,
        "show_intervals": contents.show_intervals,
        "interval_note": contents.interval_note,
        **({} if contents.smallest is None else {"smallest_group": contents.smallest, "hidden": contents.suppressed}),
    }


def _respondent(row: StatusRow) -> dict[str, Any]:
    return {
        "respondent": row.respondent,
        "attributes": dict(row.attributes),
        "classes": dict(row.classes),
        "statuses": {ident: str(status) for ident, status in row.statuses.items()},
        "criteria_met": sorted(row.met),
    }


def _passage(row: PassageRow, *, told: bool) -> dict[str, Any]:
    made = {"made": "after discussion" if row.discussed else "blind"} if told else {}
    return {
        "coding": row.coding,
        "respondents": list(row.respondents),
        "document": row.document,
        "speakers": list(row.speakers),
        "text": row.text,
        "code": row.code,
        "code_name": row.code_name,
        "coder": row.coder,
        "criteria": list(row.criteria),
        "memo": row.memo,
        "start": row.start,
        "end": row.end,
        **made,
    }


def _codebook(codebook: Codebook) -> dict[str, Any]:
    return {
        "name": codebook.name,
        "definition": codebook.definition,
        "codes": [to_plain(code) for code in codebook.codes],
        "schemes": [to_plain(scheme) for scheme in codebook.schemes],
        "instruments": [to_plain(instrument) for instrument in codebook.instruments],
        "bands": [to_plain(band) for band in codebook.bands],
    }
