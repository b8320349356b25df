"""A pack beside the project it comes from: what in it is new, what differs, what cannot fit and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from fop_coder.model.base import Guid, now
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Classification, Coding, Mark, Memo, MemoOn
from fop_coder.model.documents import Assignment, Document, Finish
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.second_coding import Pack, PackOrigin
from fop_coder.project.pack_work import WORDS, Work, as_work_of, is_same, place_of, work_of
from fop_coder.project.project import Project

NEW = "new"
"""Said of a coder: nobody the project knows."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """Something of a pack that cannot come in, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class UnknownCoder:
    """A coder of a pack whom the project does not know, with the names of coders who may be meant."""

    name: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging a pack would do.

    Attributes:
        coders: names of those whose work comes in.
        new, changed, taken_off: how many of each thing ("coding", "class" …) come in, replace others, go away.
        differs: a sentence for each thing that stands otherwise here and in the pack, and which of them is kept.
        unfit: what cannot come in.
        unknown: coders who must be told apart first.
        change: what would be done; empty where everything is here already.
        completes: rounds that nobody is waited for after it, whose agreement before discussion the Change keeps.
    """

    pack: Guid
    coders: tuple[str, ...]
    new: Mapping[str, int]
    changed: Mapping[str, int]
    taken_off: Mapping[str, int]
    differs: tuple[str, ...]
    unfit: tuple[Unfit, ...]
    unknown: tuple[UnknownCoder, ...]
    change: Change
    completes: tuple[str, ...] = ()


class PackReader:
    """Goes through a pack once and gathers what it would change."""

    def __init__(self, project: Project, pack: Project, origin: PackOrigin) -> None:
        self._project, self._pack, self._origin = project, pack, origin
        self._documents = {d.guid: d for d in project.store.values(Document)}
        self._people = {r.guid for r in project.store.values(Respondent)}
        self._codes = {c.guid: c for c in project.codebook.codes}
        self._categories = {c.guid for s in project.codebook.schemes for c in s.categories}
        self._schemes = {s.guid for s in project.codebook.schemes}
        self._names = {d.guid: d.name for d in pack.store.values(Document)}
        self._added: list[Value] = []
        self._removed: list[Value] = []
        self._new: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self._taken: Counter[str] = Counter()
        self._differs: list[str] = []
        self._unfit: list[Unfit] = []
        self._ledger = project.store.by_guid(Pack, [origin.guid]).get(origin.guid)

    def merging(self, told: Mapping[str, str]) -> Merging:
        """Return what merging would do; ``told`` says who unknown coders are, by their names in small letters."""
        coders, unknown = self._coders(told)
        self._unfit += self._unfit_documents()
        self._take_codes()
        for theirs, here in coders.items():
            self._take_work(theirs, here)
        if self._ledger is not None and (self._added or self._removed):
            self._removed.append(self._ledger)
            self._added.append(replace(self._ledger, merged=now()))
        names = tuple(sorted(c.name for c in coders.values()))
        return Merging(
            pack=self._origin.guid,
            coders=names,
            new=dict(self._new),
            changed=dict(self._changed),
            taken_off=dict(self._taken),
            differs=tuple(self._differs),
            unfit=tuple(self._unfit),
            unknown=tuple(unknown),
            change=Change(f"Merge pack of {', '.join(names) or 'nobody'}", tuple(self._removed), tuple(self._added)),
        )

    # ---- coders ------------------------------------------------------------------------------------------------------

    def _coders(self, told: Mapping[str, str]) -> tuple[dict[Guid, Coder], list[UnknownCoder]]:
        """Return whose work of the pack is whose here; never by name alone, so who is not known is asked about."""
        here = {c.guid: c for c in self._project.store.values(Coder)}
        found: dict[Guid, Coder] = {}
        unknown = []
        for coder in self._pack.store.values(Coder):
            if coder.guid in here:
                found[coder.guid] = here[coder.guid]
                if here[coder.guid].name != coder.name:
                    self._differs.append(f"{here[coder.guid].name} calls themselves {coder.name} in the pack")
            elif not any(True for _ in work_of(self._pack, coder.guid)):
                continue
            elif (answer := told.get(coder.name.casefold())) is None:
                names = [c.name for c in here.values()]
                near = [n for n in names if n.casefold() == coder.name.casefold()] or get_close_matches(
                    coder.name, names
                )
                unknown.append(UnknownCoder(coder.name, tuple(near)))
            elif answer.casefold() == NEW:
                found[coder.guid] = coder
                self._added.append(coder)
                self._new["coder"] += 1
            else:
                found[coder.guid] = self._project.coder_named(answer)
        return found, unknown

    # ---- documents and codes -----------------------------------------------------------------------------------------

    def _unfit_documents(self) -> list[Unfit]:
        """Return the documents of the pack that are not here, or have another text here."""
        found = []
        for document in self._pack.store.values(Document):
            present = self._documents.get(document.guid)
            if present is None:
                found.append(Unfit(document.name, "the document is no longer in the project"))
            elif present.sha256 != document.sha256:
                found.append(Unfit(document.name, "its text in the pack is not the text in the project"))
                del self._documents[document.guid]
        return found

    def _take_codes(self) -> None:
        """Add codes made in the pack; of those that both have, the wording here stays."""
        idents = {c.ident for c in self._codes.values()} | {s.ident for s in self._project.codebook.schemes}
        keys = {c.key for c in self._codes.values() if c.key and not c.retired}
        for code in self._pack.codebook.codes:
            present = self._codes.get(code.guid)
            if present is None and self._is_own(code):
                fresh = self._as_it_fits(code, idents, keys)
                self._codes[code.guid] = fresh
                self._added.append(fresh)
                self._new["code"] += 1
            elif present is not None and present.retired and self._is_coded(code):
                self._differs.append(
                    f"{present.name}: retired here; its passages come in and count again once it is not"
                )
            elif present is not None and _wording(present) != _wording(code):
                self._differs.append(f"{present.name}: worded otherwise in the pack; the wording here is kept")
            elif present is None and self._is_coded(code):
                self._unfit.append(Unfit(code.name, "the code is no longer in the project's codebook"))

    def _is_coded(self, code: Code) -> bool:
        return bool(self._pack.store.coding_guids(codes=[code.guid]))

    def _is_own(self, code: Code) -> bool:
        """Say whether a code was made in the pack: what was handed out stands in the pack's first Change."""
        first = self._pack.store.history_change(1)
        return first is not None and all(v.guid != code.guid for v in first.added)

    def _as_it_fits(self, code: Code, idents: set[str], keys: set[str]) -> Code:
        ident, number = code.ident, 2
        while ident in idents:
            ident, number = f"{code.ident}-{number}", number + 1
        idents.add(ident)
        key = "" if code.key in keys else code.key
        keys.add(key)
        parent = code.parent if code.parent in self._codes else None
        return replace(code, ident=ident, key=key, parent=parent, position=len(self._codes))

    # ---- a coder's work ----------------------------------------------------------------------------------------------

    def _take_work(self, theirs: Guid, here: Coder) -> None:
        by_place = self._work_here(here.guid)
        by_guid = {value.guid: value for value in by_place.values()}
        gone_here = self._taken_off_here()
        met: set[Guid] = set()
        done = list(work_of(self._pack, theirs))
        there = {work.guid for work in done}
        for work in done:
            value = self._as_here(work, here.guid)
            before = (by_guid.get(value.guid) or by_place.get(place_of(value))) if by_place else None
            if before is not None:
                met.add(before.guid)
            reason = self._why_not(value)
            if reason:
                self._unfit += [Unfit(self._called(value), reason)] if reason != _DOCUMENT else []
            elif before is not None:
                holder = by_place.get(place_of(value))
                # One that the pack has, too, is replaced in its own turn: passages may have changed places.
                self._replace(before, value, None if holder is None or holder.guid in there else holder)
            elif value.guid not in gone_here:
                self._added.append(value)
                self._new[WORDS[type(value)]] += 1
        self._take_off([value for value in by_guid.values() if value.guid not in met])

    def _take_off(self, left: list[Work]) -> None:
        """Take off what the coder has here and has taken off in the pack; what was only done here stays."""
        gone_there = self._pack.store.taken_off(WORDS) if left else set()
        going = {value.guid for value in self._removed}
        for value in left:
            if value.guid in gone_there and value.guid not in going:
                self._removed.append(value)
                self._taken[WORDS[type(value)]] += 1

    def _as_here(self, work: Work, coder: Guid) -> Work:
        value = as_work_of(work, coder)
        if isinstance(value, Memo) and value.on is MemoOn.PROJECT:
            return replace(value, about=self._project.settings.guid)
        return value

    def _work_here(self, coder: Guid) -> dict[tuple[str | int, ...], Work]:
        """Return what the project has of a coder, by what only one of can be."""
        if coder not in {c.guid for c in self._project.store.values(Coder)}:
            return {}
        return {place_of(value): value for value in work_of(self._project, coder)}

    def _taken_off_here(self) -> set[Guid]:
        """Return what was taken off here, if anything of the pack was here before."""
        merged = self._ledger is not None and self._ledger.merged
        return self._project.store.taken_off(WORDS) if merged else set()

    def _replace(self, before: Work, value: Work, holder: Work | None) -> None:
        """Put the pack's work in the place of what is here; ``holder`` is what has that place now, perhaps another."""
        if is_same(before, value):
            return
        if holder is not None and holder.guid != before.guid:
            self._removed.append(holder)
        self._removed.append(before)
        self._added.append(replace(value, guid=before.guid))
        self._changed[WORDS[type(value)]] += 1
        if not isinstance(value, (Assignment, Finish)):
            self._differs.append(f"{self._called(value)}: the pack's {WORDS[type(value)]} replaces the one here")

    def _why_not(self, value: Work) -> str:
        """Return why a coder's work cannot come in, '' where it can."""
        if isinstance(value, Coding):
            return self._why_not_coded(value) if value.document in self._documents else _DOCUMENT
        if isinstance(value, (Assignment, Finish)) and value.document not in self._documents:
            return _DOCUMENT
        if isinstance(value, (Classification, Mark)) and value.respondent not in self._people:
            return "the respondent is no longer in the project"
        if isinstance(value, Classification) and value.category not in self._categories:
            return "the category is no longer in the project's codebook"
        if isinstance(value, Mark) and value.about not in self._codes and value.about not in self._schemes:
            return "what it is about is no longer in the project's codebook"
        if isinstance(value, Memo) and not self._is_there(value):
            return _DOCUMENT if value.on is MemoOn.DOCUMENT else "what it is about is no longer in the project"
        return ""

    def _why_not_coded(self, coding: Coding) -> str:
        code = self._codes.get(coding.code)
        if code is None:
            return "its code is no longer in the project's codebook"
        if coding.criteria and not set(coding.criteria) <= {c.guid for c in code.criteria}:
            return "it meets a criterion that its code no longer has"
        return ""

    def _is_there(self, memo: Memo) -> bool:
        there: dict[MemoOn, Iterable[Guid]] = {
            MemoOn.DOCUMENT: self._documents,
            MemoOn.RESPONDENT: self._people,
            MemoOn.CODE: self._codes,
            MemoOn.PROJECT: (self._project.settings.guid,),
        }
        return memo.about in there[memo.on]

    def _called(self, value: Work) -> str:
        """Return what some work is, in the user's words."""
        if isinstance(value, Coding):
            code = self._codes.get(value.code)
            where = self._names.get(value.document, "a document")
            return f"{code.name if code else 'a code'} on {where}, characters {value.start} to {value.end}"
        return f"a {WORDS[type(value)]} of the pack"


_DOCUMENT = "its document does not fit"
"""Said once of the document, not again of everything in it."""


def _wording(code: Code) -> tuple[object, ...]:
    return (code.name, code.definition, code.include, code.exclude, code.criteria, code.criteria_rule, code.meaning)
