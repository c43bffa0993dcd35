from importlib.resources import files
from pathlib import Path

import pytest

from corpora import library
from corpora.annotated import AnnotatedDocument, load_documents, read_document
from corpora.library import DataFileError
from corpora.markup_check import main, problems

KNOWLEDGE = library.load()

HEAD = (
    '<document synthetic="true" id="x" author="x-a" kind="judgment" country="RS" '
    'language="sr-Latn" court="Viši sud u Probgradu" case_number="K. 1/21" '
    'date="2021-05-03" offence="sexual">'
)
INTRODUCTION = '<section kind="introduction"><p>U IME NARODA</p></section>'
OPERATIVE = '<section kind="operative_part"><p>PRESUDU</p></section>'


def write(folder: Path, reasoning: str, *, head: str = HEAD) -> Path:
    file = folder / "x.xml"
    reasons = f'<section kind="reasoning">{reasoning}</section>'
    file.write_text(f"{head}{INTRODUCTION}{OPERATIVE}{reasons}</document>", encoding="utf-8")
    return file


def read(folder: Path, reasoning: str) -> AnnotatedDocument:
    return read_document(write(folder, reasoning))


def test_marks_lie_on_their_words_and_may_nest(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        '<p>Sud je <l c="adj_victim_stereotypes">za\n  oštećenu\n'
        '<e t="PERSON" r="victim" k="v1">A. B.</e> naveo</l> ovo.<br/> Dalje.</p>',
    )
    (label,) = document.labels
    (entity,) = document.entities
    assert document.text.endswith("Sud je za oštećenu A. B. naveo ovo.\nDalje.")
    assert document.text[label.start : label.end] == "za oštećenu A. B. naveo"
    assert document.text[entity.start : entity.end] == "A. B."
    assert label.polarity == "shortcoming"


def test_sections_hold_their_passages(tmp_path: Path) -> None:
    document = read(tmp_path, "<p>Jedan.</p><p>Dva.</p>")
    reasoning = document.sections[-1]
    assert document.text[reasoning.start : reasoning.end] == "Jedan.\n\nDva."
    assert [document.text[p.start : p.end] for p in document.passages][-2:] == ["Jedan.", "Dva."]


@pytest.mark.parametrize(
    ("reasoning", "complaint"),
    [
        ("<p>Nema kraja", "mismatched tag"),
        ("<p></p>", "an empty <p>"),
        ("<p>Sud <b>jeste</b></p>", "<b> cannot stand inside"),
        ("<q>Sud</q>", "<q> cannot stand outside"),
        ('<p><e t="COURT" role="x">Sud</e></p>', "no attribute ['role']"),
        ('<p>Ovaj<e t="COURT"> sud</e></p>', "white space at its edge"),
        ("<p>Ovaj <e>sud</e></p>", "required field `label`"),
        ("", "has no passage"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, reasoning: str, complaint: str) -> None:
    with pytest.raises(DataFileError) as failure:
        read(tmp_path, reasoning)
    assert complaint in str(failure.value)


def test_a_document_that_is_not_said_to_be_synthetic_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path, "<p>Sud.</p>", head=HEAD.replace('synthetic="true"', ""))
    with pytest.raises(DataFileError, match="synthetic"):
        read_document(file)


@pytest.mark.parametrize(
    ("reasoning", "complaint"),
    [
        ('<p><e t="CURT">Sud</e></p>', "unknown entity 'CURT'"),
        ('<p><l c="adj_nothing">Sud</l></p>', "unknown code 'adj_nothing'"),
        ('<p><e t="PERSON">Ana Probić</e></p>', "needs a role"),
        ('<p><e t="COURT" r="victim">Viši sud</e></p>', "only a PERSON has a role"),
        (
            '<p><e t="PERSON" r="victim" k="v">Ana Probić</e> i Ana Probić</p>',
            "'Ana Probić' is marked elsewhere but not in",
        ),
        (
            '<p><e t="PERSON" r="victim" k="v">Ana P.</e> '
            '<e t="PERSON" r="witness" k="v">A. P.</e></p>',
            "person 'v' has two roles",
        ),
        ('<p><ev t="arrest" d="2021-13-01">lišen slobode</ev></p>', "'2021-13-01' is not a date"),
    ],
)
def test_the_check_names_the_fault(tmp_path: Path, reasoning: str, complaint: str) -> None:
    found = problems(read(tmp_path, reasoning), KNOWLEDGE)
    assert len(found) == 1
    assert complaint in found[0]


def test_the_command_prints_counts_and_fails_on_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write(tmp_path, '<p><l c="adj_victim_stereotypes">Sud</l>.</p>')
    assert main([str(good)]) == 0
    assert "'adj_victim_stereotypes:shortcoming': 1" in capsys.readouterr().out
    bad = write(tmp_path, '<p><l c="adj_nothing">Sud</l>.</p>')
    assert main([str(bad)]) == 1


DOCUMENTS = Path(str(files("corpora"))) / "synthetic" / "documents"


@pytest.mark.parametrize("file", sorted(DOCUMENTS.rglob("*.xml")), ids=lambda file: str(file.stem))
def test_every_document_is_marked_without_a_fault(file: Path) -> None:
    document = read_document(file)
    assert document.id == file.stem
    assert document.language == file.parent.name
    assert problems(document, KNOWLEDGE) == ()


def test_all_documents_are_read() -> None:
    assert [d.id for d in load_documents()] == sorted(f.stem for f in DOCUMENTS.rglob("*.xml"))
