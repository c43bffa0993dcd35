import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.marks import in_order
from nlp.tokens import sentences


def split(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("cnr", ["Dana 5. jula 2012. godine, po čl. 15. st. 2. KZ, sud je odlučio.", "Tužilac je žalio."]),  # noqa: E501
        ("sr-Latn", ["Saslušan je svedok dr. A. B. iz ul. Kralja N.N. bb.", "Sud mu je poverovao!"]),  # noqa: E501
        ("sr-Cyrl", ["Окривљени А. Б. је по чл. 388. КЗ крив.", "Жалба је одбијена."]),
        ("sr-Latn", ["Rođen je 1990. godine itd.", "Živi u selu."]),
        ("mk", ["Според чл. 418-а КЗ, г-дин А. Б. е виновен.", "Судот одлучи."]),
        ("sq", ["Sipas nenit 110 paragrafi 2, z. A. B. është fajtor.", "Gjykata vendosi."]),
        ("en", ["Mr. Smith pleaded guilty under Art. 5 of the Act.", "The court agreed."]),
        ("und", ["No language.", "Still two."]),
    ],
)  # fmt: skip
def test_abbreviations_initials_and_ordinals_end_nothing(language: str, parts: list[str]) -> None:
    assert split(" ".join(parts), language) == parts


def test_blank_lines_part_sentences() -> None:
    assert split("PRESUDA\n\nSud je odlučio.", "cnr") == ["PRESUDA", "Sud je odlučio."]


@given(st.text(alphabet="aBčЖ. !?\n15„“", max_size=50), st.sampled_from(["mk", "sq", "cnr", "en"]))
def test_sentences_are_in_order_and_lose_no_letter(text: str, language: str) -> None:
    spans = sentences(text, language)
    assert in_order(spans)
    assert "".join(split(text, language)).replace(" ", "").replace("\n", "") == re.sub(
        r"\s", "", text
    )


def ends(parts: Sequence[str]) -> set[int]:
    places, at = set(), 0
    for part in parts:
        at += len(re.sub(r"\s", "", part))
        places.add(at)
    return places


@pytest.mark.needs_data
@pytest.mark.parametrize(
    ("name", "language", "least"),
    [
        ("sr_set-ud-dev", "sr-Latn", 0.9),
        ("sr_set_cyr-ud-dev", "sr-Cyrl", 0.9),
        ("mk_mtb-ud-test", "mk", 0.9),
        ("sq_tsa-ud-test", "sq", 0.9),
    ],
)
def test_treebank_sentences_are_found(
    shared_data: Path, name: str, language: str, least: float
) -> None:
    lines = (shared_data / "ud_small" / f"{name}.conllu").read_text("utf-8").splitlines()
    gold = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
    right, mine = ends(gold), ends(split(" ".join(gold), language))
    score = 2 * len(right & mine) / (len(right) + len(mine))
    assert score >= least, score
