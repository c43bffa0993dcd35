from corpora.annotated import load_documents
from corpora.library import load
from models.examples import SHORTEST_SENTENCE, sentences_of
from models.train import training_texts


def test_sentences_have_the_codes_marked_on_them_and_come_from_the_text() -> None:
    for document in load_documents()[:4]:
        found = sentences_of([document])
        adopted = {mark.code for mark in document.labels if mark.polarity != "neutral"}
        claimed = {mark.code for mark in document.labels if mark.polarity == "neutral"}
        assert {code for example in found for code in example.codes} <= adopted
        assert {code for example in found for code in example.claimed} <= claimed
        assert any(not example.codes for example in found)
        for example in found:
            assert example.text in document.text
            assert len(example.text) >= SHORTEST_SENTENCE
            assert (example.kind == "background") == (not example.codes + example.claimed)
            assert example.section in {"operative_part", "facts", "sanction", "reasoning"}
            assert example.document_kind == document.kind


def test_every_code_has_texts_to_learn_from() -> None:
    knowledge = load()
    taught = {code for example in training_texts(knowledge, {"train"}) for code in example.codes}
    assert {code.id for code in knowledge.codes} <= taught
    assert {factor.id for factor in knowledge.factors} <= taught
