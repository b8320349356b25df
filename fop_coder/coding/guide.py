"""The topic guide: its questions, their order, and the codes that they ask about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.coding import GuideQuestion


def add_question(text: str, codes: Iterable[Code], present: Sequence[GuideQuestion]) -> Change:
    """Put a question at the end of the guide."""
    position = max((q.position for q in present), default=-1) + 1
    question = GuideQuestion(new_guid(), text, position, tuple(c.guid for c in codes))
    return Change(f"Add the question {shortened(text)}", added=(question,))


def edit_question(question: GuideQuestion, text: str, codes: Iterable[Code]) -> Change | None:
    """Word a question otherwise, or let it ask about other codes; None where both are so already."""
    after = replace(question, text=text, codes=tuple(c.guid for c in codes))
    return None if after == question else Change(f"Change the question {shortened(text)}", (question,), (after,))


def remove_questions(questions: Sequence[GuideQuestion]) -> Change:
    """Take questions out of the guide; marks that were set by it stay."""
    what = shortened(questions[0].text) if len(questions) == 1 else f"{len(questions)} questions"
    return Change(f"Take {what} out of the topic guide", removed=tuple(questions))


def move_question(question: GuideQuestion, by: int, present: Sequence[GuideQuestion]) -> Change | None:
    """Move a question so many places down (up where negative); None where it is at that end already.

    Args:
        present: all questions in their order.
    """
    ordered = list(present)
    place = ordered.index(question)
    target = min(max(place + by, 0), len(ordered) - 1)
    if target == place:
        return None
    ordered.insert(target, ordered.pop(place))
    moved = [(q, replace(q, position=n)) for n, q in enumerate(ordered) if q.position != n]
    label = f"Move the question {shortened(question.text)}"
    return Change(label, tuple(q for q, _ in moved), tuple(after for _, after in moved))


def shortened(text: str, most: int = 60) -> str:
    """Return a question as it stands in the label of a Change."""
    flat = " ".join(text.split())
    return f"“{flat}”" if len(flat) <= most else f"“{flat[: most - 1].rstrip()}…”"
