"""Codebooks of other programs: REFI-QDA (.qdc), the exchange format of NVivo, MAXQDA, ATLAS.ti, Taguette and others.

Codes keep their GUIDs, their order and their tree. A code that is not codable there, a heading, gathers the codes below
it here. The format's sets have no counterpart and are left out; it has no criteria, schemes, instruments or bands.
"""

from __future__ import annotations

import inspect
import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fop_coder.importers.codebooks.build import build_codebook
from fop_coder.importers.codebooks.located import Located
from fop_coder.model.base import derived_guid
from fop_coder.model.codebook import Codebook
from fop_coder.model.errors import CodebookRefused
from fop_coder.model.palette import nearest_colour

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHITE = re.compile(r"[\s\x00-\x1f\x7f]+")


def read_qdc(path: Path) -> Codebook:
    """Return the codebook in a REFI-QDA codebook file, called as the file is: the format has no name.

    Raises:
        CodebookRefused: the file is no such codebook, or codes contradict one another; with lines.
    """
    root = _root(path)
    codes = _codes_of(root)
    if codes is None:
        message = f"the file holds {_local(root)!r}, not a REFI-QDA codebook; export the codebook alone as .qdc"
        raise CodebookRefused(str(path), [(_line(root), 0, message)])
    return build_codebook(str(path), _located(codes, path.stem))


def _root(path: Path) -> _Element:
    """Return the root of the file, read without entities and without network."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root: _Element = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        message = f"the file is no well-formed XML: {error.msg or 'it is empty'}"
        raise CodebookRefused(str(path), [(line, column, message)]) from error
    described: Any = root.getroottree().docinfo
    if described.doctype:
        message = "the file declares a document type, which no codebook has; export it again"
        raise CodebookRefused(str(path), [(1, 1, message)])
    return root


def _codes_of(root: _Element) -> _Element | None:
    """Return the list of codes, whichever namespace the program gave it; None where the file is something else."""
    if _local(root) != "CodeBook":
        return None
    return next((child for child in root if _local(child) == "Codes"), None)


def _located(codes: _Element, name: str) -> Located:
    """Return plain data of the tree of codes, from above to below, in the order of the file."""
    found: list[dict[str, Any]] = []
    located = Located({"name": name, "codes": found}, places={(): (_line(codes), 0)})
    waiting: list[tuple[_Element, str | None]] = [(code, None) for code in reversed(_children(codes))]
    while waiting:
        element, parent = waiting.pop()
        code = _code(element)
        if parent is not None:
            code["parent"] = parent
        located.places[("codes", len(found))] = (_line(element), 0)
        found.append(code)
        waiting.extend((child, code["guid"]) for child in reversed(_children(element)))
    return located


def _code(element: _Element) -> dict[str, Any]:
    written = str(element.get("guid", ""))
    code: dict[str, Any] = {
        "name": _WHITE.sub(" ", str(element.get("name", ""))).strip(),
        "guid": _guid(written),
    }
    if str(element.get("isCodable", "true")).strip().casefold() in ("false", "0"):
        code["gathers"] = True
    colour = nearest_colour(str(element.get("color", "")).strip())
    if colour is not None:
        code["colour"] = colour
    description = next((child for child in element if _local(child) == "Description"), None)
    if description is not None and description.text and description.text.strip():
        code["definition"] = inspect.cleandoc(description.text).strip()
    return code


def _guid(written: str) -> str:
    """Return the code's GUID in its usual form; one derived from the text where the program wrote something else.

    A code without any gets a new one.
    """
    try:
        return str(uuid.UUID(written.strip()))
    except ValueError:
        return derived_guid("qda", written) if written.strip() else str(uuid.uuid4())


def _children(element: _Element) -> list[_Element]:
    return [child for child in element if _local(child) == "Code"]


def _line(element: _Element) -> int:
    """Return the line in which an element begins."""
    line: Any = element.sourceline  # the stubs do not say what it is
    return int(line or 1)


def _local(element: _Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
