"""Codebooks in YAML: the layout of ``codebook.schema.json``, in which the shipped ones are written."""

from __future__ import annotations

from pathlib import Path

from fop_coder.importers.codebooks.build import build_codebook
from fop_coder.importers.codebooks.located import Located
from fop_coder.importers.codebooks.yaml_nodes import locate_yaml
from fop_coder.model.codebook import Codebook


def read_yaml(path: Path) -> Codebook:
    """Return the codebook in a YAML file.

    Raises:
        CodebookRefused: with every fault, its line and its column.
    """
    return build_codebook(str(path), locate_text(path.read_bytes()))


def locate_text(content: bytes) -> Located:
    """Return plain data of a YAML file's content, which must be UTF-8 (a byte order mark is let pass)."""
    try:
        return locate_yaml(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return Located(None, faults=[(line, column, "this is not UTF-8 text; save the file in UTF-8")])
