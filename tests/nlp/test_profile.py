import pytest

from corpora.library import load
from nlp.courts import find_country
from nlp.document import SectionKind
from nlp.fold import fold
from nlp.layout import build_document, paragraphs
from nlp.marks import Profile
from nlp.passages import make_passages
from nlp.profile import profile
from nlp.sections import find_sections
from tests.builders import reading_from_text

KNOWLEDGE = load()


def read(text: str) -> tuple[Profile, list[tuple[SectionKind, str]]]:
    document = build_document(reading_from_text(text), id="0" * 64, name="x.pdf")
    spans = paragraphs(document)
    folded = fold(document.text, skip=document.furniture, breaks=[s.start for s in spans])
    sections = find_sections(document, spans, folded, KNOWLEDGE)
    country = find_country(document, sections, folded, KNOWLEDGE)
    passages = make_passages(document, spans, sections, country)
    starts = [(s.kind, " ".join(document.quote(s.span).split())[:14]) for s in sections]
    return profile(document, passages, sections, folded, KNOWLEDGE), starts


MONTENEGRO = """VIŠI SUD U PODGORICI
K.br. 15/2021
U IME CRNE GORE
Viši sud u Podgorici, u vijeću sastavljenom od sudije Pera Izmišljenog, u krivičnom predmetu protiv
okrivljenog M. M., po optužnici Višeg državnog tužilaštva u Podgorici Kt.br. 7/20 od 3.2.2020.
godine, nakon glavnog pretresa, dana 15.03.2021. godine, donio je i javno objavio
P R E S U D U
Okrivljeni M. M., JMB ..., od oca A. i majke B., rođen u P.,
K r i v  j e
Što je:
- dana 1.2.2019. godine u Podgorici vrbovao oštećenu radi prostitucije,
- čime je izvršio krivično djelo trgovina ljudima iz čl. 444 st. 1 Krivičnog zakonika Crne Gore,
pa ga sud primjenom citiranih zakonskih odredbi
O S U Đ U J E
na kaznu zatvora u trajanju od tri godine.
O b r a z l o ž e nj e
Sud je ocijenio sve dokaze i našao da je krivično djelo izvršeno kako stoji u izreci.
VIŠI SUD U PODGORICI
Dana 15.03.2021. godine
ZAPISNIČAR SUDIJA
Ana Izmišljena, s.r. Pero Izmišljeni, s.r.
PRAVNA POUKA: Protiv ove presude može se izjaviti žalba u roku od 15 dana.
"""
SERBIA_APPEAL = """РЕПУБЛИКА СРБИЈА
АПЕЛАЦИОНИ СУД У НОВОМ САДУ
Кж1 235/23
Дана 12.05.2023. године
У ИМЕ НАРОДА
Апелациони суд у Новом Саду, у већу састављеном од судије Пере Измишљеног, у кривичном поступку
против окривљеног АА, одлучујући о жалби Вишег јавног тужиоца, изјављеној против пресуде Вишег
суда у Новом Саду К 45/21 од 20.12.2022. године, у седници већа одржаној дана 12.05.2023. године,
донео је
П Р Е С У Д У
УВАЖАВА СЕ жалба јавног тужиоца, па се ПРЕИНАЧУЈЕ пресуда Вишег суда у Новом Саду К 45/21 од
20.12.2022. године у погледу казне.
О б р а з л о ж е њ е
Пресудом Вишег суда окривљени АА оглашен је кривим због кривичног дела трговина људима.

Записничар Председник већа-судија
"""
MACEDONIA = """ОСНОВЕН КРИВИЧЕН СУД СКОПЈЕ
КОК.бр.2/20
ВО ИМЕТО НА ГРАЃАНИТЕ НА РЕПУБЛИКА СЕВЕРНА МАКЕДОНИЈА
Основен кривичен суд Скопје, во совет составен од судија Петре Измислен, по обвинението на
Основно јавно обвинителство КО.бр.5/19, против обвинетиот А.А. од С., на ден 12 март 2020 година
ја донесе следнава
П Р Е С У Д А
Обвинетиот А.А. роден во С., државјанин на Република Северна Македонија
ВИНОВЕН Е
Затоа што:
на ден 3.4.2018 година со измама врбувал лица заради принудна работа, со што сторил кривично дело
трговија со луѓе од член 418-а став 1 од Кривичниот законик.
ГО ОСУДУВА
на казна затвор во траење од четири години.
О Б Р А З Л О Ж Е Н И Е
Судот ги ценеше сите докази и најде дека обвинетиот го сторил делото.
ПРЕТСЕДАТЕЛ НА СОВЕТ - СУДИЈА
Петре Измислен
ПРАВНА ПОУКА: Против оваа пресуда е дозволена жалба во рок од 15 дена.
"""
ALBANIA = """REPUBLIKA E SHQIPËRISË
GJYKATA E RRETHIT GJYQËSOR TIRANË
Nr. 123 Akti
Nr. 45 Vendimi
Datë 12.03.2019
VENDIM
NË EMËR TË REPUBLIKËS
Gjykata e Rrethit Gjyqësor Tiranë, e përbërë nga gjyqtarja Ana Shpikur, sot më datë 12.03.2019 mori
në shqyrtim çështjen penale kundër të pandehurit: A. B., i akuzuar për trafikimin e personave.
RRETHANAT E FAKTIT
Më 3.4.2018 i pandehuri rekrutoi të dëmtuarën me premtim për punë.
VLERËSIMI I GJYKATËS
Gjykata vlerëson se faktet janë provuar plotësisht në gjykim.
PËR KËTO ARSYE
Gjykata, bazuar në nenin 390 të Kodit të Procedurës Penale,
V E N D O S I
1. Deklarimin fajtor të të pandehurit A. B. për veprën penale.
Dënimin e tij me tetë vjet burgim.
Kundër këtij vendimi lejohet ankim brenda 15 ditëve.
SEKRETARE GJYQTARE
"""
INDICTMENT = """REPUBLIKA SRBIJA
VIŠE JAVNO TUŽILAŠTVO U NOVOM SADU
Kto 12/20
Dana 4. jula 2020. godine
VIŠEM SUDU U NOVOM SADU
Na osnovu člana 331. Zakonika o krivičnom postupku podižem
O P T U Ž N I C U
protiv okrivljenog Marka Izmišljenog, rođenog u Novom Sadu,
Zbog toga što je:
dana 2.3.2019. godine u Novom Sadu vrbovao oštećenu radi eksploatacije njenog rada,
čime je izvršio krivično delo trgovina ljudima iz člana 388. Krivičnog zakonika.
O b r a z l o ž e nj e
Iz iskaza oštećene proizlazi da je okrivljeni izvršio krivično delo.
ZAMENIK JAVNOG TUŽIOCA
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            MONTENEGRO,
            Profile(
                kind="judgment",
                country="ME",
                court="Viši sud u Podgorici",
                court_level="first_instance",
                case_numbers=("K 15/2021", "Kt 7/2020"),
                decision_date="2021-03-15",
                defendants=("M. M.",),
                language="cnr",
            ),
        ),
        (
            SERBIA_APPEAL,
            Profile(
                kind="appeal_judgment",
                country="RS",
                court="Апелациони суд у Новом Саду",
                court_level="appeal",
                case_numbers=("Kž1 235/2023", "K 45/2021"),
                decision_date="2023-05-12",
                defendants=("АА",),
                language="sr-Cyrl",
            ),
        ),
        (
            MACEDONIA,
            Profile(
                kind="judgment",
                country="MK",
                court="Основен кривичен суд Скопје",
                court_level="first_instance",
                case_numbers=("KOK 2/2020", "KO 5/2019"),
                decision_date="2020-03-12",
                defendants=("А.А.",),
                language="mk",
            ),
        ),
        (
            ALBANIA,
            Profile(
                kind="judgment",
                country="AL",
                court="Gjykata e Rrethit Gjyqësor Tiranë",
                court_level="first_instance",
                case_numbers=("Akti 123", "Vendimi 45/2019"),
                decision_date="2019-03-12",
                defendants=("A. B.",),
                language="sq",
            ),
        ),
        (
            INDICTMENT,
            Profile(
                kind="indictment",
                country="RS",
                court="Više javno tužilaštvo u Novom Sadu",
                court_level="prosecution",
                case_numbers=("Kto 12/2020",),
                decision_date="2020-07-04",
                defendants=("Marka Izmišljenog",),
                language="sr-Latn",
            ),
        ),
    ],
)
def test_a_document_says_what_it_is(text: str, expected: Profile) -> None:
    assert read(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            MONTENEGRO,
            [
                ("introduction", "VIŠI SUD U POD"),
                ("operative_part", "P R E S U D U "),
                ("facts", "Što je: - dana"),
                ("sanction", "pa ga sud prim"),
                ("reasoning", "O b r a z l o "),
                ("signature", "VIŠI SUD U POD"),
                ("remedy", "PRAVNA POUKA: "),
            ],
        ),
        (
            SERBIA_APPEAL,
            [
                ("introduction", "РЕПУБЛИКА СРБИ"),
                ("operative_part", "П Р Е С У Д У "),
                ("reasoning", "О б р а з л о "),
                ("signature", "Записничар Пре"),
            ],
        ),
        (
            MACEDONIA,
            [
                ("introduction", "ОСНОВЕН КРИВИЧ"),
                ("operative_part", "П Р Е С У Д А "),
                ("facts", "Затоа што: на "),
                ("sanction", "ГО ОСУДУВА на "),
                ("reasoning", "О Б Р А З Л О "),
                ("signature", "ПРЕТСЕДАТЕЛ НА"),
                ("remedy", "ПРАВНА ПОУКА: "),
            ],
        ),
        (
            ALBANIA,
            [
                ("introduction", "REPUBLIKA E SH"),
                ("reasoning", "RRETHANAT E FA"),
                ("facts", "RRETHANAT E FA"),
                ("operative_part", "PËR KËTO ARSYE"),
                ("sanction", "Dënimin e tij "),
                ("remedy", "Kundër këtij v"),
                ("signature", "SEKRETARE GJYQ"),
            ],
        ),
        (
            INDICTMENT,
            [
                ("introduction", "REPUBLIKA SRBI"),
                ("operative_part", "O P T U Ž N I "),
                ("facts", "Zbog toga što "),
                ("reasoning", "O b r a z l o "),
                ("signature", "ZAMENIK JAVNOG"),
            ],
        ),
    ],
)
def test_sections_open_at_their_headings(
    text: str, expected: list[tuple[SectionKind, str]]
) -> None:
    assert [(k, t.rstrip()) for k, t in read(text)[1]] == [(k, t.rstrip()) for k, t in expected]


def test_a_text_without_headings_has_no_sections_and_is_other() -> None:
    found, sections = read("Ovo je pismo bez ikakvog naslova i bez suda. " * 5)
    assert sections == []
    assert (found.kind, found.court, found.case_numbers, found.defendants) == (
        "other",
        None,
        (),
        (),
    )
