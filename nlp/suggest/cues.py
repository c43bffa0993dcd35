"""Passages in; suggestions from the cues of the taxonomy out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpora.shapes import Code, Factor, Knowledge
from nlp.cues import Cue, CueHit, compile_cues, cue_language, find_cues
from nlp.document import Passage, SectionKind
from nlp.facts.case import about_trafficking
from nlp.fold import fold_text
from nlp.marks import Maker, Reason, Suggestion, SuggestionKind, suggestion_id
from nlp.suggest.context import Context, case_of, sentence_around
from nlp.voices import Voice, hear, speaks

VERSION = "2"
# Formulas, party data and instructions: the words there assess nothing.
_SKIPPED: frozenset[SectionKind] = frozenset({"introduction", "remedy", "signature"})
# A cue that never occurs in ordinary criminal judgments; no synthetic precision was fitted.
_STRONGEST = 0.8
# Two different cues in one passage are better than one, but never certainty.
_CEILING = 0.95
# Shortcomings are assessed in reasons; facts of the act repeat the same words innocently.
_SECTION_WEIGHT: dict[SectionKind | None, float] = {"facts": 0.7, None: 0.9}
_INFERRED_WEIGHT = 0.85
# The phrase "ublažavanje kazne" means little in a judgment on theft.
_OTHER_OFFENCE_WEIGHT = 0.5
# A text that does not tell its offence: there a cue that a fifth of ordinary judgments have, too,
# is never sure.
_UNKNOWN_OFFENCE_WEIGHT = 0.75
_NEGATED_WEIGHT = 0.6
# Below this the reader's time is worth more than the hit; below the second the cue is unsure.
_SHOW_FROM, _SURE_FROM = 0.25, 0.45
# How many words before a cue a negation may stand.
_NEGATION_REACH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CueKey:
    """What a cue stands for."""

    kind: SuggestionKind
    code: str
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CueBook:
    """All cues by language, compiled once."""

    by_language: dict[str, tuple[Cue[CueKey], ...]]
    maker: Maker


def make_cue_book(knowledge: Knowledge) -> CueBook:
    """Compile the cues of codes, factors and elements; absence codes belong to the checklist."""
    cues = [cue for item in _sources(knowledge) for cue in _compile(*item)]
    languages = {cue.language for cue in cues}
    return CueBook(
        by_language={
            language: tuple(cue for cue in cues if cue.language == language)
            for language in sorted(languages)
        },
        maker=Maker(name="cues", version=VERSION, taxonomy_version=knowledge.taxonomy_version),
    )


_Item = tuple[SuggestionKind, str, dict[str, tuple[str, ...]], dict[str, tuple[int, int]], float]


def _sources(knowledge: Knowledge) -> Iterator[_Item]:
    for code in knowledge.codes:
        if code.observability != "absence":
            yield "shortcoming", code.id, code.cues, code.cue_background, _weight(code)
    for factor in knowledge.factors:
        yield "vulnerability", factor.id, factor.cues, factor.cue_background, _weight(factor)
    for element in knowledge.elements:
        yield "element", element.id, element.cues, {}, 1.0


def _weight(item: Code | Factor) -> float:
    inferred = isinstance(item, Code) and item.observability == "inferred"
    return _INFERRED_WEIGHT if inferred else 1.0


def _compile(
    kind: SuggestionKind,
    code: str,
    cues: dict[str, tuple[str, ...]],
    background: dict[str, tuple[int, int]],
    weight: float,
) -> Iterator[Cue[CueKey]]:
    for language, words in cues.items():
        for word in words:
            montenegrin, serbian = background.get(word, (0, 0))
            # The share of 73 Montenegrin and 30 Serbian ordinary judgments that have the cue.
            common = max(montenegrin / 73, serbian / 30)
            strength = max(_STRONGEST - common, 0.0) * weight
            key = CueKey(kind=kind, code=code, strength=strength)
            yield from compile_cues([(key, {language: (word,)})])


def suggest_from_cues(context: Context, book: CueBook) -> tuple[Suggestion, ...]:
    """Return at most one suggestion for each passage and code."""
    relevant = _offence_weight(context)
    found: list[Suggestion] = []
    for passage in context.passages:
        if passage.section in _SKIPPED:
            continue
        cues = book.by_language.get(cue_language(passage.language), ())
        place = context.folded.place(passage.span)
        for hits in _by_code(find_cues(cues, context.folded, *place)):
            suggestion = _suggest(context, book.maker, passage, hits, relevant)
            if suggestion is not None:
                found.append(suggestion)
    return tuple(found)


def _offence_weight(context: Context) -> float:
    """Weigh whether the document is ours: a passage that cites no offence may be."""
    cites_an_offence = any(
        entity.label == "STATUTE_REF" and entity.value is not None and entity.value["law"] == "KZ"
        for entity in context.entities
    )
    if about_trafficking(case_of(context)):
        return 1.0
    return _OTHER_OFFENCE_WEIGHT if cites_an_offence else _UNKNOWN_OFFENCE_WEIGHT


def _by_code(hits: Iterable[CueHit[CueKey]]) -> Iterator[list[CueHit[CueKey]]]:
    groups: dict[str, list[CueHit[CueKey]]] = {}
    for hit in hits:
        groups.setdefault(hit.cue.key.code, []).append(hit)
    yield from groups.values()


def _suggest(
    context: Context,
    maker: Maker,
    passage: Passage,
    hits: Sequence[CueHit[CueKey]],
    relevant: float,
) -> Suggestion | None:
    best = max(hits, key=lambda hit: (hit.cue.key.strength, -hit.start))
    key = best.cue.key
    span = context.folded.source(best.start, best.end)
    evidence = sentence_around(context, passage, span)
    sentence = context.folded.place(evidence)
    voice = hear(
        context.voices,
        context.folded,
        sentence=sentence,
        passage=context.folded.place(passage.span),
        language=passage.language,
        kind=context.profile.kind,
    )
    score = _score(hits) * relevant * _SECTION_WEIGHT.get(passage.section, 1.0)
    negated = _is_negated(context, passage, best)
    if negated:
        score, voice = (
            score * _NEGATED_WEIGHT,
            Voice(attribution=voice.attribution, polarity="neutral"),
        )
    if key.kind == "vulnerability":
        score *= _tied_to_victim(context, passage, sentence)
    if score < _SHOW_FROM:
        return None
    return Suggestion(
        id=suggestion_id(context.document.id, key.code, evidence, voice.polarity, "cue", maker),
        document_id=context.document.id,
        kind=key.kind,
        code=key.code,
        span=evidence,
        passage=passage.index,
        score=round(score, 4),
        abstain=score < _SURE_FROM,
        polarity=voice.polarity,
        attribution=voice.attribution,
        source="cue",
        reason=Reason(key="cue", params={"cue": context.document.quote(span)}),
        maker=maker,
    )


def _score(hits: Sequence[CueHit[CueKey]]) -> float:
    """Join the strengths of different cues; of cues on the same words only the strongest counts."""
    doubt = 1.0
    kept: list[CueHit[CueKey]] = []
    for hit in sorted(hits, key=lambda hit: (-hit.cue.key.strength, hit.start)):
        same = any(one.cue.cue == hit.cue.cue for one in kept)
        over = any(hit.start < one.end and one.start < hit.end for one in kept)
        if not same and not over:
            kept.append(hit)
            doubt *= 1.0 - hit.cue.key.strength
    return min(1.0 - doubt, _CEILING)


def _is_negated(context: Context, passage: Passage, hit: CueHit[CueKey]) -> bool:
    language = next(
        (
            item
            for item in context.knowledge.languages
            if item.code == cue_language(passage.language)
        ),
        None,
    )
    if language is None:
        return False
    start = context.folded.place(passage.span)[0]
    before = context.folded.lower[start : hit.start].split()[-_NEGATION_REACH:]
    return not frozenset(before).isdisjoint(map(fold_text, language.negations))


def _tied_to_victim(context: Context, passage: Passage, sentence: tuple[int, int]) -> float:
    """Weigh whether a trait is the victim's: a factor counts only when the text ties it to her."""
    book, folded, language = context.voices, context.folded, passage.language
    if speaks(book, "victim", folded, sentence, language):
        return 1.0
    if speaks(book, "accused", folded, sentence, language):
        return 0.0
    near = speaks(book, "victim", folded, folded.place(passage.span), language)
    return 0.7 if near else 0.4
