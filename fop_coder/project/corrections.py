"""What the user corrects of a transcript before it comes in: who a speaker is, and for whom they speak."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, SpeakerDraft
from fop_coder.project.importing import ImportResult, Preview, rehearse, respondents_of
from fop_coder.project.project import Project


def with_role(draft: DocumentDraft, label: str, role: Role) -> DocumentDraft:
    """Give a speaker another role; one who now counts speaks for the document's respondent, else for themselves."""

    def corrected(speaker: SpeakerDraft) -> SpeakerDraft:
        if speaker.label != label:
            return speaker
        whose = (speaker.respondent or draft.respondent or label or None) if role.counts else None
        return replace(speaker, role=role, respondent=whose)

    return replace(draft, speakers=tuple(corrected(s) for s in draft.speakers))


def with_respondent(draft: DocumentDraft, label: str, respondent: str) -> DocumentDraft:
    """Say for whom a speaker speaks; '' for the document's respondent, if it has one."""
    whose = respondent.strip() or None
    return replace(
        draft,
        speakers=tuple(
            replace(s, respondent=whose) if s.label == label and s.role.counts else s for s in draft.speakers
        ),
    )


def corrected(preview: Preview, draft: DocumentDraft) -> Preview:
    """Return a preview with a corrected draft; who is known of its respondents is kept, others are new."""
    labels = respondents_of(draft)
    known = {label.casefold(): was for label, was in preview.respondents.items()}
    return replace(preview, draft=draft, respondents={label: known.get(label.casefold(), False) for label in labels})


def rehearse_again(project: Project, preview: Preview) -> ImportResult:
    """Return what a corrected document would come to, and under which name."""
    rehearsed: Iterator[tuple[Preview, ImportResult]] = rehearse(project, [preview])
    return next(rehearsed)[1]
