"""A trigger inside its sentence in; whether the step happened, was asked for or denied out.

Scope: instructions and conditions reach forward over their sentence; a request reaches to the next
main clause; a negation reaches three words; "was not carried out" reaches back over a few words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpora.shapes import Knowledge, Language
from nlp.clauses import Range
from nlp.compiled import once_per_knowledge
from nlp.cues import Cue, compile_cues, find_cues
from nlp.fold import Folded, fold_text
from nlp.marks import Modality

# Longest distance, in folded characters, over which a cue before the trigger governs it: about
# two printed lines for conditions, one and a half for requests (a list of motions is longer, but
# there every motion repeats its verb).
_CONDITION_REACH, _REQUEST_REACH, _INSTRUCTION_REACH = 160, 120, 160
# "lejohet ankim", "an appeal may be lodged": the permission may also follow at once.
_INSTRUCTION_AFTER = 30
# "nije jos uvek saslusan": at most two words between a negation and what it negates.
_NEGATED = re.compile(r"(?:\w+ ){0,2}$")
# "vestacenje u ovom predmetu nije sprovedeno": at most three words between.
_UNDONE_AFTER = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Moods:
    """The compiled cues of one language."""

    negations: re.Pattern[str]
    undone: tuple[Cue[str], ...]
    requests: tuple[Cue[str], ...]
    conditions: tuple[Cue[str], ...]
    instructions: tuple[Cue[str], ...]
    contrasts: re.Pattern[str]


@once_per_knowledge
def moods(knowledge: Knowledge) -> dict[str, Moods]:
    """Compile the modality cues of every language that has some, by language code."""
    return {item.code: _compile(item) for item in knowledge.languages if item.negations}


def read_modality(
    folded: Folded, trigger: Range, sentence: Range, cues: Moods, *, literal: str, negatable: bool
) -> Modality:
    """Return the modality of a trigger.

    Args:
        folded: the whole document.
        trigger: the folded range of the trigger.
        sentence: the folded range of its sentence.
        cues: those of the sentence's language.
        literal: the trigger's cue; a negation in it belongs to the event.
        negatable: whether a negation denies the event rather than being its outcome.
    """
    clause = _clause_start(folded, trigger, sentence, cues)
    if _instructs(folded, trigger, sentence, cues):
        return "instructional"
    if _reaches(cues.conditions, folded, sentence.start, trigger, _CONDITION_REACH):
        return "hypothetical"
    denied = negatable and _denied(folded, trigger, sentence, cues, literal)
    if _reaches(cues.requests, folded, clause, trigger, _REQUEST_REACH):
        return "negated" if denied else "requested"
    return "negated" if denied else "actual"


def _compile(language: Language) -> Moods:
    return Moods(
        negations=_words(language.negations),
        undone=_cues(language.undone),
        requests=_cues(language.requests),
        conditions=_cues(language.conditionals),
        instructions=_cues(language.instructions),
        contrasts=re.compile(
            rf", (?:{'|'.join(map(re.escape, _folded(language.contrasts)))})(?!\w)"
        ),
    )


def _cues(words: tuple[str, ...]) -> tuple[Cue[str], ...]:
    return compile_cues([("mood", {"": words})])


def _folded(words: Iterable[str]) -> list[str]:
    return [fold_text(word) for word in words]


def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _folded(words)))})(?!\w)")


def _clause_start(folded: Folded, trigger: Range, sentence: Range, cues: Moods) -> int:
    start = sentence.start
    for match in cues.contrasts.finditer(folded.lower, sentence.start, trigger.start):
        start = match.end()
    return start


def _reaches(
    cues: tuple[Cue[str], ...], folded: Folded, start: int, trigger: Range, reach: int
) -> bool:
    begin = _word_start(folded, max(start, trigger.start - reach), start)
    return any(True for _ in find_cues(cues, folded, begin, trigger.start))


def _word_start(folded: Folded, position: int, start: int) -> int:
    """Return the start of the word a cut would fall into."""
    return max(folded.lower.rfind(" ", start, position) + 1, start)


def _instructs(folded: Folded, trigger: Range, sentence: Range, cues: Moods) -> bool:
    begin = _word_start(folded, max(sentence.start, trigger.start - _INSTRUCTION_REACH), 0)
    begin = max(begin, sentence.start)
    end = min(sentence.end, trigger.end + _INSTRUCTION_AFTER)
    return any(True for _ in find_cues(cues.instructions, folded, begin, end))


def _denied(folded: Folded, trigger: Range, sentence: Range, cues: Moods, literal: str) -> bool:
    text = folded.lower
    for match in cues.negations.finditer(text, sentence.start, trigger.start):
        if _NEGATED.fullmatch(text, match.end() + 1, trigger.start):
            return True
    inside = cues.negations.search(text, trigger.start, trigger.end)
    if inside and not cues.negations.search(fold_text(literal)):
        return True
    stop = min(sentence.end, trigger.end + _UNDONE_AFTER)
    return any(True for _ in find_cues(cues.undone, folded, trigger.end, stop))
