"""XML from files of unknown origin: read piece by piece, without entities, without network, never beyond a limit."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fop_coder.importers import limits
from fop_coder.model.errors import ImportRefused

if TYPE_CHECKING:
    from lxml.etree import _Element

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_AGAIN = "Open it in its own program, save it again, and import that copy"


def children_of(path: Path, member: str, parents: frozenset[str]) -> Iterator[_Element]:
    """Yield the direct children of an element of a zipped file's member, each complete, and forget it afterwards.

    Args:
        path: a file that ``limits.check_zip`` has passed.
        member: the XML file inside it.
        parents: tags that the element may have, as ``{namespace}name``.

    Raises:
        ImportRefused: the member is missing, is not well-formed, declares entities, or has no such element.
    """
    from lxml import etree

    # Depths are counted, as asking each of thousands of elements for the one above it takes longer than reading them.
    depth, depth_of_parent = 0, 0
    found = False
    content = limits.read_zip_member(path, member)
    pieces = etree.iterparse(
        BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for event, element in pieces:
            if event == "start":
                depth += 1
                if depth == 1:
                    _refuse_doctype(path, element)
                if not depth_of_parent and element.tag in parents:
                    found, depth_of_parent = True, depth
                continue
            depth -= 1
            if depth_of_parent and depth == depth_of_parent:
                yield element
                _forget(element)
            elif depth < depth_of_parent:
                depth_of_parent = 0
    except etree.XMLSyntaxError as error:
        raise ImportRefused(path.name, f"is damaged: {member} is not well-formed ({error.msg})", do=_AGAIN) from error
    if not found:
        raise ImportRefused(path.name, f"is damaged, or not what its ending says: {member} holds no text", do=_AGAIN)


def _forget(element: _Element) -> None:
    above = element.getparent()
    element.clear(keep_tail=False)
    while above is not None and element.getprevious() is not None:
        del above[0]


def parse(path: Path, member: str) -> _Element:
    """Return the root of a small XML member (relations, manifest) of a zipped file.

    Raises:
        ImportRefused: the member is missing, is not well-formed, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(limits.read_zip_member(path, member), parser)
    except etree.XMLSyntaxError as error:
        raise ImportRefused(path.name, f"is damaged: {member} is not well-formed ({error.msg})", do=_AGAIN) from error
    _refuse_doctype(path, root)
    return root


def refuse_doctypes(path: Path) -> None:
    """Raise ImportRefused if any XML member of a zipped file has a document type, for readers that would expand it."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.casefold().endswith((".xml", ".rels"))]
    for name in names:
        content = limits.read_zip_member(path, name)
        if any("<!DOCTYPE".encode(encoding) in content for encoding in ("ascii", "utf-16-le", "utf-16-be")):
            raise _declares_entities(path)


def _refuse_doctype(path: Path, root: _Element) -> None:
    info: Any = root.getroottree().docinfo
    if info.internalDTD is not None:
        raise _declares_entities(path)


def _declares_entities(path: Path) -> ImportRefused:
    return ImportRefused(
        path.name, "holds a document type declaration, which no word processor or spreadsheet program writes", do=_AGAIN
    )
