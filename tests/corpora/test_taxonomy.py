"""The taxonomy's files in; proof that they are complete, in the right script and not repetitive."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files

import pytest

from corpora.library import read_folder, read_yaml
from corpora.records import Texts
from corpora.shapes import Code, Element, Factor
from nlp.cues import compile_cues, find_cues
from nlp.fold import fold

LANGUAGES = ("sr", "mk", "sq", "en")
# Fewest texts per language, in the order of LANGUAGES.
CODE_MINIMA = {
    "examples": (3, 2, 2, 2),
    "good_practice": (1, 1, 1, 1),
    "counter_examples": (2, 1, 1, 1),
}
ITEM_MINIMA = {"examples": (2, 2, 2, 2), "counter_examples": (1, 1, 1, 1)}
# A passage of fewer words gives a classifier too little to learn from; longer ones are truncated.
FEWEST_WORDS, MOST_WORDS = 15, 70
# Six words in a row shared by two files betray a template; shorter runs are ordinary legal idiom.
RUN = 6
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# Letters of the Cyrillic block that Macedonian does not write.
NOT_MACEDONIAN = re.compile(r"[ђћщъыьэюяйё]", re.IGNORECASE)
# Letters that Latin Serbian and Montenegrin do not write (proper names are invented, so none).
NOT_SERBIAN = re.compile(r"[ëäöüwqxy]", re.IGNORECASE)

ABOUT = read_yaml(files("corpora").joinpath("taxonomy/about.yaml"))
SOURCES = read_yaml(files("corpora").joinpath("sources.yaml"))
CODES = read_folder("taxonomy/codes", Code)
FACTORS = read_folder("taxonomy/factors", Factor)
ELEMENTS = read_folder("taxonomy/elements", Element)
ITEMS: tuple[Code | Factor | Element, ...] = (*CODES, *FACTORS, *ELEMENTS)

every_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
every_code = pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)


def texts_of(item: Code | Factor | Element) -> Iterator[tuple[str, str, str]]:
    """Yield (field, language, text) of every passage of an item."""
    for field in minima(item):
        by_language: Texts = getattr(item, field)
        for language, texts in by_language.items():
            for text in texts:
                yield field, language, text


def minima(item: Code | Factor | Element) -> Mapping[str, tuple[int, ...]]:
    """Return the fewest texts per field and language."""
    return CODE_MINIMA if isinstance(item, Code) else ITEM_MINIMA


def runs(text: str) -> Iterator[str]:
    """Yield every run of RUN words, in lower case."""
    words = re.findall(r"\w+", text.lower())
    return (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def hits(item: Code | Factor | Element, language: str, text: str) -> int:
    """Return how many places of a text the item's cues of one language find."""
    cues = compile_cues([(item.id, {language: item.cues[language]})])
    return sum(1 for _ in find_cues(cues, fold(text)))


@every_item
def test_labels_exist_in_every_language(item: Code | Factor | Element) -> None:
    assert set(LANGUAGES) <= {language for language, label in item.labels.items() if label.strip()}


@every_item
def test_enough_passages_in_every_language(item: Code | Factor | Element) -> None:
    short = {
        (field, language): len(getattr(item, field).get(language, ()))
        for field, fewest in minima(item).items()
        for language, least in zip(LANGUAGES, fewest, strict=True)
        if len(getattr(item, field).get(language, ())) < least
    }
    assert not short


@every_item
def test_passages_use_known_languages_and_a_sensible_length(item: Code | Factor | Element) -> None:
    for _, language, text in texts_of(item):
        assert language in LANGUAGES
        assert FEWEST_WORDS <= len(text.split()) <= MOST_WORDS, text
        assert text == " ".join(text.split())
        assert text[-1] in ".!?", text


@every_item
def test_passages_are_in_the_script_of_their_language(item: Code | Factor | Element) -> None:
    for _, language, text in texts_of(item):
        if language == "mk":
            assert not re.search(r"[A-Za-z]", text), text
            assert not NOT_MACEDONIAN.search(text), text
        else:
            assert not CYRILLIC.search(text), text
        if language == "sr":
            assert not NOT_SERBIAN.search(text), text
        if language == "sq":
            assert re.search("[ëç]", text), text


@every_item
def test_cues_compile_and_stay_in_lower_case(item: Code | Factor | Element) -> None:
    assert set(item.cues) == set(LANGUAGES)
    compiled = compile_cues([(item.id, item.cues)])
    assert len(compiled) == sum(len(cues) for cues in item.cues.values())
    assert all(cue.anchor for cue in compiled)


@every_item
@pytest.mark.parametrize("language", LANGUAGES)
def test_some_example_carries_a_cue(item: Code | Factor | Element, language: str) -> None:
    assert any(hits(item, language, text) for text in item.examples[language])


@every_code
@pytest.mark.parametrize("language", LANGUAGES)
def test_some_example_of_a_code_carries_no_cue(code: Code, language: str) -> None:
    assert not all(hits(code, language, text) for text in code.examples[language])


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_cue_of_an_element_matches_itself_inflected(element: Element, language: str) -> None:
    for cue in element.cues[language]:
        inflected = re.sub(r"(?<=\w)\*", "a", cue.replace(" * ", " ")).replace("~", "")
        assert hits(element, language, f"… {inflected}, …"), cue


def test_no_passage_occurs_twice() -> None:
    seen: dict[str, str] = {}
    for item in ITEMS:
        for field, _, text in texts_of(item):
            place = f"{item.id}/{field}"
            assert seen.setdefault(text.casefold(), place) == place, text
    assert len(seen) == sum(1 for item in ITEMS for _ in texts_of(item))


def test_no_two_files_share_a_run_of_six_words() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for item in ITEMS:
        for _, _, text in texts_of(item):
            for run in runs(text):
                owners[run].add(item.id)
    assert {run: ids for run, ids in owners.items() if len(ids) > 1} == {}


@every_code
def test_references_of_a_code_exist(code: Code) -> None:
    assert code.stage in {group["id"] for group in ABOUT["groups"]}
    assert set(code.confusable_with) <= {other.id for other in CODES} - {code.id}
    assert set(code.sources) <= set(SOURCES)


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.id)
def test_sources_of_a_factor_exist(factor: Factor) -> None:
    assert set(factor.sources) <= set(SOURCES)


@pytest.mark.parametrize(
    ("folder", "items"), [("codes", CODES), ("factors", FACTORS), ("elements", ELEMENTS)]
)
def test_ids_are_the_names_of_the_files(
    folder: str, items: tuple[Code | Factor | Element, ...]
) -> None:
    names = sorted(path.name for path in files("corpora").joinpath("taxonomy", folder).iterdir())
    assert names == [f"{item.id}.yaml" for item in items]


def test_ids_are_unique() -> None:
    assert len({item.id for item in ITEMS}) == len(ITEMS)
