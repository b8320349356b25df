"""What the words of a speaker label say: who asks, who answers, and which "Word:" at a line's start is no speaker."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from fop_coder.model.documents import Role


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORDS: dict[Role, str] = {
    Role.INTERVIEWER: """
        interviewer interviewers int intv intvr intr ivr iv i q question questioner researcher fieldworker facilitator
        facilitators fac moderator moderators mod interviewing
        mediator host presenter
        intervieweur intervieweuse enquêteur enquêtrice enquêteuse chercheur chercheuse animateur animatrice modérateur
        modératrice interviewerin befrager befragerin forscher forscherin moderatorin
        entrevistador entrevistadora investigador investigadora moderadora moderador encuestador encuestadora
        entrevistadores pesquisador pesquisadora
        intervistatore intervistatrice ricercatore ricercatrice moderatore moderatrice
        interviewster onderzoeker onderzoekster gespreksleider
        """,
    Role.RESPONDENT: """
        respondent respondents resp r a ans answer ie participant participants ptcpt interviewee interviewees iee
        informant informants subject patient client carer parent
        interviewé interviewée interviewés enquêté enquêtée répondant répondante participante participantes
        interviewter interviewte befragter befragte befragten teilnehmer teilnehmerin proband probandin interviewpartner
        interviewpartnerin
        entrevistado entrevistada encuestado encuestada informante
        entrevistados inquirido inquirida
        intervistato intervistata partecipante rispondente
        geïnterviewde deelnemer deelneemster
        """,
    Role.INTERPRETER: """
        interpreter interpreters translator translators interpr
        interprète traducteur traductrice dolmetscher dolmetscherin übersetzer übersetzerin
        intérprete traductor traductora tradutor tradutora interprete traduttore traduttrice tolk vertaler
        """,
    Role.UNIDENTIFIED: """
        unidentified unknown unclear inaudible unbekannt inconnu inconnue desconocido desconocida desconhecido
        desconhecida sconosciuto sconosciuta onbekend unbekannter
        """,
    Role.OTHER: """
        observer notetaker note-taker receptionist waiter child children baby all everyone several alle tous todos tutti
        """,
}

_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words.split()}

_QUALIFIERS = _set("""
    a the first second third main lead co assistant senior female male man woman speaker voice person participant
    group focus unidentified unknown respondent
    """)

_GENERIC = _set("speaker sprecher sprecherin orador locuteur spreker relatore person voice guest sp spk")

_SAID_TOO = _set("""
    question answer answers ans ie subject client patient carer parent child children baby all everyone several observer
    unclear inaudible waiter alle tous todos tutti part main lead person group
    """)

_COUNTED = _set("figure fig table chapter section part step week day phase stage item appendix number no")
_NOT_LABELS = _set("""
    date time place location venue duration length title project study file filename recording recorded transcriber
    transcribed transcription transcript transcriptionist language interview session topic theme attendees
    present attending apologies gender sex age occupation ethnicity
    note notes nb n.b ps p.s eg e.g ie i.e example examples warning important remark remarks comment comments summary
    keywords source sources
    http https ftp mailto www re fw fwd cc bcc from to sent tel telephone phone email e-mail fax url website link links
    he she we you they it so well and but yes okay ok then now
    start end break pause laughter silence context background agenda minutes action actions
    datum uhrzeit ort dauer lieu durée fecha lugar duración duração luogo durata data plaats tijd hora heure
    """)

METADATA = _set("""
    date time place location venue duration length title project study file filename recording recorded transcriber
    transcribed transcription transcript transcriptionist language interview session attendees present attending
    apologies gender sex age occupation ethnicity datum uhrzeit ort dauer lieu durée fecha lugar duración duração luogo
    durata data plaats tijd hora heure
    """)
"""First words of "Word: value" lines at the head of a transcript; they are about the interview, nobody says them."""

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u2060"))
_PUNCTUATION = re.compile(r"[^\w?]|_")
_WORD = re.compile(r"[^\W\d_]+(?:[-.'’][^\W\d_]+)*", re.UNICODE)
_IDENTIFIER = re.compile(r"[^\W\d_]{1,6}[-_]?\d{1,5}[^\W\d_]?|[A-Z]{1,4} \d{1,5}|\d{1,4}[-_]?[^\W\d_]{1,3}", re.UNICODE)
_NUMBERED = re.compile(r"(?:r|resp|s|sp|f|m|a|i|q|int|spk)[-_ #.]*[1-9]\d?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """Return what a label is compared by: without case, spaces and punctuation ("INT", "Int." and "int" are one).

    A question mark stays: "Anna?" says that somebody is not sure.
    """
    folded = unicodedata.normalize("NFKC", label).casefold()
    return _PUNCTUATION.sub("", folded) or folded.strip()


def tidy(label: str) -> str:
    """Return a label with single spaces and without control characters."""
    if not label.isprintable():
        label = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in label)
    return " ".join(label.translate(_INVISIBLE).split())


def role_of(label: str) -> Role | None:
    """Return the role that a label's own words name, None where they name none ("Anna", "Speaker 1")."""
    folded = unicodedata.normalize("NFC", label).casefold().strip()
    if folded.endswith("?"):
        return Role.UNIDENTIFIED
    words = _WORD.findall(folded)
    if not words:
        return None
    if any(_ROLE_OF.get(word) is Role.UNIDENTIFIED for word in words):
        return Role.UNIDENTIFIED
    role = _ROLE_OF.get(words[0])
    if role is not None and (len(words[0]) > 1 or len(words) == 1):
        return role
    if re.fullmatch(r"p\s*[-_.#]?\s*\d+\w?", folded):
        return Role.RESPONDENT
    if (words[0] in _QUALIFIERS and len(words) <= 3) or any(sign in folded for sign in "(,/–"):
        return next((_ROLE_OF[word] for word in words[1:] if len(word) > 1 and word in _ROLE_OF), None)
    return None


