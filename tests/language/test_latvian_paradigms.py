"""The forms of Latvian words against paradigms of the grammar.

Declensions, alternations and their exceptions are those of the school grammar at valoda.ailab.lv (Laboratory of
Artificial Intelligence, University of Latvia), looked up in November 2026.

The tables follow *Latviešu valodas gramatika* (LU Latviešu valodas institūts, 2013) and A. Kalnača, I. Lokmane,
*Latvian Grammar* (University of Latvia Press, 2021): nominative, genitive, dative, accusative, locative of the
singular, then after the bar of the plural; "-" where a cell does not exist, "/" between variants.
"""

from __future__ import annotations

import pytest

from i18nflow.language.inflection import Inflection
from i18nflow.language.latvian.adjectives import adjective
from i18nflow.language.latvian.cells import MASCULINE
from i18nflow.language.latvian.nouns import noun
from i18nflow.language.latvian.sounds import palatalized

NOUNS = [
    # First declension; -š keeps its palatal, karš has none.
    "tēvs tēva tēvam tēvu tēvā | tēvi tēvu tēviem tēvus tēvos",
    "galds galda galdam galdu galdā | galdi galdu galdiem galdus galdos",
    "ceļš ceļa ceļam ceļu ceļā | ceļi ceļu ceļiem ceļus ceļos",
    "vējš vēja vējam vēju vējā | vēji vēju vējiem vējus vējos",
    "karš kara karam karu karā | kari karu kariem karus karos",
    "uzņēmums uzņēmuma uzņēmumam uzņēmumu uzņēmumā | uzņēmumi uzņēmumu uzņēmumiem uzņēmumus uzņēmumos",
    # Second declension: every alternation.
    "brālis brāļa brālim brāli brālī | brāļi brāļu brāļiem brāļus brāļos",
    "zutis zuša zutim zuti zutī | zuši zušu zušiem zušus zušos",
    "lācis lāča lācim lāci lācī | lāči lāču lāčiem lāčus lāčos",
    "dadzis dadža dadzim dadzi dadzī | dadži dadžu dadžiem dadžus dadžos",
    "briedis brieža briedim briedi briedī | brieži briežu briežiem briežus briežos",
    "lasis laša lasim lasi lasī | laši lašu lašiem lašus lašos",
    "vēzis vēža vēzim vēzi vēzī | vēži vēžu vēžiem vēžus vēžos",
    "zirnis zirņa zirnim zirni zirnī | zirņi zirņu zirņiem zirņus zirņos",
    "gulbis gulbja gulbim gulbi gulbī | gulbji gulbju gulbjiem gulbjus gulbjos",
    "skapis skapja skapim skapi skapī | skapji skapju skapjiem skapjus skapjos",
    "kurmis kurmja kurmim kurmi kurmī | kurmji kurmju kurmjiem kurmjus kurmjos",
    "cirvis cirvja cirvim cirvi cirvī | cirvji cirvju cirvjiem cirvjus cirvjos",
    "kāpslis kāpšļa kāpslim kāpsli kāpslī | kāpšļi kāpšļu kāpšļiem kāpšļus kāpšļos",
    "zizlis zižļa zizlim zizli zizlī | zižļi zižļu zižļiem zižļus zižļos",
    "krāsnis krāšņa krāsnim krāsni krāsnī | krāšņi krāšņu krāšņiem krāšņus krāšņos",
    "alnis aļņa alnim alni alnī | aļņi aļņu aļņiem aļņus aļņos",
    "spuldzis spuldža spuldzim spuldzi spuldzī | spuldži spuldžu spuldžiem spuldžus spuldžos",
    "ceturksnis ceturkšņa ceturksnim ceturksni ceturksnī | ceturkšņi ceturkšņu ceturkšņiem ceturkšņus ceturkšņos",
    "klasteris klastera klasterim klasteri klasterī | klasteri klasteru klasteriem klasterus klasteros",
    "mērķis mērķa mērķim mērķi mērķī | mērķi mērķu mērķiem mērķus mērķos",
    "kuģis kuģa kuģim kuģi kuģī | kuģi kuģu kuģiem kuģus kuģos",
    "latvietis latvieša latvietim latvieti latvietī | latvieši latviešu latviešiem latviešus latviešos",
    # Second declension without alternation, and in -ns, -ss.
    "tētis tēta tētim tēti tētī | tēti tētu tētiem tētus tētos",
    "viesis viesa viesim viesi viesī | viesi viesu viesiem viesus viesos",
    "akmens akmens akmenim akmeni akmenī | akmeņi akmeņu akmeņiem akmeņus akmeņos",
    "rudens rudens rudenim rudeni rudenī | rudeņi rudeņu rudeņiem rudeņus rudeņos",
    "ūdens ūdens ūdenim ūdeni ūdenī | ūdeņi ūdeņu ūdeņiem ūdeņus ūdeņos",
    "mēness mēness mēnesim mēnesi mēnesī | mēneši mēnešu mēnešiem mēnešus mēnešos",
    "suns suņa sunim suni sunī | suņi suņu suņiem suņus suņos",
    # Third declension.
    "tirgus tirgus tirgum tirgu tirgū | tirgi tirgu tirgiem tirgus tirgos",
    # Fourth declension, feminine and masculine.
    "liepa liepas liepai liepu liepā | liepas liepu liepām liepas liepās",
    "sadarbība sadarbības sadarbībai sadarbību sadarbībā | sadarbības sadarbību sadarbībām sadarbības sadarbībās",
    "puika puikas puikam puiku puikā | puikas puiku puikām puikas puikās",
    # Fifth declension: alternation in the genitive plural, and its exceptions.
    "egle egles eglei egli eglē | egles egļu eglēm egles eglēs",
    "upe upes upei upi upē | upes upju upēm upes upēs",
    "zeme zemes zemei zemi zemē | zemes zemju zemēm zemes zemēs",
    "nozare nozares nozarei nozari nozarē | nozares nozaru nozarēm nozares nozarēs",
    "ķēde ķēdes ķēdei ķēdi ķēdē | ķēdes ķēžu ķēdēm ķēdes ķēdēs",
    "vāze vāzes vāzei vāzi vāzē | vāzes vāžu vāzēm vāzes vāzēs",
    "zvaigzne zvaigznes zvaigznei zvaigzni zvaigznē | zvaigznes zvaigžņu zvaigznēm zvaigznes zvaigznēs",
    "mute mutes mutei muti mutē | mutes mutu mutēm mutes mutēs",
    "žirafe žirafes žirafei žirafi žirafē | žirafes žirafu žirafēm žirafes žirafēs",
    "flote flotes flotei floti flotē | flotes flotu flotēm flotes flotēs",
    "rīkste rīkstes rīkstei rīksti rīkstē | rīkstes rīkšu rīkstēm rīkstes rīkstēs",
    "loksne loksnes loksnei loksni loksnē | loksnes lokšņu loksnēm loksnes loksnēs",
    "klase klases klasei klasi klasē | klases klašu klasēm klases klasēs",
    "gāze gāzes gāzei gāzi gāzē | gāzes gāzu gāzēm gāzes gāzēs",
    "latviete latvietes latvietei latvieti latvietē | latvietes latviešu latvietēm latvietes latvietēs",
    "kase kases kasei kasi kasē | kases kasu kasēm kases kasēs",
    "aste astes astei asti astē | astes astu astēm astes astēs",
    "apse apses apsei apsi apsē | apses apšu apsēm apses apsēs",
    "bende bendes bendem bendi bendē | bendes benžu bendēm bendes bendēs",
    # Sixth declension: alternation and its exceptions.
    "sirds sirds sirdij sirdi sirdī | sirdis siržu sirdīm sirdis sirdīs",
    "zivs zivs zivij zivi zivī | zivis zivju zivīm zivis zivīs",
    "uzacs uzacs uzacij uzaci uzacī | uzacis uzacu uzacīm uzacis uzacīs",
    "pils pils pilij pili pilī | pilis piļu pilīm pilis pilīs",
    "nakts nakts naktij nakti naktī | naktis nakšu naktīm naktis naktīs",
    "krāsns krāsns krāsnij krāsni krāsnī | krāsnis krāšņu krāsnīm krāsnis krāsnīs",
    "pāksts pāksts pākstij pāksti pākstī | pākstis pākšu pākstīm pākstis pākstīs",
    "acs acs acij aci acī | acis acu acīm acis acīs",
    "valsts valsts valstij valsti valstī | valstis valstu valstīm valstis valstīs",
    "dalībvalsts dalībvalsts dalībvalstij dalībvalsti dalībvalstī | dalībvalstis dalībvalstu dalībvalstīm dalībvalstis dalībvalstīs",
    "klēts klēts klētij klēti klētī | klētis klēšu/klētu klētīm klētis klētīs",
    # Plural citation forms.
    "- - - - - | grozījumi grozījumu grozījumiem grozījumus grozījumos",
    "- - - - - | vēlēšanas vēlēšanu vēlēšanām vēlēšanas vēlēšanās",
    "- - - - - | brilles briļļu brillēm brilles brillēs",
    "- - - - - | durvis durvju durvīm durvis durvīs",
    "- - - - - | ļaudis ļaužu ļaudīm ļaudis ļaudīs",
    # Reflexive nouns of action.
    "celšanās celšanās - celšanos - | celšanās celšanos - celšanās -",
    # Indeclinable.
    "auto auto auto auto auto | auto auto auto auto auto",
    "ateljē ateljē ateljē ateljē ateljē | ateljē ateljē ateljē ateljē ateljē",
]


