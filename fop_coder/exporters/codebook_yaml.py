"""A codebook as YAML: in the order of the codebook, long texts in blocks, a blank line between entries."""

from __future__ import annotations

import re
from typing import Any

import yaml

from fop_coder.exporters.codebook_plain import codebook_to_plain
from fop_coder.model.codebook import Codebook

_WIDTH = 100
_INDENT = "  "
_LONG = 80
# Words with one space between, or lines of them: what a block gives back exactly as it was. All else is quoted.
_WORDS = re.compile(r"\S+(?: \S+)*")
_LINES = re.compile(r"\S+(?: \S+)*(?:\n{1,2}\S+(?: \S+)*)*")


class _Dumper(yaml.SafeDumper):
    """Writes plain data; text that YAML 1.1 or 1.2 would read as anything but text is put in quotation marks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the entries of a list, as people do."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write values out wherever they stand."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Return a text in the style in which people can read it and YAML gives it back unchanged."""
    style = None
    if not text.replace("\n", "").isprintable():
        style = '"'  # with escapes: PyYAML takes U+0085, U+2028 and the like for line ends
    elif "\n" in text:
        style = "|" if _LINES.fullmatch(text) else '"'
    elif len(text) > _LONG and _WORDS.fullmatch(text):
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
# YAML 1.2 reads these as numbers, YAML 1.1 (which PyYAML minds) as text.
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z"),
    list("-+.0123456789"),
)


def yaml_bytes(codebook: Codebook) -> bytes:
    """Return a codebook as YAML in UTF-8; reading it gives the same codebook.

    Raises:
        ExportRefused: a band counts a code that is not in the codebook.
    """
    plain = codebook_to_plain(codebook)
    sections = {field: plain.pop(field) for field in list(plain) if isinstance(plain[field], list)}
    parts = [_dumped(plain)]
    for field, entries in sections.items():
        listed = [_indented(_dumped([entry])) for entry in entries]
        parts.append(f"{field}:\n" + "\n".join(listed))
    return "\n".join(parts).encode()


def _dumped(plain: Any) -> str:
    return str(yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH))


def _indented(text: str) -> str:
    """Return YAML one level deeper. Lines are those of YAML: other line ends stand in it only as escapes."""
    return "".join(f"{_INDENT}{line}\n" if line else "\n" for line in text.removesuffix("\n").split("\n"))
