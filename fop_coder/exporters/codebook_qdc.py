"""A codebook for other programs: REFI-QDA (.qdc), which holds a tree of codes with names, colours and descriptions.

Schema: the REFI-QDA standard 1.5, 5.2. What a code has besides a definition stands in the description, in words. A code
that gathers those below it is written as not codable, the format's word for a heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fop_coder import __version__
from fop_coder.exporters.cells import shown_text
from fop_coder.model.base import Guid
from fop_coder.model.codebook import COLOURS, Code, Codebook
from fop_coder.model.errors import ExportRefused
from fop_coder.model.palette import CODE_COLOURS

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "urn:QDA-XML:codebook:1.0"


def qdc_bytes(codebook: Codebook) -> bytes:
    """Return the codes of a codebook as a REFI-QDA codebook.

    Raises:
        ExportRefused: there are no codes; the format must have one.
    """
    from lxml import etree

    if not codebook.codes:
        raise ExportRefused(
            "there are no codes, and REFI-QDA holds nothing else",
            where=codebook.name,
            do="Write .yaml or .xlsx instead",
        )
    nsmap: Any = {None: _NAMESPACE}  # None is the usual namespace; the stubs do not know it
    root = etree.Element(_tag("CodeBook"), nsmap=nsmap, attrib={"origin": f"FOP Coder {__version__}"})
    top = etree.SubElement(root, _tag("Codes"))
    below: dict[Guid | None, list[Code]] = {}
    for code in codebook.codes:
        below.setdefault(code.parent, []).append(code)
    waiting: list[tuple[Code, _Element]] = [(code, top) for code in reversed(below[None])]
    while waiting:
        code, above = waiting.pop()
        element = _element(code, above)
        waiting.extend((inner, element) for inner in reversed(below.get(code.guid, [])))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def not_in_qdc(codebook: Codebook) -> tuple[str, ...]:
    """Return what REFI-QDA has no place for, one clause each."""
    kinds = {"scheme": codebook.schemes, "instrument": codebook.instruments, "band": codebook.bands}
    found = [f"{len(things)} {kind}{'s' * (len(things) > 1)} left out" for kind, things in kinds.items() if things]
    if any(code.key for code in codebook.codes):
        found.append("the keys of codes left out")
    if any(code.criteria for code in codebook.codes):
        found.append("criteria written into descriptions")
    if any(code.include or code.exclude or code.examples for code in codebook.codes):
        found.append("what to include and exclude, and examples, written into descriptions")
    return tuple(found)


def _element(code: Code, above: _Element) -> _Element:
    from lxml import etree

    element = etree.SubElement(
        above,
        _tag("Code"),
        attrib={
            "guid": code.guid,
            "name": shown_text(code.name)[0],
            "isCodable": "false" if code.gathers else "true",
            "color": CODE_COLOURS[(code.colour - 1) % COLOURS],
        },
    )
    description = "\n\n".join(_paragraphs(code))
    if description:
        etree.SubElement(element, _tag("Description")).text = shown_text(description)[0]
    return element


def _paragraphs(code: Code) -> Iterator[str]:
    if code.definition:
        yield code.definition
    for word, text in (("Include", code.include), ("Exclude", code.exclude)):
        if text:
            yield f"{word}: {text}"
    if code.examples:
        yield "\n".join(["Examples:", *(f"– {example}" for example in code.examples)])
    if code.criteria:
        rule = code.criteria_rule
        need = f" ({rule.needed(len(code.criteria))} of {len(code.criteria)} needed)" if rule else ""
        yield "\n".join([f"Criteria{need}:", *(f"{c.key}: {c.name}" for c in code.criteria)])


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"