def forms_by_cell(inflections: tuple[Inflection, ...], *, feminine: bool = False) -> list[set[str]]:
    """The forms of the ten cells of a table row; both genders' where one is not asked for."""
    cells: list[set[str]] = []
    for number in (0, 6):
        for case in range(5):
            bit = 1 << (number + case)
            wanted = bit << 12 if feminine else bit
            cells.append(
                {i.stem + ending for i in inflections for ending, mask in i.endings.items() if mask & wanted}
            )
    return cells


@pytest.mark.parametrize("row", NOUNS)
def test_noun_paradigms_are_those_of_the_grammar(row: str) -> None:
    """Each cell has exactly the forms of the table."""
    expected = [set() if cell == "-" else set(cell.split("/")) for cell in row.replace("|", "").split()]
    citation = next(cell for cell in row.replace("|", " ").split() if cell != "-").split("/")[0]
    inflections = noun(citation)
    masculine = any(mask & MASCULINE for i in inflections for mask in i.endings.values())
    assert forms_by_cell(inflections, feminine=not masculine) == expected


INDEFINITE_M = "labs laba labam labu labā | labi labu labiem labus labos"
INDEFINITE_F = "laba labas labai labu labā | labas labu labām labas labās"
DEFINITE_M = "labais labā labajam labo labajā | labie labo labajiem labos labajos"
DEFINITE_F = "labā labās labajai labo labajā | labās labo labajām labās labajās"


