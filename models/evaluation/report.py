"""The committed models and the data on disk in; ``models/REPORT.md`` out."""

import logging
from collections.abc import Iterator
from pathlib import Path

from corpora.annotated import load_documents, side_of
from corpora.library import load
from corpora.shapes import Knowledge
from models.encoder import load_encoder
from models.evaluation.alarms import alarms_report
from models.evaluation.documents import documents_report
from models.evaluation.names import names_report
from models.evaluation.passages import passages_report
from models.heads import load_heads
from models.passage_model import EncoderPassageModel
from models.screen import load_screen
from models.tagger import OnnxTagger, load_tagger
from models.train import SEED

log = logging.getLogger(__name__)
_HEAD = """# What the models get right

Made by `caselight evaluate` from the committed models and the data on disk; the same files give the
same figures. Models: tagger `{tagger}`, heads `{heads}`, screen `{screen}`, encoder `{encoder}`
(SHA-256, beginning); taxonomy {taxonomy}.

**What these figures cannot say.** No real trafficking judgment or indictment in our languages was
available. Figures on *synthetic* documents say how well invented texts of other writers are
recognised, not how well real judgments are; all writers worked from the same taxonomy. Macedonian
and Albanian criminal judgments were not available either. No native lawyer has checked the texts.

"""
_WITHOUT_DATA = "Not measured: the folder of third-party corpora was not given (`--data`).\n"
_NAMES = (
    "## Names: the tagger alone\n\nStrict spans with types, on the test side of each source"
    " (`models/tagger_data.py`): documents or sentences that taught nothing. `uner_hr` was never"
    " trained on. `cnr_judgments` has only the people of the trial marked, so it measures recall."
    " `sq_ntrex` and `mk_setimes` are news and small. `synthetic` are our own documents.\n"
)
_DOCUMENTS = (
    "## Whole documents: what the product finds\n\nThe **synthetic** test documents through the"
    " pipeline, spans compared without spaces.\n"
)


def evaluate(cache: Path, shelf: Path, data: Path | None, *, threads: int) -> str:
    """Return the report as Markdown.

    Args:
        cache: where encoder and graphs are built.
        shelf: the folder with the trained parts.
        data: the folder of third-party corpora, or none.
        threads: CPU threads.

    Raises:
        ModelMissingError: when a trained part is missing.
        ModelDamagedError: when a checksum differs.
    """
    knowledge = load()
    encoder = load_encoder(cache, threads=threads)
    heads, screen = load_heads(shelf / "heads"), load_screen(shelf / "screen")
    tagger = load_tagger(cache, threads=threads, shelf=shelf)
    head = _HEAD.format(
        tagger=(tagger.maker.model_sha256 or "")[:12],
        heads=heads.sha256[:12],
        screen=screen.sha256[:12],
        encoder=encoder.sha256[:12],
        taxonomy=knowledge.taxonomy_version,
    )
    passage_model = EncoderPassageModel(encoder, heads, screen)
    parts = [
        "## Passages: shortcomings, vulnerabilities, elements",
        *passages_report(heads, encoder, knowledge, data),
        "## Real decisions that are not about trafficking",
        _alarms(data, knowledge, passage_model, tagger),
        _DOCUMENTS,
        *_documents(knowledge, tagger),
        _NAMES,
        *(names_report(tagger, data, "test") if data else [_WITHOUT_DATA]),
    ]
    return head + "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _alarms(
    data: Path | None, knowledge: Knowledge, passage_model: EncoderPassageModel, tagger: OnnxTagger
) -> str:
    log.info("passages measured")
    if data is None:
        return _WITHOUT_DATA
    return alarms_report(data, knowledge, passage_model, tagger, seed=SEED)


def _documents(knowledge: Knowledge, tagger: OnnxTagger) -> Iterator[str]:
    log.info("real decisions measured")
    documents = [d for d in load_documents() if side_of(d.id) == "test"]
    yield from documents_report(documents, knowledge, tagger)
    log.info("whole documents measured")
