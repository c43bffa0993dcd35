"""Serbian Cyrillic and Latin."""

import pytest

from nlp.transliterate import to_latin


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Његош и Љубљана", "Njegoš i Ljubljana"),
        ("ЊЕГОШ", "NJEGOŠ"),
        ("џак, Џ и ђак", "džak, Dž i đak"),
        ("K 12/2019 остаје", "K 12/2019 ostaje"),
    ],
)
def test_letters_become_latin_with_their_diacritics(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin
