"""A respondent's label found in, or made from, a file's name ("LB02_interview final.docx" → LB02)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fop_coder.importers.label_words import tidy

_DATES = re.compile(
    r"""(?<![^\W_])(?:
        (?:19|20)\d\d[-_. ]?[01]\d[-_. ]?[0-3]\d(?:[-_ T]?[0-2]\d[-_.h]?[0-5]\d(?:[-_.]?[0-5]\d)?)?
        | [0-3]?\d[-_. ][01]?\d[-_. ](?:(?:19|20)\d\d|\d\d)
        | [0-3]?\d(?:st|nd|rd|th)?[-_. ]?
          (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-_. ]?(?:(?:19|20)?\d\d)?
    )(?![^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = re.compile(
    r"""(?<![^\W_])(?:
        (?:v|ver|version|rev|draft|copy|part|time|t|wave|round)[-_. ]?\d{1,2}(?:\.\d{1,2})*
        | (?:interview|interviews|transcript|transcripts|transcription|transcribed|transkript|verbatim|vignette|profile
        |final|finals?|draft|drafts|clean|cleaned|edited|edit|checked|corrected|revised|reviewed|approved|complete
        |anonymi[sz]ed|anon|redacted|pseudonymi[sz]ed
        |copy|copie|kopie|recording|audio|video|otter(?:[._ ]ai)?|zoom|teams|gmt
        |new|doc|docx|document|txt|with|of|entretien|entrevista|intervista|gespräch)
        | (?:time|wave|round|part)[-_ ](?:one|two|three)
        | \(\d{1,2}\)
    )(?![^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
_SEPARATORS = re.compile(r"[\s_,;+&()\[\]–—]+|\.+|(?<![^\W\d_])-+|-+(?!\d)")


def known_in_stem(stem: str, known: Iterable[str]) -> list[str]:
    """Return the known labels that stand in a file's stem as a whole word, without those inside a longer one found."""
    found = [label for label in known if label.strip() and _stands_in(label, stem)]
    return sorted(label for label in found if not any(other != label and _stands_in(label, other) for other in found))


def clean_stem(stem: str) -> str:
    """Return a file's stem without dates, versions, words such as "interview" or "final", and separators.

    Where nothing is left the whole stem is returned.
    """
    bare = _WORDS.sub(" ", _DATES.sub(" ", stem))
    return tidy(_SEPARATORS.sub(" ", bare)).strip(" -.") or tidy(stem) or "respondent"


def _stands_in(label: str, stem: str) -> bool:
    words = r"[\s_.-]*".join(re.escape(word) for word in label.split())
    return re.search(rf"(?<![^\W_]){words}(?![^\W_])", stem, re.IGNORECASE) is not None
