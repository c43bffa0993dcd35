"""Encoder, heads and screen put together: passages in, judgements out (``nlp.protocols``)."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from corpora.library import load
from models.encoder import Encoder, Vectors, load_encoder
from models.failures import ModelDamagedError, ModelOutdatedError
from models.heads import Heads, Scores, load_heads
from models.screen import Screen, load_screen
from nlp.marks import Attribution, Maker, Polarity
from nlp.protocols import Judgement, PassageText

SHELF = Path(__file__).parent / "shelf"
VERSION = "3"


class EncoderPassageModel:
    """Implements ``nlp.protocols.PassageModel``; holds the encoder's weights in memory."""

    def __init__(self, encoder: Encoder, heads: Heads, screen: Screen) -> None:
        """Put the parts together.

        Raises:
            ModelDamagedError: when the heads were trained on another encoder.
        """
        if heads.labels.encoder_sha256 != encoder.sha256:
            raise ModelDamagedError(
                "the heads were trained on another encoder: make some for this one with"
                " caselight train heads --encoder FOLDER --shelf FOLDER,"
                " and name their folder in CASELIGHT_SHELF_DIR"
            )
        self._encoder, self._heads, self._screen = encoder, heads, screen
        joined = encoder.sha256 + heads.sha256 + screen.sha256
        self._maker = Maker(
            name="encoder",
            version=VERSION,
            model_sha256=hashlib.sha256(joined.encode()).hexdigest(),
            taxonomy_version=heads.labels.taxonomy_version,
        )

    @property
    def maker(self) -> Maker:
        """Name, version and the checksum over encoder, heads and screen."""
        return self._maker

    def judge(self, passages: Sequence[PassageText]) -> Sequence[tuple[Judgement, ...]]:
        """Return, for each passage in order, its codes by falling score (often none)."""
        judged: list[tuple[Judgement, ...]] = [()] * len(passages)
        places = np.flatnonzero(self._screen.worth_reading(passages)).tolist()
        if not places:
            return judged
        chosen = [passages[i] for i in places]
        vectors = self._encoder.encode([p.text for p in chosen], [p.language for p in chosen])
        told = self._heads.read(chosen, vectors)
        for row, place in enumerate(places):
            judged[place] = self._judgements(
                vectors[row],
                told.scores[row],
                told.attributions[row],
                {"shortcoming": told.polarities[row]},
                _denied(chosen[row]),
            )
        return judged

    def _judgements(
        self,
        vector: Vectors,
        row: Scores,
        attribution: Attribution,
        polarities: Mapping[str, Polarity],
        of_others: Polarity,
    ) -> tuple[Judgement, ...]:
        labels = self._heads.labels
        judgements = []
        for column in np.argsort(-row):
            if row[column] < labels.show_from:
                break
            code = labels.codes[column]
            polarity = polarities.get(labels.kinds[code], of_others)
            nearest = self._heads.nearest(vector, code, polarity)
            judgements.append(
                Judgement(
                    code=code,
                    score=round(float(row[column]), 4),
                    abstain=bool(row[column] < labels.sure_from),
                    polarity=polarity,
                    attribution=attribution,
                    nearest_example=nearest.text if nearest else "",
                )
            )
        return tuple(judgements)


def _denied(passage: PassageText) -> Polarity:
    """Return the polarity of a factor or element: a party's claim that was not followed has none.

    Nobody commits a fact, so the head of polarity, which knows shortcomings only, is not asked.
    """
    rejected = {"party", "rejected_near"} <= passage.heard
    return "neutral" if rejected else "shortcoming"


def load_passage_model(
    cache: Path, *, threads: int, encoder_folder: Path | None = None, shelf: Path = SHELF
) -> EncoderPassageModel:
    """Load everything from disk, building the encoder in the cache on first use (half a minute).

    Args:
        cache: where the encoder is built once.
        threads: how many CPU threads the encoder may use.
        encoder_folder: another sentence-transformers folder; its heads must lie on the shelf.
        shelf: the folder with ``heads`` and ``screen``.

    Raises:
        ModelMissingError: when files are missing.
        ModelDamagedError: when checksums differ or parts do not belong together.
        ModelOutdatedError: when the heads know another taxonomy than the installed one.
    """
    heads = load_heads(shelf / "heads")
    check_taxonomy(heads.labels.taxonomy_version, load().taxonomy_version)
    encoder = load_encoder(cache, threads=threads, folder=encoder_folder)
    return EncoderPassageModel(encoder, heads, load_screen(shelf / "screen"))


def check_taxonomy(known: str, installed: str) -> None:
    """Refuse heads that would be silent on a new code or still suggest a retired one.

    Raises:
        ModelOutdatedError: when the versions differ.
    """
    if known != installed:
        raise ModelOutdatedError(
            f"the heads were trained for taxonomy {known}, but {installed} is installed:"
            " train them again with caselight train heads"
        )
