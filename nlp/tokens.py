"""Text and its language in; its sentences out, by spaCy's tokens and our abbreviations."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Token

from corpora.library import load
from corpora.shapes import Language
from nlp.document import Span
from nlp.fold import fold_text

# Codes of passages to codes of language files; an unknown language is read as English.
_FILES = {"sr-Latn": "sr", "sr-Cyrl": "sr", "und": "en"}
_ENDS = ".!?…"
_CLOSERS = "\"”“»'’)]"
_OPENERS = "\"„“”«»'‘(-–—•"
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_][jJžŽ]?")
_NUMBER = re.compile(r"\d{1,3}|[IVXL]+")
_LAST_WORD = re.compile(r"[\w.\-]+$")
# The word before a full stop is looked for in no more than this many letters.
_REACH = 40


def sentences(text: str, language: str) -> tuple[Span, ...]:
    """Return the sentences of a passage, in order, disjoint, without the white space between.

    Args:
        text: a passage; offsets are its own.
        language: a passage's language (``Passage.language``) or a language file's code.

    A full stop ends no sentence after an abbreviation of the language or an initial, before a
    small letter, nor after a number of up to three digits where the language writes ordinals so.
    """
    known = _language(_FILES.get(language, language))
    doc = _pipeline(known.spacy)(text)
    for before, token in pairwise(doc):
        token.is_sent_start = _ends_before(text, before, token, known)
    return tuple(_spans(doc, text))


def _spans(doc: Doc, text: str) -> Iterator[Span]:
    for sentence in doc.sents if len(doc) else ():
        start, end = sentence.start_char, sentence.end_char
        stripped = text[start:end].strip()
        if stripped:
            first = text.index(stripped, start)
            yield Span(start=first, end=first + len(stripped))


def _ends_before(text: str, before: Token, token: Token, language: Language) -> bool:
    """Tell whether a sentence ends between two tokens."""
    if before.is_space and "\n\n" in before.text:
        return True
    gap = text[max(0, token.idx - _REACH) : token.idx]
    closed = gap.rstrip()
    if token.is_space or closed == gap or not _may_start(text, token.idx):
        return False
    last = closed.rstrip(_CLOSERS)
    if not last or last[-1] not in _ENDS:
        return False
    return last[-1] != "." or last.endswith("..") or _full_stop(last[:-1], language)


def _may_start(text: str, place: int) -> bool:
    rest = text[place : place + 4].lstrip(_OPENERS + " ")
    return bool(rest) and not rest[0].islower()


def _full_stop(before: str, language: Language) -> bool:
    """Tell whether the full stop after these letters, before no small letter, ends a sentence."""
    match = _LAST_WORD.search(before)
    if match is None:
        return True
    word = match.group().strip("-")
    plain = fold_text(word)
    if plain in _folded(language.abbreviations):
        return plain in _folded(language.closing_abbreviations)
    if _INITIAL.fullmatch(word) and word[0].isupper():
        return False
    return not (language.ordinal_dot and _NUMBER.fullmatch(word))


@cache
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold_text(word) for word in words)


@cache
def _language(code: str) -> Language:
    found = {language.code: language for language in load().languages}
    return found.get(code, found["en"])


@cache
def _pipeline(code: str) -> Pipeline:
    return spacy.blank(code)
