"""Bands made, changed, tried out and taken away in a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from fop_coder.analysis.numbers import within
from fop_coder.coding.codebook import free_ident
from fop_coder.model.base import Guid, new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Band, Code, Cut, Instrument, Scheme, ident_from
from fop_coder.model.coding import FilterOver, NamedFilter
from fop_coder.model.errors import ChangeRefused, ValueRefused
from fop_coder.model.filters import parse_filter
from fop_coder.model.people import Attribute
from fop_coder.model.tally import Base
from fop_coder.project.codebook_edits import edit_change
from fop_coder.project.correlating import number_table
from fop_coder.project.numbers import CODES, NumberAsked, number_named, number_text
from fop_coder.project.project import Project, named
from fop_coder.project.table_choices import Option, table_choices
from fop_coder.project.tallying import Question

IN_NO_BAND = "in no band"


@dataclass(frozen=True, slots=True)
class BandWished:
    """A band as somebody wishes it.

    Attributes:
        codes: GUIDs of those counted, each once for a respondent; empty where it is made from another number.
        number_of: name of an attribute, instrument or subscale; '' where codes are counted.
    """

    name: str
    cuts: tuple[Cut, ...]
    codes: tuple[Guid, ...] = ()
    number_of: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class BandPreview:
    """Where everybody of a sample would fall.

    Attributes:
        bands: label of a respondent's group → labels of the respondents in it, in the order of the cuts.
        none: who is in no band, with the reason or with the number that lies in none.
        lowest, highest: of all numbers, None where nobody has one.
        documents: how many documents in scope → how many of those counted were heard in so many, where codes are.
    """

    base: Base
    bands: tuple[tuple[str, tuple[str, ...]], ...]
    none: tuple[tuple[str, str], ...]
    lowest: float | None
    highest: float | None
    documents: tuple[tuple[int, int], ...]


def band_named(project: Project, name: str) -> Band:
    """Return a band by short name, name or GUID.

    Raises:
        NotFound: naming the nearest ones.
    """
    return named("band", project.codebook.bands, name, lambda b: (b.ident, b.name))


def preview_band(project: Project, wished: BandWished, question: Question | None = None) -> BandPreview:
    """Return where everybody of a sample would fall; the figures are those that a tally of the band then has.

    Raises:
        NotFound: if the number is not known.
        FilterRefused: if the question cannot be asked so.
    """
    found = number_table(project, _number_name(project, wished), question)
    bands: dict[Cut, list[str]] = {cut: [] for cut in wished.cuts}
    none, heard = [], Counter[int]()
    for row in found.rows:
        value = row.value
        cut = None if value is None else next((c for c in wished.cuts if within(value, c)), None)
        if value is None:
            none.append((row.respondent, row.why))
            continue
        heard[row.documents] += 1
        if cut is None:
            none.append((row.respondent, f"{number_text(value)} is {IN_NO_BAND}"))
        else:
            bands[cut].append(row.respondent)
    whole = found.spreads[0]
    return BandPreview(
        found.base,
        tuple((cut.label, tuple(labels)) for cut, labels in bands.items()),
        tuple(none),
        whole.lowest,
        whole.highest,
        tuple(sorted(heard.items())) if wished.codes else (),
    )


def _number_name(project: Project, wished: BandWished) -> str:
    if not wished.codes:
        return wished.number_of
    idents = {c.guid: c.ident for c in project.codebook.codes}
    return f"{CODES}: {', '.join(idents[guid] for guid in wished.codes if guid in idents)}"


def source_named(project: Project, name: str) -> str:
    """Return what a band keeps of an attribute, an instrument or one of its subscales: a name that stays.

    Raises:
        NotFound: if there is none of that name.
        ValueRefused: if it is a number of codes, or that of another band.
    """
    asked: NumberAsked = number_named(project, name)
    if asked.attribute is not None:
        return asked.attribute.name
    if asked.instrument is not None:
        return asked.instrument.ident if asked.subscale is None else f"{asked.instrument.ident}: {asked.subscale}"
    raise ValueRefused(f"{name!r} is a number of codes", do="Choose the codes instead")


def made_from(project: Project, band: Band) -> str:
    """Return what a band is made from, in words."""
    if not band.codes:
        return band.number_of
    names = {c.guid: c.name for c in project.codebook.codes}
    return f"how many of {', '.join(names[guid] for guid in band.codes if guid in names)}"


def wish_of(band: Band) -> BandWished:
    """Return a band as it is."""
    return BandWished(band.name, band.cuts, band.codes, band.number_of, band.definition)


def band_change(project: Project, before: Band | None, wished: BandWished) -> Change | None:
    """Return the Change that makes a band, or brings one to another state; None where nothing differs.

    Raises:
        ValueRefused: if it has no name, nothing to count, or fewer than two cuts.
        ChangeRefused: if something else is called so, or a kept filter names the band by the name that it would lose.
    """
    name = " ".join(wished.name.split())
    _check_wished(replace(wished, name=name))
    if before is None or name != before.name:
        _check_name(project, before, name)
    ident = before.ident if before is not None else _free_ident(project, name)
    position = before.position if before is not None else max((b.position for b in _bands(project)), default=-1) + 1
    guid = before.guid if before is not None else new_guid()
    after = Band(guid, ident, name, wished.cuts, wished.codes, wished.number_of, wished.definition.strip(), position)
    if before is None:
        return edit_change(project, Change(f"Add band {name}", added=(after,)))
    if after == before:
        return None
    if name.casefold() != before.name.casefold():
        _check_unused(project, before, {before.name} - {before.ident}, f"or write {before.ident} there, which stays")
    label = f"Change band {name}" if name == before.name else f"Rename band {before.name} to {name}"
    return edit_change(project, Change(label, (before,), (after,)))


def remove_band_change(project: Project, band: Band) -> Change:
    """Return the Change that takes a band away; respondents, codes and numbers are not touched.

    Raises:
        ChangeRefused: if a kept filter names it.
    """
    _check_unused(project, band, {band.name, band.ident}, "that is, the name of the sample")
    return edit_change(project, Change(f"Remove band {band.name}", (band,)))


def all_codes(project: Project) -> tuple[Code, ...]:
    """Return the codes in use, in the order of the codebook: what a band can count."""
    return tuple(c for c in project.codebook.codes if not c.retired)


def number_sources(project: Project) -> tuple[Option, ...]:
    """Return the numbers that a band can be made from, by the names that it keeps: attributes, totals, subscales."""
    kept: dict[str, str] = {a.guid: a.name for a in project.store.values(Attribute)}
    kept |= {i.guid: i.ident for i in project.codebook.instruments}
    numbers = (o for o in table_choices(project).numbers if o.kind in ("attribute", "instrument", "subscale"))
    return tuple(Option(kept.get(o.key, o.key), o.name, o.kind) for o in numbers)


def _bands(project: Project) -> tuple[Band, ...]:
    return project.codebook.bands


def _check_wished(wished: BandWished) -> None:
    if bool(wished.codes) == bool(wished.number_of):
        what = "counts codes or one number, not both" if wished.codes else "is made from codes or from a number"
        raise ValueRefused(f"a band {what}", where=wished.name, do="Choose what it is made from")
    if len(wished.cuts) < 2:
        raise ValueRefused("one band divides nobody", where=wished.name, do="Write at least two")


def _check_name(project: Project, before: Band | None, name: str) -> None:
    """Refuse a name by which something else would be found in place of the band."""
    codebook = project.codebook
    bands = (b for b in codebook.bands if b != before)
    others: tuple[Scheme | Instrument | Band, ...] = (*codebook.schemes, *codebook.instruments, *bands)
    taken = {word.casefold() for v in others for word in (v.name, v.ident)}
    if name.casefold() in taken | {a.name.casefold() for a in project.store.values(Attribute)}:
        raise ChangeRefused(f"something else is called {name!r} already", do="Give the band a name of its own")


def _free_ident(project: Project, name: str) -> str:
    codebook = project.codebook
    everything: tuple[Code | Scheme | Instrument | Band, ...] = (
        *codebook.codes,
        *codebook.schemes,
        *codebook.instruments,
        *codebook.bands,
    )
    return free_ident(ident_from(name), (v.ident for v in everything))


def _check_unused(project: Project, band: Band, names: Iterable[str], do: str) -> None:
    """Refuse where a kept filter would no longer find the band."""
    lost = {name.casefold() for name in names}
    kept = [f for f in project.store.values(NamedFilter) if f.over is FilterOver.RESPONDENTS]
    using = [f.name for f in kept if lost & {name.casefold() for name in parse_filter(f.filter).names}]
    if using:
        raise ChangeRefused(
            f"the kept sample {using[0]!r} asks about {band.name}",
            where=band.name,
            do=f"Forget {', '.join(using)} first, {do}",
        )
