"""What the heading of a column says about the column: who is spoken of, who speaks, what is asked, said, and when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fop_coder.importers.wording import quoted
from fop_coder.model.errors import ImportRefused

RESPONDENT, QUESTION, SPEAKER, TEXT, TIME, TIME_END = "respondent", "question", "speaker", "text", "time", "time_end"

MEANINGS = (RESPONDENT, QUESTION, SPEAKER, TEXT, TIME, TIME_END)
"""What a column can be, under the names of ``ReadingChoices.columns``."""

_WORDS = {
    RESPONDENT: """
        respondent respondents participant participants interviewee case cases subject informant pseudonym
        pseudonyme befragte befragter befragten teilnehmer teilnehmerin teilnehmende fall proband probandin
        pseudonym répondant répondante enquêté enquêtée participante interviewé interviewée cas encuestado
        encuestada entrevistado entrevistada caso seudónimo informante intervistato intervistata partecipante
        rispondente pseudonimo inquirido inquirida respondente pseudónimo deelnemer deelneemster geïnterviewde casus
        pseudoniem deltagare intervjuperson deltager deltaker uczestnik uczestniczka badany respondentka vastaaja
        osallistuja
        """,
    QUESTION: """
        question questions prompt frage pregunta domanda pergunta questão vraag fråga spørgsmål spørsmål pytanie
        kysymys
        """,
    SPEAKER: """
        speaker speakers voice who sprecher sprecherin locuteur locutrice intervenant hablante orador oradora
        interlocutor parlante relatore relatrice falante locutor spreker talare taler mówca puhuja
        """,
    TEXT: """
        text texts transcript transcripts transcription answer answers response responses excerpt excerpts extract
        extracts freetext quote quotes quotation quotations comment comments utterance speech verbatim content
        statement narrative passage segment antwort antworten transkript transkription zitat aussage
        kommentar freitext äußerung textstelle texte réponse réponses extrait citation commentaire propos texto
        respuesta respuestas cita comentario extracto transcripción fragmento testo risposta risposte citazione
        commento estratto trascrizione resposta respostas citação comentário transcrição trecho tekst antwoord
        antwoorden citaat opmerking fragment transcriptie svar citat kommentarer sitat odpowiedź wypowiedź cytat
        komentarz teksti vastaus
        """,
    TIME: """
        time times timestamp timestamps timecode start begin from zeit zeitmarke zeitstempel anfang beginn temps
        horodatage heure début tiempo hora inicio tempo ora inizio início tijd begintijd tid czas aika
        """,
    TIME_END: "end until to ende fin fine fim einde eindtijd slut koniec loppu",
}
_MEANING_OF = {word: meaning for meaning, words in _WORDS.items() for word in words.split()}

_IDENTIFYING_WORDS = """
    id ids identifier no nr num number code label name names pid uid key ref reference kennung kürzel nummer
    numéro número numero nom nombre nome naam namn navn nazwa nimi
    """
_IDENTIFYING = frozenset(_IDENTIFYING_WORDS.split())
_MEASURING_WORDS = "length count date words characters duration type kind language source status score"
_MEASURING = frozenset(_MEASURING_WORDS.split())
_ONLY_ALONE_WORDS = """
    who voice case cases subject fall cas caso casus content statement segment fragment time times from to until start
    begin end fin fine fim prompt svar hora heure ora tempo temps tiempo tijd tid zeit propos
    """
_ONLY_ALONE = frozenset(_ONLY_ALONE_WORDS.split())
"""Words that say little beside others: "case type", "time in care", "who lives at home"."""

_PARTS = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a heading says.

    Attributes:
        meaning: one of ``MEANINGS``; None where it says none of them.
        certainty: 3 for a heading that is the word itself, 2 for one that holds it, 1 for words like "ID" and "name".
    """

    meaning: str | None
    certainty: int = 0


def read_heading(heading: str) -> Reading:
    """Return what a heading says, in any of the languages known."""
    words = _PARTS.findall(unicodedata.normalize("NFC", heading).casefold())
    if not words:
        return Reading(None)
    together = _MEANING_OF.get("".join(words))
    if together:
        return Reading(together, 3)
    if all(word in _IDENTIFYING for word in words) and words != ["code"]:  # codes of passages stand beside excerpts
        return Reading(RESPONDENT, 1)
    return _by_its_words(words)


def _by_its_words(words: Sequence[str]) -> Reading:
    """Judge a heading of several words ("Participant ID", "Answer to question 3", "Response date")."""
    meanings = [_MEANING_OF.get(word) for word in words]
    if any(word in _MEASURING for word in words) or words[0] in ("number", "anzahl", "no") or len(words) > 6:
        return Reading(None)
    if all(meaning in (TIME, TIME_END) for meaning in meanings):
        return Reading(TIME_END if TIME_END in meanings else TIME, 2)
    if words[-1] in _IDENTIFYING:
        return _identifier(meanings)
    told = {_MEANING_OF[word] for word in words if word in _MEANING_OF and word not in _ONLY_ALONE}
    if {QUESTION, TEXT} <= told:
        return Reading(QUESTION if meanings.index(QUESTION) < meanings.index(TEXT) else TEXT, 2)
    said = told & {QUESTION, TEXT}
    return Reading(said.pop(), 2) if said else Reading(None)  # "participant role" tells nothing of who participates


def _identifier(meanings: Sequence[str | None]) -> Reading:
    """Judge a heading that ends like "ID", "no" or "name"."""
    for meaning in (RESPONDENT, SPEAKER):
        if meaning in meanings:
            return Reading(meaning, 2)
    return Reading(RESPONDENT, 1) if TEXT in meanings else Reading(None)  # "Response ID", but not "Question no"


def chosen_columns(source: str, headings: Sequence[str], chosen: Mapping[str, str]) -> dict[str, int]:
    """Return the columns that the user has named, by meaning.

    Raises:
        ImportRefused: a name that no heading has, or a meaning that no column has.
    """
    places = {key(heading): place for place, heading in reversed(list(enumerate(headings)))}
    columns: dict[str, int] = {}
    for meaning, heading in chosen.items():
        if meaning not in MEANINGS:
            raise ImportRefused(source, f"a column cannot be {meaning!r}", do=f"Use one of {', '.join(MEANINGS)}")
        if key(heading) not in places:
            raise ImportRefused(
                source,
                f"has no column {heading!r} for the {meaning.replace('_', ' ')}",
                do=f"Its headings are {quoted([h for h in headings if h])}",
            )
        columns[meaning] = places[key(heading)]
    return columns


def key(heading: str) -> str:
    """Return what headings are compared by: without case and with single spaces."""
    return " ".join(heading.casefold().split())
