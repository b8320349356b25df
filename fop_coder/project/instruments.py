"""Answers to the items of instruments such as SCORE-15: read as a form, and kept as attributes in one Change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fop_coder.model.base import Guid, new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Instrument
from fop_coder.model.errors import ValueRefused
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Respondent, parse_number
from fop_coder.project.codebook_edits import edit_change, read_file
from fop_coder.project.instrument_scores import Answers, scores
from fop_coder.project.numbers import attribute_values, item_attributes, number_text
from fop_coder.project.occasions import occasion_written
from fop_coder.project.project import Project, named
from fop_coder.project.respondents import attribute_change
from fop_coder.shipped import shipped_codebooks


@dataclass(frozen=True, slots=True)
class Form:
    """What one respondent answered on an occasion.

    Attributes:
        occasion: '' for all occasions.
        answers: given for this occasion.
        beneath: given for all occasions; one of them counts where this occasion has no answer to the item.
    """

    instrument: Instrument
    respondent: Respondent
    occasion: str
    answers: Answers
    beneath: Answers

    def counting(self, answers: Answers | None = None) -> dict[int, str]:
        """Return the answers that count; ``answers`` in place of those given for the occasion."""
        given = self.answers if answers is None else answers
        return {**self.beneath, **{number: text for number, text in given.items() if text.strip()}}


@dataclass(frozen=True, slots=True)
class Filled:
    """How many items of an instrument somebody has answered."""

    respondent: Respondent
    answered: int


def instrument_named(project: Project, name: str) -> Instrument:
    """Return an instrument by short name, name or GUID.

    Raises:
        NotFound: naming the nearest ones.
    """
    return named("instrument", project.codebook.instruments, name, lambda i: (i.ident, i.name))


# ---- answers ---------------------------------------------------------------------------------------------------------


def answer_written(instrument: Instrument, text: str) -> str:
    """Return an answer as it is kept, '' for a missing one.

    Raises:
        ValueRefused: if it is none of the answers that the instrument has.
    """
    written = text.strip()
    if not written:
        return ""
    number = parse_number(written)
    if number is None or not number.is_integer() or not instrument.lowest <= number <= instrument.highest:
        raise ValueRefused(
            f"{written!r} is no answer of {instrument.name}",
            do=f"Answers are whole numbers from {instrument.lowest} to {instrument.highest}; leave a missing one empty",
        )
    return str(int(number))


def form_of(project: Project, instrument: Instrument, respondent: Respondent, occasion: str = "") -> Form:
    """Return what a respondent answered; ``occasion`` '' for all."""
    occasion = occasion_written(project, occasion)
    given: dict[str, dict[int, str]] = {"": {}, occasion: {}}
    numbers = {attribute.guid: number for number, attribute in item_attributes(project, instrument).items()}
    if numbers:
        present = project.store.values(AttributeValue, respondent=respondent.guid, occasion=list(given))
        for value in present:
            if value.attribute in numbers:
                given[value.occasion][numbers[value.attribute]] = value.value
    return Form(instrument, respondent, occasion, given[occasion], given[""] if occasion else {})


def filled(project: Project, instrument: Instrument, occasion: str = "") -> tuple[Filled, ...]:
    """Return all respondents in the order of labels, each with how many items they answered on an occasion."""
    occasion = occasion_written(project, occasion)
    counts: dict[Guid, int] = {}
    for attribute in item_attributes(project, instrument).values():
        for respondent in attribute_values(project, attribute, occasion, exactly=True):
            counts[respondent] = counts.get(respondent, 0) + 1
    people = sorted(project.store.values(Respondent), key=lambda r: r.label.casefold())
    return tuple(Filled(person, counts.get(person.guid, 0)) for person in people)


def scores_of(project: Project, respondent: Respondent) -> tuple[tuple[str, str], ...]:
    """Return the instruments that a respondent answered, each with its scores, a line for each scale.

    A scale without a score says why; scores of an occasion name it.
    """
    found = []
    for instrument in project.codebook.instruments:
        said: dict[str, list[str]] = {}
        for occasion in _occasions_of(project, instrument, respondent):
            form = form_of(project, instrument, respondent, occasion)
            for result in scores(instrument, form.counting()):
                score = result.why if result.score is None else number_text(result.score)
                said.setdefault(result.scale.name, []).append(f"{score} ({occasion})" if occasion else score)
        if said:
            lines = (f"{name} {', '.join(words)}" for name, words in said.items())
            found.append((instrument.name, ";\n".join(lines)))
    return tuple(found)


def _occasions_of(project: Project, instrument: Instrument, respondent: Respondent) -> list[str]:
    """Return the occasions on which somebody answered, that for all first."""
    attributes = [a.guid for a in item_attributes(project, instrument).values()]
    values = project.store.values(AttributeValue, respondent=respondent.guid) if attributes else []
    return sorted({v.occasion for v in values if v.attribute in attributes})


def respondents_answering(project: Project, instrument: Instrument) -> int:
    """Return how many respondents have answered any item, on whatever occasion."""
    attributes = [a.guid for a in item_attributes(project, instrument).values()]
    return len({v.respondent for v in project.store.values(AttributeValue, attribute=attributes)})


def answers_change(
    project: Project, instrument: Instrument, respondent: Respondent, answers: Answers, occasion: str = ""
) -> Change | None:
    """Return the Change that keeps what one respondent answered; '' takes an answer off, items not named stay.

    Args:
        occasion: the answers hold for it alone; '' for all occasions.

    Raises:
        ValueRefused: if an answer is none of the instrument's.
    """
    label = f"{instrument.name}: answers of {respondent.label}"
    return all_answers_change(project, instrument, {occasion: {respondent.guid: answers}}, label)


def all_answers_change(
    project: Project, instrument: Instrument, given: Mapping[str, Mapping[Guid, Answers]], label: str
) -> Change | None:
    """Return the Change that keeps answers of several respondents; None where all are kept already.

    Attributes for all items are made with the first answers. Answers that are kept already are not looked at again,
    so that what a sheet once brought in never stands in the way.

    Args:
        given: by occasion and respondent.

    Raises:
        ValueRefused: if an answer is none of the instrument's.
    """
    attributes = _attributes_for_items(project, instrument)
    whole = Change(label)
    for occasion, people in given.items():
        when = occasion_written(project, occasion)
        values = {
            attribute: _of_item(project, instrument, attribute, {r: a[n] for r, a in people.items() if n in a}, when)
            for n, attribute in attributes.items()
        }
        step = attribute_change(project, values, occasion=when)
        if step is not None and (step.removed or any(isinstance(v, AttributeValue) for v in step.added)):
            whole = whole.joined(step)
    return None if whole.is_empty else whole


def _of_item(
    project: Project, instrument: Instrument, attribute: Attribute, written: Mapping[Guid, str], occasion: str
) -> dict[Guid, str]:
    """Return the answers to one item as they are kept."""
    present = attribute_values(project, attribute, occasion, exactly=True)
    return {respondent: _kept(instrument, text, present.get(respondent)) for respondent, text in written.items()}


def _kept(instrument: Instrument, written: str, present: AttributeValue | None) -> str:
    if present is not None and present.value == written.strip():
        return present.value
    return answer_written(instrument, written)


def _attributes_for_items(project: Project, instrument: Instrument) -> dict[int, Attribute]:
    """Return the attributes of all items; new ones where there is none yet, called "score-15 1" and so on."""
    found = item_attributes(project, instrument)
    position = max((a.position for a in project.store.values(Attribute)), default=-1)
    for place, item in enumerate(instrument.items, position + 1):
        if item.number not in found:
            name = f"{instrument.ident} {item.number}"
            found[item.number] = Attribute(new_guid(), name, AttributeType.NUMBER, place)
    return found


def answers_in_order(instrument: Instrument, written: Sequence[str]) -> dict[int, str]:
    """Return answers that stand in the order of the items, each '-' or '.' for a missing one.

    Raises:
        ValueRefused: if there are not as many as items.
    """
    if len(written) != len(instrument.items):
        raise ValueRefused(
            f"{instrument.name} has {len(instrument.items)} items, not {len(written)}",
            do="Write - for a missing answer, or name items: 3=4",
        )
    return {
        item.number: "" if text.strip() in ("-", ".") else text
        for item, text in zip(instrument.items, written, strict=True)
    }


# ---- instruments that come with the program --------------------------------------------------------------------------


def shipped_instruments(project: Project) -> tuple[Instrument, ...]:
    """Return the instruments of the shipped codebooks that the project does not have."""
    have = {i.guid for i in project.codebook.instruments} | {i.ident for i in project.codebook.instruments}
    found = {i.guid: i for path in shipped_codebooks() for i in read_file(path).instruments}
    return tuple(i for i in found.values() if not {i.guid, i.ident} & have)


def shipped_instrument_named(project: Project, name: str) -> Instrument:
    """Return an instrument that comes with the program and that the project does not have.

    Raises:
        NotFound: naming those that there are.
    """
    return named("instrument to add", shipped_instruments(project), name, lambda i: (i.ident, i.name))


def add_instrument_change(project: Project, instrument: Instrument) -> Change:
    """Return the Change that adds an instrument to the codebook; refused when applied if its short name is taken."""
    position = max((i.position for i in project.codebook.instruments), default=-1) + 1
    label = f"Add instrument {instrument.name}"
    return edit_change(project, Change(label, added=(replace(instrument, position=position),)))
