"""The words of page furniture, per language: what a share button, a menu or a list of other news is called.

``share`` also counts directly under the title; ``menu`` before the title and after the body; ``end`` and
``related`` only after the body. A word is compared with a whole line, casefolded, without marks around it.
A newsroom adds its own with ``furniture_words``; those count at head and tail alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from i18nflow.language.tags import base


@dataclass(frozen=True, slots=True)
class Words:
    """Furniture words of one language, casefolded."""

    share: frozenset[str] = field(default_factory=frozenset)
    menu: frozenset[str] = field(default_factory=frozenset)
    end: frozenset[str] = field(default_factory=frozenset)
    related: frozenset[str] = field(default_factory=frozenset)


def _set(listed: str) -> frozenset[str]:
    return frozenset(word.strip() for word in listed.casefold().split("|"))


_ANY = Words(
    share=_set(
        "facebook|twitter|x|linkedin|whatsapp|telegram|viber|messenger|e-mail|email|instagram|youtube|draugiem.lv|rss|pinterest|threads|bluesky|mastodon|like|tweet|share"
    ),
)
_WORDS = {
    "lv": Words(
        share=_set(
            "dalīties|dalies|padalies|padalīties|dalīties ar|dalīties facebook|dalīties twitter|dalīties ar rakstu|dalies ar rakstu"
            "|kopīgot|drukāt|izdrukāt|drukāt lapu|nosūtīt|nosūtīt draugam|nosūtīt e-pastā|e-pasts|ieteikt|ieteikt draugam|kopēt saiti|patīk"
            "|saglabāt|klausīties|lasīt skaļi|samazināt burtus|palielināt burtus|burtu izmērs|skatījumi|skatīts|lasīts|reklāma"
        ),
        menu=_set(
            "sākums|sākumlapa|jaunumi|aktualitātes|ziņas|izvēlne|meklēt|meklēšana|kontakti|par mums|lapas karte|pārlēkt uz saturu"
            "|pāriet uz saturu|doties uz saturu|pieslēgties|ienākt|iziet|reģistrēties|valoda|viegli lasīt|galvenā izvēlne|lv|en|ru"
        ),
        end=_set(
            "visi jaunumi|visas ziņas|visas aktualitātes|citi jaunumi|vairāk|lasīt vairāk|lasīt tālāk|skatīt vairāk|skatīt visus|skatīt visas|rādīt vairāk"
            "|aizvērt|atpakaļ|atpakaļ uz sarakstu|atgriezties|uz augšu|uz sākumu|iepriekšējais|iepriekšējā|nākamais|nākamā|iepriekšējais raksts"
            "|nākamais raksts|komentāri|komentēt|pievienot komentāru|nav komentāru|pierakstīties jaunumiem|abonēt jaunumus|pieteikties jaunumiem"
            "|piekrītu|piekrist|noraidīt|sīkdatnes|sīkdatņu politika|privātuma politika|lietošanas noteikumi|ziņot par kļūdu|seko mums|sekojiet mums|autortiesības"
        ),
        related=_set(
            "saistītie jaunumi|saistītās ziņas|saistītie raksti|līdzīgi raksti|līdzīgie raksti|lasi arī|lasiet arī|skaties arī|citas ziņas|citi raksti"
            "|jaunākās ziņas|jaunākie raksti|lasītākais|lasītākie|populārākie raksti|vēl par šo tēmu|iesakām izlasīt|tev varētu interesēt"
        ),
    ),
    "en": Words(
        share=_set(
            "share this|share this article|share this page|share on facebook|share on twitter|share on x|print|print this page|copy link|send to a friend|listen|save|advertisement"
        ),
        menu=_set(
            "home|news|menu|search|contact|contacts|about|about us|sitemap|skip to content|skip to main content|log in|sign in|register|language"
        ),
        end=_set(
            "all news|more news|read more|see all|view all|show more|close|back|back to list|back to top|to top|previous|next|previous article|next article"
            "|comments|leave a comment|no comments|subscribe|subscribe to newsletter|accept|accept all|reject|cookie policy|cookies|privacy policy|terms of use|follow us"
        ),
        related=_set(
            "related news|related articles|related|read also|see also|more from|latest news|most read|popular|you may also like|recommended"
        ),
    ),
    "de": Words(
        share=_set(
            "teilen|artikel teilen|drucken|seite drucken|link kopieren|merken|vorlesen|anzeige|weiterempfehlen"
        ),
        menu=_set(
            "startseite|aktuelles|nachrichten|menü|suche|suchen|kontakt|über uns|zum inhalt springen|anmelden"
        ),
        end=_set(
            "alle nachrichten|alle meldungen|mehr|mehr lesen|weiterlesen|schließen|zurück|zur übersicht|nach oben|vorheriger|nächster|kommentare|newsletter abonnieren|datenschutz|impressum"
        ),
        related=_set(
            "verwandte artikel|ähnliche artikel|lesen sie auch|mehr zum thema|das könnte sie auch interessieren|meistgelesen|weitere meldungen"
        ),
    ),
    "ru": Words(
        share=_set("поделиться|распечатать|печать|отправить|скопировать ссылку|реклама"),
        menu=_set("главная|новости|меню|поиск|контакты|о нас"),  # noqa: RUF001
        end=_set("все новости|читать далее|подробнее|закрыть|назад|наверх|комментарии|предыдущая|следующая"),
        related=_set("похожие новости|читайте также|по теме|другие новости|самое читаемое"),
    ),
}


def of(lang: str) -> Words:
    """The words for a text in ``lang``: its own, and the English ones, which pages everywhere carry."""
    own = _WORDS.get(base(lang))
    several = [_ANY, _WORDS["en"], *([own] if own else [])]
    return Words(
        share=frozenset().union(*(words.share for words in several)),
        menu=frozenset().union(*(words.menu for words in several)),
        end=frozenset().union(*(words.end for words in several)),
        related=frozenset().union(*(words.related for words in several)),
    )
