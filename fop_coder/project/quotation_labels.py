"""What stands behind a quotation: labels of respondents made by the project's template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from fop_coder.analysis.labels import LabelTemplate, read_label_template
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.documents import Document
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.people import Attribute, Respondent
from fop_coder.model.status import NOBODY, Group
from fop_coder.project.blindness import hidden_behind
from fop_coder.project.project import Project
from fop_coder.project.samples import Scope, divide, dividers
from fop_coder.project.tallying import Asked

DEFAULT = "{respondent}"
"""The template where the project has none."""

_OF_RESPONDENT, _CLASS = "respondent", "class"
_OF_PASSAGE = ("document", "kind", "occasion", "code")


def known_fields(project: Project) -> dict[str, str]:
    """Return what a label can say: the name of each field → the field itself, for an attribute or scheme its GUID.

    ``class`` is the category in the codebook's first scheme.
    """
    fixed = (_OF_RESPONDENT, _CLASS, *_OF_PASSAGE)
    attributes = sorted(project.store.values(Attribute), key=lambda a: a.position)
    own = {value.name: str(value.guid) for value in [*reversed(dividers(project)), *reversed(attributes)]}
    schemes = project.codebook.schemes
    fields = {_OF_RESPONDENT: _OF_RESPONDENT, _CLASS: str(schemes[0].guid) if schemes else _CLASS}
    fields |= {name: field for name, field in reversed(own.items()) if name.casefold() not in fixed}
    return fields | {name: name for name in _OF_PASSAGE}


def label_template(project: Project, written: str | None = None) -> LabelTemplate:
    """Read a template; None for the one that the project keeps, '' for the program's.

    Raises:
        ValueRefused: if it names what the project does not know.
    """
    text = project.settings.quotation_label if written is None else written
    return read_label_template(text.strip() or DEFAULT, known_fields(project))


class Labels:
    """Labels by one template for one question; what divides the sample is read once.

    Args:
        seen_by: who is looking; of respondents whose documents they have yet to read, classes are left out.
    """

    def __init__(self, project: Project, template: LabelTemplate, asked: Asked, seen_by: Guid | None = None) -> None:
        """Read nothing yet."""
        self._project, self._template, self._asked = project, template, asked
        self._classes = {scheme.guid for scheme in dividers(project)}
        coders = [coder.guid for coder in asked.view.coders]
        self._unread: Group = hidden_behind(project, seen_by, coders, codes=None).respondents
        self._values: dict[tuple[str, str], Mapping[Guid, str]] = {}
        self._alike: dict[str, Counter[tuple[str, ...]]] = {}

    def label(self, people: Iterable[Respondent], document: Document, code: Code) -> str:
        """Return the label of a passage; of several respondents, each label once."""
        labels = (self._of_one(person, document, code) for person in people)
        return "; ".join(dict.fromkeys(label for label in labels if label))

    def _of_one(self, person: Respondent, document: Document, code: Code) -> str:
        values = {
            _OF_RESPONDENT: person.label,
            "document": document.name,
            "kind": document.kind,
            "occasion": document.occasion,
            "code": code.name,
        }
        values |= {f: self._within(f, self._value(f, person.guid, document.occasion)) for f in self._own_fields()}
        label = self._template.filled(values)
        begun = next((values[field] for field in self._template.fields if values[field]), "")
        is_known = begun in (person.label, document.name)  # names stay as they are written
        return _as_begun(label) if not is_known and label.startswith(begun) else label

    def _own_fields(self) -> list[str]:
        """Return the fields of the template that the project divides respondents by."""
        return [field for field in self._template.fields if field not in (_OF_RESPONDENT, *_OF_PASSAGE)]

    def alike(self, person: Respondent, document: Document) -> int:
        """Return how many respondents of the sample would bear the same label, this one among them."""
        if not {_OF_RESPONDENT, "document"}.isdisjoint(self._template.fields):
            return 1
        occasion = document.occasion
        if occasion not in self._alike:
            self._alike[occasion] = Counter(self._said(who, occasion) for who in self._asked.sample.respondents)
        return self._alike[occasion][self._said(person.guid, occasion)]

    def _said(self, who: Guid, occasion: str) -> tuple[str, ...]:
        return tuple(self._value(field, who, occasion) for field in self._own_fields())

    def _within(self, field: str, value: str) -> str:
        """Return a category as it stands within a sentence; values of attributes are often names and stay."""
        return value[:1].lower() + value[1:] if field in self._classes and value[1:2].islower() else value

    def _value(self, field: str, respondent: Guid, occasion: str) -> str:
        if field in self._classes and respondent in self._unread:
            return ""
        if (field, occasion) not in self._values:
            self._values[field, occasion] = self._read(field, occasion)
        return self._values[field, occasion].get(respondent, "")

    def _read(self, field: str, occasion: str) -> Mapping[Guid, str]:
        asked = self._asked
        is_scheme = any(scheme.guid == field for scheme in self._project.codebook.schemes)
        if field == _CLASS or (is_scheme and asked.view.name in ("either", "both")):
            return {}  # there are no schemes, or views in which classes do not exist
        scope = Scope(asked.scope.text, asked.scope.documents, occasion or asked.scope.occasion)
        found = divide(self._project, field, asked.sample.respondents, asked.view, scope)
        return {person: value for value, group in found.groups.items() if value != NO_VALUE for person in group}


def _as_begun(value: str) -> str:
    return value[:1].upper() + value[1:] if value[1:2].islower() else value


def label_example(project: Project, written: str, asked: Asked, *, seen_by: Guid | None = None) -> str:
    """Return how a template would read for the first respondent who speaks in a document; '' where nobody does.

    Raises:
        ValueRefused: if it names what the project does not know.
    """
    template = label_template(project, written)
    people = project.store.by_guid(Respondent, asked.sample.respondents)
    speaking = project.store.respondents_of_documents()
    codes = project.codebook.codes
    for document in project.store.values(Document):
        heard = [people[r] for r in speaking.get(document.guid, NOBODY) if r in people and not people[r].do_not_quote]
        if heard and codes:
            first = min(heard, key=lambda person: person.label.casefold())
            return Labels(project, template, asked, seen_by).label([first], document, codes[0])
    return ""


def check_label(project: Project, written: str) -> str:
    """Return a template as the project keeps it; '' for the program's own.

    Raises:
        ValueRefused: if it names what the project does not know, or has braces that do not match.
    """
    kept = written.strip()
    label_template(project, kept)
    return "" if kept == DEFAULT else kept
