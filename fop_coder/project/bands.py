"""Bands: categories derived from a number, never typed. A band can be asked for wherever a scheme can."""

from __future__ import annotations

from fop_coder.analysis.numbers import band_numbers
from fop_coder.model.base import Guid, derived_guid
from fop_coder.model.codebook import Band, Category, Cut, Scheme, ident_from
from fop_coder.model.errors import ValueRefused
from fop_coder.model.status import ClassStatuses, Group
from fop_coder.project.numbers import number_of_band, numbers_of
from fop_coder.project.project import Project, named
from fop_coder.project.views import Scope, View


def band_as_scheme(band: Band) -> Scheme:
    """Return a band as a scheme with a category for each cut, for tables; its GUID is the band's.

    Raises:
        ValueRefused: for a band of a single cut, which divides nobody.
    """
    if len(band.cuts) < 2:
        raise ValueRefused("the band has one cut only and divides nobody", where=band.name, do="Give it another cut")
    taken: set[str] = set()
    categories = []
    for guid, cut in cuts_by_guid(band).items():
        ident, number = ident_from(cut.label), 2
        while ident in taken:
            ident, number = f"{ident_from(cut.label)}-{number}", number + 1
        taken.add(ident)
        categories.append(Category(guid, ident, cut.label.strip(), definition=_range(cut)))
    return Scheme(band.guid, band.ident, band.name, tuple(categories), band.definition, band.position)


def cuts_by_guid(band: Band) -> dict[Guid, Cut]:
    """Return a band's cuts by the GUIDs of the categories that stand for them."""
    return {derived_guid("cut", band.guid, str(n)): cut for n, cut in enumerate(band.cuts)}


def band_statuses(
    project: Project, band: Band, respondents: Group, view: View, scope: Scope, *, exactly: bool = False
) -> ClassStatuses:
    """Divide respondents by a band: categories, not classified (no number, or one in no band), and the statuses.

    Args:
        exactly: only numbers that were given for the scope's occasion, none that hold for all.

    Raises:
        NotFound: if the attribute or instrument that the band is made from is not there.
    """
    numbers = numbers_of(project, number_of_band(project, band), respondents, view, scope, exactly=exactly)
    return band_numbers(numbers, cuts_by_guid(band))


def scheme_or_band_named(project: Project, name: str) -> Scheme:
    """Return a scheme by short name, name or GUID, or the scheme that stands for a band.

    Raises:
        NotFound: naming the nearest ones.
    """
    codebook = project.codebook
    everything: list[Scheme | Band] = [*codebook.schemes, *codebook.bands]
    found = named("scheme or band", everything, name, lambda v: (v.ident, v.name))
    return band_as_scheme(found) if isinstance(found, Band) else found


def _range(cut: Cut) -> str:
    return f"{cut.lowest:g} and more" if cut.highest is None else f"{cut.lowest:g} to {cut.highest:g}"
