"""Ages in; the victim's minor age out (Palermo Protocol art. 3(d): a child is under 18)."""

from collections.abc import Iterator

from nlp.document import Passage
from nlp.marks import Entity, Maker, Reason, Suggestion, suggestion_id
from nlp.suggest.context import Context, sentence_around
from nlp.voices import speaks

CODE = "vul_minor_age"
_MAJORITY = 18
# Arithmetic on a stated age; whose age it is can still be misread.
_SCORE = 0.8


def suggest_from_ages(context: Context) -> tuple[Suggestion, ...]:
    """Return one suggestion for each passage that gives the victim an age under 18."""
    return tuple(
        suggestion
        for passage in context.passages
        if (suggestion := next(_of_passage(context, passage), None)) is not None
    )


def _of_passage(context: Context, passage: Passage) -> Iterator[Suggestion]:
    for entity in context.entities:
        years = entity.value.get("years") if entity.value and entity.label == "AGE" else None
        if not isinstance(years, int) or years >= _MAJORITY:
            continue
        if passage.span.contains(entity.span) and _of_the_victim(context, passage, entity):
            yield _suggestion(context, passage, entity, years)


def _of_the_victim(context: Context, passage: Passage, entity: Entity) -> bool:
    sentence = context.folded.place(sentence_around(context, passage, entity.span))
    return speaks(context.voices, "victim", context.folded, sentence, passage.language)


def _suggestion(context: Context, passage: Passage, entity: Entity, years: int) -> Suggestion:
    maker = Maker(name="rules", version="1", taxonomy_version=context.knowledge.taxonomy_version)
    evidence = sentence_around(context, passage, entity.span)
    return Suggestion(
        id=suggestion_id(context.document.id, CODE, evidence, "shortcoming", "rule", maker),
        document_id=context.document.id,
        kind="vulnerability",
        code=CODE,
        span=evidence,
        passage=passage.index,
        score=_SCORE,
        abstain=False,
        polarity="shortcoming",
        attribution="court_self",
        source="rule",
        reason=Reason(key="victim_under_18", params={"years": years}),
        maker=maker,
    )
