"""Paragraphs of real decisions that are not about trafficking in; false alarms per hundred out."""

from pathlib import Path

from corpora.shapes import Knowledge
from models.evaluation.tables import table
from models.unrelated import unrelated_paragraphs
from nlp.marks import Suggestion
from nlp.pipeline import analyse_passage
from nlp.protocols import PassageModel, TaggerModel

COUNT = 300


def alarms_report(
    data: Path,
    knowledge: Knowledge,
    passage_model: PassageModel,
    tagger: TaggerModel,
    *,
    seed: int,
) -> str:
    """Return the part of the report, as Markdown.

    Each paragraph is given alone, as ``caselight predict`` does: in a whole document the model is
    not asked at all where nothing points to trafficking.
    """
    rows = []
    for language, paragraphs in unrelated_paragraphs(data, "test", COUNT, seed).items():
        found = [
            analyse_passage(
                paragraph,
                language,
                None,
                "reasoning",
                knowledge=knowledge,
                passage_model=passage_model,
                tagger=tagger,
            ).suggestions
            for paragraph in paragraphs
        ]
        every = [s for suggestions in found for s in suggestions]
        rows.append(
            [
                language,
                str(len(paragraphs)),
                _rate(every, len(paragraphs), kind="shortcoming", sure=True),
                _rate(every, len(paragraphs), kind="shortcoming", sure=False),
                _rate(every, len(paragraphs), kind=None, sure=True),
                _rate(every, len(paragraphs), kind=None, sure=False),
            ]
        )
    head = "language|paragraphs|shortcomings: sure|shown|all kinds: sure|shown"
    return "### False alarms per 100 paragraphs\n\n" + table(head, rows)


def _rate(found: list[Suggestion], count: int, *, kind: str | None, sure: bool) -> str:
    chosen = [
        s
        for s in found
        if s.polarity == "shortcoming" and kind in {None, s.kind} and not (sure and s.abstain)
    ]
    return f"{100 * len(chosen) / count:.1f}"
