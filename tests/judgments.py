"""Synthetic decisions, obviously made up, and the way from their text to marks and facts."""

from dataclasses import dataclass

from corpora.library import load
from corpora.voices import load_voices
from nlp.entities.find import find_entities
from nlp.events import find_events
from nlp.facts import find_facts
from nlp.fold import fold
from nlp.layout import build_document, paragraphs
from nlp.marks import Event, Fact
from nlp.passages import make_passages
from nlp.profile import find_country, profile
from nlp.sections import find_sections
from nlp.suggest.context import Context
from nlp.voices import make_voice_book
from tests.builders import reading_from_text

KNOWLEDGE = load()
MONTENEGRIN = """CRNA GORA
VIŠI SUD U PODGORICI
K.br. 12/2019

U IME CRNE GORE

VIŠI SUD U PODGORICI, po sudiji Mari Marić, sa zapisničarem Anom Anić, u krivičnom predmetu protiv okrivljenog A. B., zbog krivičnog djela trgovina ljudima iz čl. 444 st. 1 Krivičnog zakonika Crne Gore, po optužnici Višeg državnog tužilaštva u Podgorici Kt.br. 5/14 od {charged} godine, nakon održanog glavnog i javnog pretresa, donio je dana 12.03.2019. godine i javno objavio

P R E S U D U

Okrivljeni A. B., rođen 01.01.1980. godine u Podgorici,

{verdict}

Što je:
u periodu od januara 2012. do maja 2012. godine u Podgorici vrbovao i držao oštećenu {victim} i od nje oduzimao novac od prostitucije u iznosu od 5.000 eura,
čime je izvršio krivično djelo iz {article} Krivičnog zakonika Crne Gore.

Pa ga sud primjenom citiranih zakonskih odredbi

{sanction}

O b r a z l o ž e nj e

{reasons}

PRAVNA POUKA: Protiv ove presude može se izjaviti žalba Apelacionom sudu Crne Gore u roku od 15 dana.
"""  # noqa: E501 (a judgment's lines are long)
PRISON = "O S U Đ U J E\n\nNa kaznu zatvora u trajanju od {} godine."


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was made of a text."""

    context: Context
    facts: tuple[Fact, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        return self.context.events

    def kinds(self) -> set[str]:
        return {fact.kind for fact in self.facts}


def montenegrin(
    *,
    charged: str = "03.02.2018.",
    verdict: str = "KRIV JE",
    victim: str = "M. M.",
    article: str = "čl. 444 st. 1",
    sanction: str = PRISON.format("2 (dvije)"),
    reasons: str = "Sud je ocijenio sve dokaze.",
) -> Read:
    """Read a made-up Montenegrin judgment with some parts replaced."""
    return read(
        MONTENEGRIN.format(
            charged=charged, verdict=verdict, victim=victim, article=article, sanction=sanction,
            reasons=reasons,
        )
    )  # fmt: skip


def read(text: str) -> Read:
    """Go the whole way but for the suggestions."""
    document = build_document(reading_from_text(text), id="0" * 64, name="made-up.txt")
    parts = paragraphs(document)
    folded = fold(document.text, skip=document.furniture, breaks=[part.start for part in parts])
    sections = find_sections(document, parts, folded, KNOWLEDGE)
    country = find_country(document, sections, folded, KNOWLEDGE)
    passages = make_passages(document, parts, sections, country)
    described = profile(document, passages, sections, folded, KNOWLEDGE)
    entities = find_entities(document, passages, sections, folded, KNOWLEDGE, country)
    events = find_events(document, passages, sections, folded, entities, KNOWLEDGE)
    facts = find_facts(document, described, sections, folded, entities, events, KNOWLEDGE)
    context = Context(
        document=document, profile=described, sections=sections, passages=passages, folded=folded,
        entities=entities, events=events, knowledge=KNOWLEDGE,
        voices=make_voice_book(load_voices()),
    )  # fmt: skip
    return Read(context=context, facts=facts)
