"""Cues: the data files' syntax over folded text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.cues import compile_cues, cue_pattern, find_cues
from nlp.fold import fold


def hits(cue: str, text: str) -> list[str]:
    folded = fold(text)
    found = find_cues(compile_cues([("key", {"sr": (cue,)})]), folded)
    spans = [folded.source(hit.start, hit.end) for hit in found]
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("žalb*", "Žalbe su odbijene.", ["Žalbe"]),
        ("žalb*", "ЖАЛБОМ се побија", ["ЖАЛБОМ"]),
        ("žalb*", "ostavina", []),
        ("imovinsko~pravn* zahtev*", "imovinskopravni zahtev", ["imovinskopravni zahtev"]),
        ("imovinsko~pravn* zahtev*", "imovinsko-pravnog zahteva", ["imovinsko-pravnog zahteva"]),
        ("imovinsko~pravn* zahtev*", "imovinsko pravni zahtev", ["imovinsko pravni zahtev"]),
        ("upućuje se * na parni*", "upućuje se na parnicu", ["upućuje se na parnicu"]),
        (
            "upućuje se * na parni*",
            "upućuje se oštećena A. B. sada na parnicu",
            ["upućuje se oštećena A. B. sada na parnicu"],
        ),
        ("upućuje se * na parni*", "upućuje se jedan dva tri četiri pet na parnicu", []),
        ("osuđuje", "OSUDJUJE se", ["OSUDJUJE"]),
        ("pretnj*", "pret-\nnja", ["pret-\nnja"]),
        ("sud", "presuda", []),
    ],
)
def test_a_cue_is_found_where_its_syntax_says(cue: str, text: str, found: list[str]) -> None:
    assert hits(cue, text) == found


def test_a_cue_does_not_cross_a_paragraph() -> None:
    text = "upućuje se\nna parnicu"
    folded = fold(text, breaks=[text.index("na")])
    cues = compile_cues([("key", {"sr": ("upućuje se na parnicu",)})])
    assert not list(find_cues(cues, folded))


def test_hits_stay_inside_the_asked_range() -> None:
    folded = fold("žalba i žalba")
    cues = compile_cues([("key", {"sr": ("žalb*",)})])
    assert [hit.start for hit in find_cues(cues, folded, start=5)] == [8]


@given(st.text(alphabet="abcčćžšđ *~", min_size=1, max_size=30).filter(lambda s: s.strip(" *~")))
def test_every_cue_compiles_to_an_anchor_without_signs(cue: str) -> None:
    expression, anchor = cue_pattern(cue)
    assert expression
    assert not set(anchor) & set("*~ ")