def is_identifier(label: str) -> bool:
    """Return whether a label looks like a respondent's identifier: P03, id1, LB-02, R07, but not R1 or Speaker 1."""
    return bool(_IDENTIFIER.fullmatch(label)) and not is_numbered(label)


def is_numbered(label: str) -> bool:
    """Return whether a label only counts the speakers of its own transcript: R1, Speaker 2, Participant 3."""
    if _NUMBERED.fullmatch(label):
        return True
    words = _WORD.findall(label.casefold())
    named = bool(words) and (words[0] in _GENERIC or (len(words[0]) > 1 and words[0] in _ROLE_OF))
    return named and any(character.isdigit() for character in label)


def is_generic(label: str) -> bool:
    """Return whether a label is a common word for a speaker, with or without a number, and no name."""
    words = _WORD.findall(label.casefold())
    return not words or is_numbered(label) or words[0] in _GENERIC or role_of(label) is not None


def is_known(label: str) -> bool:
    """Return whether a label can be believed at its first occurrence (I, Interviewer 1, P03, Speaker 1, Q).

    Words that people also say ("Question: …", "Child: …") must recur.
    """
    words = _WORD.findall(label.casefold())
    if not words:
        return role_of(label) is not None
    if words[0] in _GENERIC:
        return len(words) == 1
    if words[0] in _SAID_TOO or role_of(label) is None:
        return False
    return len(words) == 1 or "(" in label or len(words[1]) <= 2 or (len(words) == 2 and words[0] in _QUALIFIERS)


def is_about_the_interview(label: str) -> bool:
    """Return whether "label: value" is a line of a transcript's head ("Date: 3 May") rather than speech."""
    words = _WORD.findall(label.casefold())
    return bool(words) and words[0] in METADATA


def is_no_speaker(label: str) -> bool:
    """Return whether a label begins with a word that introduces a remark, a figure or an address, not a speaker.

    An identifier may begin with such letters: WE05 is none of "we".
    """
    words = _WORD.findall(label.casefold())
    if not words or (is_identifier(label) and (label.isupper() or words[0] not in _COUNTED)):
        return False
    return words[0] in _NOT_LABELS or words[0] in _COUNTED