@pytest.mark.parametrize(
    ("indefinite", "definite", "feminine"),
    [(INDEFINITE_M, DEFINITE_M, False), (INDEFINITE_F, DEFINITE_F, True)],
)
@pytest.mark.parametrize("citation", ["labs", "laba", "labais", "labā", "labi", "labie", "labas"])
def test_adjectives_decline_in_both_genders_and_definitenesses(
    indefinite: str, definite: str, *, feminine: bool, citation: str
) -> None:
    """Every cell has the indefinite and the definite form, whichever form was cited."""
    expected = [
        {first, second}
        for first, second in zip(
            indefinite.replace("|", "").split(), definite.replace("|", "").split(), strict=True
        )
    ]
    assert forms_by_cell(adjective(citation, degrees=False), feminine=feminine) == expected


@pytest.mark.parametrize(
    ("citation", "forms"),
    [
        ("zaļš", "zaļš zaļa zaļais zaļajiem zaļāks zaļākajai viszaļākais"),
        ("slapjš", "slapjš slapja slapjais slapjāks visslapjākās"),
        ("svešs", "svešs sveša svešais svešāks"),
        ("vidējs", "vidējs vidējais vidējam vidējā vidējiem vidējos vidējām vidējās vidējo"),
        ("pirmais", "pirmais pirmā pirmajam pirmo pirmajā pirmie pirmajiem pirmos pirmajos pirmās pirmajai"),
        ("strādājošs", "strādājošs strādājoša strādājošais strādājošajiem strādājošo"),
        ("atjaunojams", "atjaunojams atjaunojamā atjaunojamo atjaunojamajiem"),
        ("apstiprināts", "apstiprināts apstiprinātā apstiprinātajai"),
        ("bijušais", "bijušais bijušā bijušajam bijušo bijušie bijušajiem"),
        ("strādājis", "strādājis strādājuša strādājušam strādājuši strādājusi strādājušas strādājušie"),
        ("divi", "divi divu diviem divus divos divas divām divās"),
        ("trīs", "trīs triju trim trijos trijās trijiem trijām"),
    ],
)
def test_adjectival_words_have_these_forms(citation: str, forms: str) -> None:
    """Stems in -ļ and -pj, contracted -ēj-, ordinals, participles, numerals."""
    found = {form for inflection in adjective(citation) for form in inflection.forms()}
    assert set(forms.split()) <= found


