"""Passages in; suggestions from a trained passage model, sentence by sentence, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.document import Passage, Span
from nlp.facts.case import about_trafficking
from nlp.marks import Reason, Suggestion, SuggestionKind, suggestion_id
from nlp.protocols import Judgement, PassageModel, PassageText
from nlp.suggest.context import Context, case_of
from nlp.tokens import sentences
from nlp.voices import listen

_KINDS: dict[str, SuggestionKind] = {
    "vul": "vulnerability",
    "act": "element",
    "means": "element",
    "purp": "element",
}
# A reason shows where the example begins; the card shows the whole.
_EXAMPLE_LENGTH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A sentence of a passage: what the model was trained on, and evidence for a glance."""

    passage: Passage
    span: Span


def may_be_trafficking(context: Context, found: Sequence[Suggestion]) -> bool:
    """Tell whether a document is worth the model's time, which is a hundred times the cues'.

    It is when it cites a trafficking or related offence, or when a cue of a purpose of exploitation
    stands in it: trafficking charged as something else is what the taxonomy looks for.
    """
    purposes = any(s.code.startswith("purp_") and s.source == "cue" for s in found)
    return purposes or about_trafficking(case_of(context))


def suggest_from_model(context: Context, model: PassageModel) -> tuple[Suggestion, ...]:
    """Return the model's best judgement of each passage and code, with its sentence as evidence."""
    pieces = [piece for passage in context.passages for piece in _pieces(context, passage)]
    texts = [_as_read(context, piece) for piece in pieces]
    absent = {code.id for code in context.knowledge.codes if code.observability == "absence"}
    best: dict[tuple[int, str], tuple[_Piece, Judgement]] = {}
    for piece, judgements in zip(pieces, model.judge(texts), strict=True):
        for judgement in judgements:
            key = (piece.passage.index, judgement.code)
            if judgement.code in absent:
                continue
            if key not in best or judgement.score > best[key][1].score:
                best[key] = (piece, judgement)
    return tuple(_suggestion(context, model, *found) for found in best.values())


def _pieces(context: Context, passage: Passage) -> Iterator[_Piece]:
    text = context.document.quote(passage.span)
    for sentence in sentences(text, passage.language):
        yield _Piece(passage=passage, span=sentence.shift(passage.span.start))


def _as_read(context: Context, piece: _Piece) -> PassageText:
    passage = piece.passage
    return PassageText(
        text=" ".join(context.document.quote(piece.span).split()),
        language=passage.language,
        section=passage.section,
        document_kind=context.profile.kind,
        heard=listen(
            context.voices,
            context.folded,
            sentence=context.folded.place(piece.span),
            passage=context.folded.place(passage.span),
            language=passage.language,
        ),
    )


def _suggestion(
    context: Context, model: PassageModel, piece: _Piece, judgement: Judgement
) -> Suggestion:
    return Suggestion(
        id=suggestion_id(
            context.document.id,
            judgement.code,
            piece.span,
            judgement.polarity,
            "encoder",
            model.maker,
        ),
        document_id=context.document.id,
        kind=_KINDS.get(judgement.code.split("_", 1)[0], "shortcoming"),
        code=judgement.code,
        span=piece.span,
        passage=piece.passage.index,
        score=judgement.score,
        abstain=judgement.abstain,
        polarity=judgement.polarity,
        attribution=judgement.attribution,
        source="encoder",
        reason=Reason(key="encoder", params={"example": _beginning(judgement.nearest_example)}),
        maker=model.maker,
    )


def _beginning(example: str) -> str:
    if len(example) <= _EXAMPLE_LENGTH:
        return example
    return example[:_EXAMPLE_LENGTH].rsplit(" ", 1)[0] + " …"
