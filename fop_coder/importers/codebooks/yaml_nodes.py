"""YAML text → plain data with the place of every value; bounded, and never running anything that a tag names.

Plain scalars are read as YAML 1.2 has them: ``yes``, ``no``, ``on`` and dates stay text, so that a category may be
called No.
"""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

from fop_coder.importers.codebooks.located import Fault, Located, Path, Place

MAX_DEPTH = 30
"""How deep lists and groups may lie in one another; a codebook needs seven."""

MAX_NODES = 200_000
"""How many values a file may have, each use of an alias counted."""

_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_TEXT = "tag:yaml.org,2002:str"


class _TooMuch(yaml.MarkedYAMLError):
    """The file is deeper or longer than a codebook can be."""


class _Loader(yaml.SafeLoader):
    """Reads nodes, never objects; scalars are resolved by ``_scalar``."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and kind are PyYAML's
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node; refuse when nodes lie too deep in one another, before Python's own stack ends."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise _TooMuch(problem="lists and groups lie too deep in one another", problem_mark=mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def locate_yaml(text: str) -> Located:
    """Return plain data of a YAML text; what is wrong with the text itself is among the faults.

    An entry without a value counts as left out. A text that is not YAML has no data at all.
    """
    try:
        node = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        return Located(None, faults=[_syntax_fault(error)])
    except yaml.reader.ReaderError as error:
        return Located(None, faults=[_character_fault(text, error)])
    if node is None:
        return Located(None, faults=[(1, 1, "the file is empty")])
    located = Located(None)
    located.data = _Reading(located).value(node, ())
    if located.data is None and not located.faults:
        located.faults.append((1, 1, "the file is empty"))
    return located


class _Reading:
    """One walk over the nodes of a file."""

    def __init__(self, located: Located) -> None:
        self._located = located
        self._count = 0
        self._above: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        """Return the plain value of a node and note its place."""
        self._located.places.setdefault(path, _place(node))
        self._count += 1
        if self._count == MAX_NODES:
            self._fault(node, "the file has more entries, or more repeated ones, than a codebook can have")
        if self._count >= MAX_NODES:
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._above:
            self._fault(node, "this entry contains itself")
            return None
        self._above.add(id(node))
        found = self._group(node, path) if isinstance(node, yaml.MappingNode) else self._list(node, path)
        self._above.discard(id(node))
        return found

    def _list(self, node: yaml.Node, path: Path) -> list[Any]:
        self._check_tag(node, "tag:yaml.org,2002:seq")
        return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]

    def _group(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        self._check_tag(node, "tag:yaml.org,2002:map")
        group: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_node, "a key must be one word")
                continue
            key = key_node.value
            if key in first:
                self._fault(key_node, f"{key!r} stands twice here, first in line {first[key]}")
                continue
            first[key] = _place(key_node)[0]
            self._located.keys[(*path, key)] = _place(key_node)
            value = self.value(value_node, (*path, key))
            if value is not None:
                group[key] = value
        return group

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if node.tag not in (_TEXT, "!") or node.style is not None:
            self._check_tag(node, _TEXT)
            return node.value
        if node.value.lower() in _WORDS and node.value in (node.value.lower(), node.value.title(), node.value.upper()):
            return _WORDS[node.value.lower()]
        if _INT.fullmatch(node.value):
            return int(node.value)
        if _FLOAT.fullmatch(node.value) and math.isfinite(float(node.value)):
            return float(node.value)
        return node.value

    def _check_tag(self, node: yaml.Node, usual: str) -> None:
        if node.tag not in (usual, "!"):
            self._fault(node, f"the tag {node.tag!r} has no place in a codebook; take it out")

    def _fault(self, node: yaml.Node, message: str) -> None:
        self._located.faults.append((*_place(node), message))


def _place(node: yaml.Node) -> Place:
    return (node.start_mark.line + 1, node.start_mark.column + 1)


def _syntax_fault(error: yaml.MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(error.problem or error.context)
    if isinstance(error, _TooMuch):
        return (*place, problem)
    if "'\\t'" in problem:
        return (*place, "a tab stands where the line is indented; use spaces")
    if "mapping values are not allowed" in problem:
        return (
            *place,
            "this cannot be read: a colon stands in text without quotation marks, or the line is indented wrongly",
        )
    context = f" ({error.context})" if error.context else ""
    return (*place, f"this cannot be read as YAML: {problem}{context}")


def _character_fault(text: str, error: yaml.reader.ReaderError) -> Fault:
    before = text[: error.position]
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return (line, column, f"the character U+{ord(text[error.position]):04X} may not stand in a YAML file")
