"""Latvian sentences, by the phenomena that a Latvian grammar lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.dates import get_day_names, get_month_names

from i18nflow.language.sentences import split
from i18nflow.language.sentences.latvian_words import MONTH

CASES = {
    "ordinals": [
        "Līgumu parakstīja 2019. gada 8. aprīlī.| Darbi sākās 2021.gada 4.pusgadā.",
        "Par to lēma 12. Saeimas deputāti.| Par bija 55.| Pret bija 20.",
        "Strādāja no 1. līdz 3. klasei.| Pēc tam 5. klasē.",
        "Tas notika 20. gs. 70. gados.| Tolaik viss bija citādi.",
        "2014./2015. mācību gadā skolā bija 200 skolēnu.| Šogad vairāk.",
        "Ieņēma 3. vietu.| 4. vietā palika Igaunija.",
    ],
    "dates": [
        "Dzimis 1938. g. 9. febr. Rīgā.| Tad dzīvoja Cēsīs.",
        "Pasākums ir š. g. 5. maijā plkst. 18.00.| Ieeja brīva.",
        "Pr. Kr. 5. gs. Atēnās valdīja Perikls.",
        "Kara laikā (1939.–1945. g.) cieta daudzi.| Pēc tam atjaunoja.",
    ],
    "initials": [
        "Ieradās A.Ozols, Dz. Kalniņa un J. K. Egle.| Viņi runāja.",
        "Kr. Valdemāra iela, Fr. Trasuna iela.| Tās ir Rīgā.",
        "Viņš dzer vitamīnu C.| Tas palīdz.",
    ],
    "abbreviations": [
        "Latvijā, Igaunijā u. c.| Tur ir labi.",
        "Nopirka grāmatas, burtnīcas utt.| Mājās neko neatrada.",
        "Cena ir 12 milj. eiro.| Tā auga.",
        "Viņš ir Dr. philol. Jānis Kalniņš.| Viņa ir prof. Anna Liepa.",
        "Skat. Latvijas Vēstnesi, 2003. g. 5. nr.| Tur viss ir.",
        "Apm. 20 cilv. Rīgā un 5 tūkst. Liepājā.",
        "Par to liecina 3. att. dati (sk. 5. lpp.).| Tālāk seko secinājumi.",
        "Noteikumi Nr. 5.| Pieņemti Rīgā.",
    ],
    "list numbers": [
        "1. Ievads.| 2. Metodes.| 3. Rezultāti.",
        "1.1. Vispārīgie noteikumi.| Tie ir spēkā.",
        "a. Pirmais variants.",
        "IV. Secinājumi.",
    ],
    "one-word sentences": ["Ko?!| Nē...| Varbūt.| Labi!!!| Jā.", "Es... es nezinu...| Varbūt rīt."],
    "direct speech": [
        '"Nāc šurp!" viņš sauca.| "Tūlīt," atbildēja māte.| "Es eju."',
        "– Nāc! – sauca Jānis.| – Ātrāk!",
        "– Kas tur ir?| – Neviens.| – Tiešām?",
        'Viņš jautāja: "Vai tu nāksi?"| Es klusēju.',
        "Viņš teica: „Jā.”| „Nē,” viņa atbildēja.",
    ],
    "brackets": [
        "(Zālē smiekli.)| Paldies!| (Aplausi.)",
        "Šis [..] Latvijas likums.",
        "Tā ir patiesība.[1]| Viņš piekrita.",
    ],
    "missing space": [
        "Jumts ir salabots.|Durvis vēl nav.",
        "Ceļš ved uz Rīgu.|Tas ir jauns.",
        "Viņš teica:“Jā.”| Tas bija viss.",
    ],
    "addresses and numbers": [
        "Tel. 67123456.| E-pasts info@piemers.lv.| Vietne www.piemers.lv.| Viss.",
        "Rezultāts 3:2.| Uzvarēja mūsējie.",
        "Sākums plkst. 14.30.| Ieeja brīva.",
        "Līguma Nr.7.4.2/B/15 summa 61 540,75 EUR.| Tālāk.",
        "Atlaides līdz 30%.| Līdz ciemam 5 km.| Tālu.",
    ],
    "faces and symbols": ["Paldies! :)| Tiekamies rīt! 😀| Jā.", "Viss kārtībā.| • Otrais punkts."],
    "breaks": ["Pirmā rinda|\nOtrā rinda"],
}
TABLE = [(theme, text) for theme, texts in CASES.items() for text in texts]


@pytest.mark.parametrize(("theme", "marked"), TABLE, ids=[f"{theme}: {text[:30]}" for theme, text in TABLE])
def test_where_latvian_sentences_end(theme: str, marked: str) -> None:
    """The text is cut at every bar and nowhere else."""
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split(text, "lv")] == [
        each.strip() for each in marked.split("|")
    ]


GENRES = [
    line for line in (Path(__file__).parent / "genres.txt").read_text("utf-8").splitlines() if line[:1] != "#"
]


@pytest.mark.parametrize("marked", GENRES, ids=[line[:40] for line in GENRES])
def test_sentences_of_many_genres(marked: str) -> None:
    """News, sport, law, interviews, fiction, minutes, timetables, science, recipes, chat: cut at every bar."""
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split(text, "lv")] == [
        each.strip() for each in marked.split("|") if each.strip()
    ]


def test_months_and_weekdays_are_those_of_cldr() -> None:
    """Every shortened month and weekday that CLDR writes with a full stop is known."""
    names = [
        *get_month_names("abbreviated", locale="lv").values(),
        *get_day_names("abbreviated", locale="lv").values(),
    ]
    short = {name.removesuffix(".").lower() for name in names if name.endswith(".")}
    assert short <= MONTH.words
    assert len(short) >= 9


ENGLISH = [
    "Dr. Adams met Mrs. Baker at 5 p.m. on Oct. 3.| They talked.",
    "The U.S. Senate voted.| It was close.",
    "“Who is there?” she asked.| Nobody answered.",
    "He lives at No. 5.| She does not.",
    "J. R. Smith wrote it, e.g. Chapter 3.| Read it.",
    "Prices rose by 3.5 per cent.| Then they fell.",
    "Wait...| What?!| Yes.",
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_where_english_sentences_end(marked: str) -> None:
    """The text is cut at every bar and nowhere else."""
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split(text, "en-GB")] == [
        each.strip() for each in marked.split("|")
    ]