def test_a_substantivised_adjective_has_definite_forms_only() -> None:
    """ievainotais is not found as ievainots, pirmais not as the preposition pirms."""
    forms = {form for inflection in adjective("ievainotais", pure=True) for form in inflection.forms()}
    assert "ievainotajiem" in forms
    assert "ievainots" not in forms
    assert "pirms" not in {form for inflection in adjective("pirmais") for form in inflection.forms()}


NAMES = [
    ("bērziņš", "bērziņš bērziņa bērziņam bērziņu bērziņā bērziņ"),
    ("jānis", "jānis jāņa jānim jāni jānī"),
    ("guntis", "guntis gunta guntim gunti"),
    ("valdis", "valdis valda valdim"),
    ("čaikovskis", "čaikovskis čaikovska čaikovskim"),
    ("baidens", "baidens baidena baidenam baidenu baidenā"),
    ("silava", "silava silavas silavam silavai silavu"),
    ("egle", "egle egles eglem eglei egli"),
    ("džo", "džo"),
]


@pytest.mark.parametrize(("citation", "forms"), NAMES)
def test_names_decline_without_the_alternation_that_names_refuse(citation: str, forms: str) -> None:
    """Two-syllable names in -tis and -dis and surnames in -skis keep their consonant; men may be called Silava."""
    found = {form for inflection in noun(citation, name=True) for form in inflection.forms()}
    assert set(forms.split()) <= found
    for wrong in ("gunša", "valža", "čaikovšķa"):
        assert wrong not in found


def test_the_terminologist_overrides_declension_and_gender() -> None:
    """The same citation form in another declension or gender."""
    assert "pults" in {form for i in noun("pults", 1) for form in i.forms()}
    assert "pultam" in {form for i in noun("pults", 1) for form in i.forms()}
    assert "video" in {form for i in noun("video", 0) for form in i.forms()}
    assert "lapsam" in {form for i in noun("lapsa", None, "m") for form in i.forms()}


@pytest.mark.parametrize(
    ("stem", "soft"),
    [("gulb", "gulbj"), ("kāpsl", "kāpšļ"), ("zvaigzn", "zvaigžņ"), ("klaster", "klaster"), ("pākst", "pākš"), ("vill", "viļļ")],
)  # fmt: skip
def test_palatalization_takes_groups_as_a_whole(stem: str, soft: str) -> None:
    """sl, zn, kst, ll alternate together; r does not."""
    assert palatalized(stem) == soft
