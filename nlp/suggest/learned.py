"""Passages in; suggestions from a trained passage model out."""

from nlp.document import Passage, Span
from nlp.marks import Reason, Suggestion, SuggestionKind, suggestion_id
from nlp.protocols import Judgement, PassageModel, PassageText
from nlp.suggest.context import Context
from nlp.voices import hear

_KINDS: dict[str, SuggestionKind] = {
    "vul": "vulnerability",
    "act": "element",
    "means": "element",
    "purp": "element",
}
# A reason shows where the example begins; the card shows the whole.
_EXAMPLE_LENGTH = 160


def suggest_from_model(context: Context, model: PassageModel) -> tuple[Suggestion, ...]:
    """Return the model's judgements as suggestions with the passage as their evidence."""
    texts = [
        PassageText(
            text=" ".join(context.document.quote(passage.span).split()),
            language=passage.language,
            section=passage.section,
        )
        for passage in context.passages
    ]
    absent = {code.id for code in context.knowledge.codes if code.observability == "absence"}
    return tuple(
        _suggestion(context, model, passage, judgement)
        for passage, judgements in zip(context.passages, model.judge(texts), strict=True)
        for judgement in judgements
        if judgement.code not in absent
    )


def _suggestion(
    context: Context, model: PassageModel, passage: Passage, judgement: Judgement
) -> Suggestion:
    place = context.folded.place(passage.span)
    voice = hear(
        context.voices,
        context.folded,
        sentence=place,
        passage=place,
        language=passage.language,
        kind=context.profile.kind,
    )
    polarity = judgement.polarity if voice.polarity == "shortcoming" else voice.polarity
    span: Span = passage.span
    return Suggestion(
        id=suggestion_id(
            context.document.id, judgement.code, span, polarity, "encoder", model.maker
        ),
        document_id=context.document.id,
        kind=_KINDS.get(judgement.code.split("_", 1)[0], "shortcoming"),
        code=judgement.code,
        span=span,
        passage=passage.index,
        score=judgement.score,
        abstain=judgement.abstain,
        polarity=polarity,
        attribution=voice.attribution,
        source="encoder",
        reason=Reason(key="encoder", params={"example": _beginning(judgement.nearest_example)}),
        maker=model.maker,
    )


def _beginning(example: str) -> str:
    if len(example) <= _EXAMPLE_LENGTH:
        return example
    return example[:_EXAMPLE_LENGTH].rsplit(" ", 1)[0] + " …"
