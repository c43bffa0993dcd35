"""The two collaborators of an analysis: what reads a file, and what makes marks of the reading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpora.shapes import Knowledge
from nlp.document import Reading, ReadPage
from nlp.marks import Analysis


class Reader(Protocol):
    """Makes a reading of a stranger's file, confined."""

    def __call__(
        self,
        path: Path,
        untrusted_name: str,
        *,
        known_pages: Mapping[int, ReadPage],
        on_page: Callable[[ReadPage], None],
        on_progress: Callable[[int, int], None],
    ) -> Reading:
        """Read the file at a path.

        Args:
            path: where the bytes lie.
            untrusted_name: what the file was called.
            known_pages: pages that an earlier attempt read, which need no second reading.
            on_page: told of each page whose reading was costly and worth keeping at once.
            on_progress: told (page, page count) as the reading goes on.

        Raises:
            UnreadableError: when the file cannot be read.
        """


class Analyser(Protocol):
    """Makes marks of a reading."""

    def __call__(self, reading: Reading, *, id: str, name: str) -> Analysis:  # noqa: A002
        """Return all that one run says of the document with this id (SHA-256) and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """What an analysis works with."""

    read: Reader
    analyse: Analyser
    knowledge: Knowledge
