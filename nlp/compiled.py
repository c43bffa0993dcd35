"""A function that compiles knowledge in; the same function out, compiling each knowledge once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from corpora.shapes import Knowledge

ResultT = TypeVar("ResultT")
# A process holds one knowledge; tests hold a few. More than four would hide a leak.
_KEPT = 4


def once_per_knowledge(build: Callable[[Knowledge], ResultT]) -> Callable[[Knowledge], ResultT]:
    """Keep what ``build`` returns for the last few knowledge objects, told apart by identity.

    Knowledge holds mappings, so it has no hash and ``functools.cache`` cannot keep it.
    """
    kept: list[tuple[Knowledge, ResultT]] = []

    @wraps(build)
    def get(knowledge: Knowledge) -> ResultT:
        for known, result in kept:
            if known is knowledge:
                return result
        result = build(knowledge)
        kept[:] = [(knowledge, result), *kept[: _KEPT - 1]]
        return result

    return get
