"""XML from files of unknown origin: read piece by piece, without entities, without network, never beyond a limit."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fop_coder.importers import limits
from fop_coder.model.errors import ImportRefused

if TYPE_CHECKING:
    from lxml.etree import _Element

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_Children = Generator["_Element", None, bool]
"""Children one after another; in the end, whether what they are children of was there."""

_AT_ONCE = 4 * 1024**2
"""Bytes up to which XML is read as a whole; the tree takes ten times as much memory."""

_AGAIN = "Open it in its own program, save it again, and import that copy"


def children_of(path: Path, member: str, parents: frozenset[str]) -> Iterator[_Element]:
    """Yield the direct children of an element of a zipped file's member, each complete.

    A large member is read piece by piece, and each child forgotten afterwards.

    Args:
        path: a file that ``limits.check_zip`` has passed.
        member: the XML file inside it.
        parents: tags that the element may have, as ``{namespace}name``.

    Raises:
        ImportRefused: the member is missing, is not well-formed, declares entities, or has no such element.
    """
    from lxml import etree

    content = limits.read_zip_member(path, member)
    read = _at_once if len(content) <= _AT_ONCE else _piece_by_piece
    try:
        found = yield from read(path, content, parents)
    except etree.XMLSyntaxError as error:
        raise ImportRefused(path.name, f"is damaged: {member} is not well-formed ({error.msg})", do=_AGAIN) from error
    if not found:
        raise ImportRefused(path.name, f"is damaged, or not what its ending says: {member} holds no text", do=_AGAIN)


def _at_once(path: Path, content: bytes, parents: frozenset[str]) -> _Children:
    """Yield the children from the whole tree: three times as fast as looking at each element while it is read."""
    found = False
    for parent in _root(path, content).iter(*parents):
        found = True
        yield from parent.iterchildren("*")
    return found


def _piece_by_piece(path: Path, content: bytes, parents: frozenset[str]) -> _Children:
    from lxml import etree

    found = False
    pieces = etree.iterparse(
        BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, element in pieces:
        above = element.getparent()
        if event == "start":
            if above is None:
                _refuse_doctype(path, element)
            found = found or element.tag in parents
        elif above is not None and above.tag in parents:
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del above[0]
    return found


def parse(path: Path, member: str) -> _Element:
    """Return the root of a small XML member (relations, manifest) of a zipped file.

    Raises:
        ImportRefused: the member is missing, is not well-formed, or declares entities.
    """
    from lxml import etree

    try:
        return _root(path, limits.read_zip_member(path, member))
    except etree.XMLSyntaxError as error:
        raise ImportRefused(path.name, f"is damaged: {member} is not well-formed ({error.msg})", do=_AGAIN) from error


def _root(path: Path, content: bytes) -> _Element:
    from lxml import etree

    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
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
