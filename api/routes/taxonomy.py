"""What can be suggested and found: codes, factors, elements, events, with their labels."""

from typing import Annotated, TypeVar

import msgspec
from fastapi import APIRouter, Depends

from api.routes.context import Caller, acting
from api.routes.shapes.lists import Answer
from corpora.records import Shape
from nlp.transliterate import to_cyrillic

router = APIRouter(tags=["taxonomy"])
Labels = dict[str, str]
AnswerT = TypeVar("AnswerT", bound=Answer)


class GroupAnswer(Answer):
    """A stage of the proceedings or a theme."""

    id: str
    code: str
    labels: Labels


class CodeAnswer(Answer):
    """A code of a shortcoming with its decision rule."""

    id: str
    stage: str
    labels: Labels
    definition: str
    counts: list[str]
    does_not_count: list[str]
    observability: str
    detector: str
    standards: list[str]
    confusable_with: list[str]
    recommendation: str


class FactorAnswer(Answer):
    """A vulnerability factor with its decision rule."""

    id: str
    labels: Labels
    definition: str
    counts: list[str]
    does_not_count: list[str]


class ElementAnswer(Answer):
    """An act, means or purpose of trafficking."""

    id: str
    kind: str
    labels: Labels


class EventKindAnswer(Answer):
    """A kind of step of the proceedings."""

    id: str
    phase: str
    labels: Labels
    definition: str


class TaxonomyAnswer(Answer):
    """All of it, with its version; labels are by language of the knowledge files."""

    version: str
    groups: list[GroupAnswer]
    codes: list[CodeAnswer]
    factors: list[FactorAnswer]
    elements: list[ElementAnswer]
    events: list[EventKindAnswer]


@router.get("/taxonomy", operation_id="getTaxonomy", summary="Codes, factors, elements and events")
def get_taxonomy(
    caller: Annotated[Caller, Depends(acting("taxonomy.read"))],
) -> TaxonomyAnswer:
    """Return what can be suggested and found, with labels in every UI language."""
    knowledge = caller.services.engines.knowledge
    return TaxonomyAnswer(
        version=knowledge.taxonomy_version,
        groups=[_answer(GroupAnswer, one) for one in knowledge.groups],
        codes=[_answer(CodeAnswer, one) for one in knowledge.codes],
        factors=[_answer(FactorAnswer, one) for one in knowledge.factors],
        elements=[_answer(ElementAnswer, one) for one in knowledge.elements],
        events=[_answer(EventKindAnswer, one) for one in knowledge.events],
    )


def spread_labels(labels: Labels) -> Labels:
    """Return labels with an entry for each UI language, made from the nearest one kept.

    Serbian labels are kept once, in Latin; Montenegrin readers get those, too.
    """
    latin = labels.get("sr", labels["en"])
    cyrillic = to_cyrillic(latin) if "sr" in labels else latin
    nearest = {"sr-Latn": latin, "cnr": latin, "sr-Cyrl": cyrillic}
    english = dict.fromkeys(("mk", "sq"), labels["en"])
    return {**english, **nearest, **labels}


def _answer(shape: type[AnswerT], item: Shape) -> AnswerT:
    content = msgspec.structs.asdict(item)
    labels = spread_labels(content["labels"])
    return shape.model_validate({**content, "labels": labels}, strict=False)
