"""Passages in; persons, courts, bodies, companies and places, as the trained tagger sees them, out.

The tagger is nine layers of the encoder, of which five were trained, run as an 8-bit ONNX graph
(``models.tagger_export``). Implements ``nlp.protocols.TaggerModel``.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.manifest import verify_manifest
from models.onnx_cache import ensure_graph, open_graph
from models.tagging import Words, best_path, cut, spans_of
from nlp.document import Span
from nlp.marks import Entity, Maker
from nlp.protocols import PassageText

GRAPH, TOKENIZER = "tagger.int8.onnx", "tokenizer.json"
# Raise it when the same weights would be written as another graph or read in another way.
VERSION = "1"
# Pieces that one run sees; a longer passage is read in windows that share a quarter.
WINDOW, SHARED = 224, 56
# The rules know finer roles; these are the ones a coarse role stands for without doubt.
_ROLES = {
    "defendant": "defendant",
    "victim": "victim",
    "witness": "witness",
    "clerk": "clerk",
    "prosecutor": "prosecutor",
}


class OnnxTagger:
    """A loaded tagger; holds its weights (56 MB) in memory."""

    def __init__(self, folder: Path, *, threads: int, sha256: str) -> None:
        """Load a folder made by ``load_tagger``, whose checksums that function has checked."""
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._session = open_graph(folder / GRAPH)
        self._threads = threads
        self._maker = Maker(name="tagger", version=VERSION, model_sha256=sha256)

    @property
    def maker(self) -> Maker:
        """Name, version and the checksum of the trained layers."""
        return self._maker

    def tag(self, passages: Sequence[PassageText]) -> Sequence[tuple[Entity, ...]]:
        """Return, for each passage in order, the entities found in it, in order of the text.

        Each passage runs alone, so that its tags do not depend on what stands beside it.
        """
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._tag, passages))

    def _tag(self, passage: PassageText) -> tuple[Entity, ...]:
        words = cut(passage.text, passage.language, self._tokenizer)
        if not words.spans:
            return ()
        scores = np.concatenate([self._scores(words, *window) for window in windows(words)])
        found = spans_of(best_path(scores))
        return tuple(
            self._entity(words.spans[first][0], words.spans[after - 1][1], kind)
            for first, after, kind in found
        )

    def _scores(self, words: Words, begin: int, keep: int, end: int) -> NDArray[np.float32]:
        """Return the scores of words [keep, end), read with those from ``begin`` before them."""
        head = words.ids[: words.first[0]]
        first = words.first[begin]
        stop = words.first[end] if end < len(words.first) else len(words.ids) - 1
        ids = (*head, *words.ids[first:stop], words.ids[-1])[: 2 * WINDOW]
        (scores,) = self._session.run(None, {"ids": np.array([ids], dtype=np.int64)})
        shift = first - len(head)
        places = [min(place - shift, len(ids) - 1) for place in words.first[keep:end]]
        return np.asarray(scores[0][places], dtype=np.float32)

    def _entity(self, start: int, end: int, kind: str) -> Entity:
        label, _, role = kind.partition("/")
        span = Span(start=start, end=end)
        return Entity(label=label, span=span, role=_ROLES.get(role), maker=self._maker)


def windows(words: Words) -> Iterator[tuple[int, int, int]]:
    """Yield (first word read, first word whose tag counts, word after the last) of each window."""
    begin = keep = 0
    while keep < len(words.first):
        limit = words.first[begin] + WINDOW
        end = keep + 1
        while end < len(words.first) and words.first[end] < limit:
            end += 1
        yield begin, keep, end
        keep = begin = end
        while begin > 0 and end < len(words.first):
            if words.first[end] - words.first[begin - 1] > SHARED:
                break
            begin -= 1


def load_tagger(cache: Path, *, threads: int, shelf: Path) -> OnnxTagger:
    """Load the tagger, building its graph in the cache on first use (about 20 s).

    Args:
        cache: where graphs are built once.
        threads: how many CPU threads may work.
        shelf: the folder with ``tagger``.

    Raises:
        ModelMissingError: when files are missing.
        ModelDamagedError: when checksums differ.
    """
    folder = ensure_tagger(cache, shelf)
    return OnnxTagger(folder, threads=threads, sha256=verify_manifest(shelf / "tagger"))


def ensure_tagger(cache: Path, shelf: Path) -> Path:
    """Return the folder of the tagger's graph in a cache, building it on first use.

    Raises:
        ModelMissingError: when files are missing.
        ModelDamagedError: when checksums differ.
    """
    sha256 = verify_manifest(shelf / "tagger")
    folder = cache / f"tagger-int8-{VERSION}-{sha256[:16]}"
    return ensure_graph(folder, "models.tagger_export", cache, shelf / "tagger")
