"""The committed tagger and other people's test sides in; strict entity figures by source out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpora.annotated import Side
from corpora.tagged import TaggedText, load_schemes
from models.evaluation.measures import Count, count_spans, total
from models.evaluation.tables import table
from models.tagger_data import tagger_texts
from nlp.marks import Entity
from nlp.protocols import PassageText, TaggerModel

# News corpora tell persons, places and organisations only.
_COARSE = {
    "PERSON": "PER",
    "LOCATION": "LOC",
    "COURT": "ORG",
    "PROSECUTION": "ORG",
    "AUTHORITY": "ORG",
    "NGO_SHELTER": "ORG",
    "COMPANY": "ORG",
}
_NEWS = frozenset({"uner", "slavicner"})
# Only the people of the trial are marked there: what else the tagger finds is neither right nor
# wrong, so these texts measure recall.
_INCOMPLETE = frozenset({"cnr_judgments"})


def names_report(tagger: TaggerModel, data: Path, side: Side) -> Iterator[str]:
    """Yield the parts of the report, as Markdown."""
    rows, by_type = [], []
    for source, texts in sorted(tagger_texts(data, side).items()):
        counts = _counts(tagger, texts)
        rows.append(_row(source, texts, total(list(counts.values()))))
        by_type += [
            [source, name, str(count.there), *_figures(texts, count)]
            for name, count in sorted(counts.items())
            if count.there
        ]
    yield "### All types\n\n" + table("source|texts|spans|P|R|F1", rows)
    yield "### By type\n\n" + table("source|type|spans|P|R|F1", by_type)


def _row(source: str, texts: Sequence[TaggedText], count: Count) -> list[str]:
    return [source, str(len(texts)), str(count.there), *_figures(texts, count)]


def _figures(texts: Sequence[TaggedText], count: Count) -> list[str]:
    if texts[0].scheme in _INCOMPLETE:
        return ["-", f"{count.recall:.3f}", "-"]
    return [f"{count.precision:.3f}", f"{count.recall:.3f}", f"{count.f():.3f}"]


def _counts(tagger: TaggerModel, texts: Sequence[TaggedText]) -> dict[str, Count]:
    asked = [PassageText(text=t.text, language=t.language, section=None) for t in texts]
    counts: dict[str, list[Count]] = defaultdict(list)
    for text, entities in zip(texts, tagger.tag(asked), strict=True):
        gold, found = _gold(text), _found(text, entities, _gold(text))
        for name in {name for _, _, name in gold | found}:
            counts[name].append(
                count_spans({g for g in gold if g[2] == name}, {f for f in found if f[2] == name})
            )
    return {name: total(several) for name, several in counts.items()}


_Spans = set[tuple[int, int, str]]


def _gold(text: TaggedText) -> _Spans:
    labels = load_schemes().schemes[text.scheme].labels
    return {
        (span.start, span.end, _name(text, labels[span.label]))
        for span in text.spans
        if labels.get(span.label) and "NONE" not in labels[span.label]
    }


def _name(text: TaggedText, kinds: Iterable[str]) -> str:
    """Return what a source's label is called here: our kinds, or the news corpora's coarse one."""
    ours = {kind.split("/")[0] for kind in kinds}
    if text.scheme in _NEWS:
        return next(_COARSE[kind] for kind in sorted(ours) if kind in _COARSE)
    return "/".join(sorted(ours))


def _found(text: TaggedText, entities: Iterable[Entity], gold: _Spans) -> _Spans:
    """Return the tagger's spans, named as the source would: an undecided kind agrees with any."""
    named = {(start, end): name for start, end, name in sorted(gold)}
    compound = {part: name for _, _, name in sorted(gold) for part in name.split("/")}
    found: _Spans = set()
    for entity in entities:
        place = (entity.span.start, entity.span.end)
        label = entity.label
        if text.scheme in _NEWS:
            label = _COARSE.get(label, label)
        elif label in named.get(place, "").split("/"):
            label = named[place]
        else:
            label = compound.get(label, label)
        found.add((*place, label))
    return found
