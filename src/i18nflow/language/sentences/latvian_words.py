"""The words that Latvian sentence rules know: abbreviations by what may follow them, and closed word classes.

Written by hand from the spelling rules for abbreviations, the State Language Centre's list and the grammar's closed
classes (pronouns, conjunctions, prepositions, particles), never from a corpus. Units of measure have no full stop in
Latvian and are therefore not abbreviations. Sources and their limits: ``docs/concepts/sentences.md``.
"""

from __future__ import annotations

from i18nflow.language.sentences.rules import WordClass, words

LEADS = WordClass(
    "leads",
    "An abbreviation that points at what follows: a number, an explanation, a foreign word. It never ends a sentence.",
    "Sēde sākas plkst. 10.| Sk. Rīgas karti.",
    words("""
        t.i t.s t.sk t.n t.p piem piemēr resp sk skat skt salīdz sal cit cf vs
        plkst pulkst tālr tel tālrun mob mobt fakss e-p
        apm aptuv caurm vid
        dz izdev izstr sast tulk ilustr iesp reģ bibl isbn issn p.s n.b parakst sagat papild
    """),
)

RANK = WordClass(
    "rank",
    "A title, rank, degree or office before a name; after a degree a new sentence may begin, with a word like Viņš.",
    "Runāja prof. Jānis Liepa un ģen. Ozols.",
    words("""
        prof asoc.prof asoc as.prof doc asist lekt akad dr mag bac bak habil hab kand stud dipl h.c ph.d phd
        dr.habil dr.med dr.iur dr.sc dr.sc.ing dr.sc.soc dr.sc.pol dr.sc.comp dr.sc.administr dr.sc.hum dr.philol
        dr.hist dr.oec dr.art dr.phys dr.math dr.biol dr.chem dr.geogr dr.geol dr.paed dr.psych dr.theol dr.arch
        dr.phil dr.silv dr.agr dr.pharm mg.sc mg.iur mg.oec mg.philol mg.art mg.paed mg.hist mg.theol mg.phil
        bc.sc bc.iur bc.oec mag.iur mag.sc sc sc.ing sc.soc sc.pol sc.comp sc.administr sc.hum philol iur oec paed
        psych theol phys math chem geogr geol silv agr pharm med hist
        filol jur ekon ped psih vēst ķīm fiz biol teol tehn
        ģen ģenlt ģenltn ģenmaj ģen.maj adm kontradm pulkv plkv plkvltn pulkvltn plkv.ltn pltn maj kapt kpt kptn
        kap ltn leitn virsltn vltn v.ltn jltn virss serž srž virssrž kapr dižkar kar št
        kdze kgs kdzes kga kdzei kgam k-dze k-gs k-dzes k-ga jkdze jaunk
        māc prāv arhib arhibīsk bīsk kard kanon diak sv vissv
        inž agron arh arhit māksl komp dir direkt prez prezid prem deput sekr priekšs priekšsēd pārst
        zv.adv adv not ārstn režis diriģ akt aktr dram dzejn rakstn
        mr mrs ms mme mlle msgr a.god god cien v.i atb galv izp
    """),
)

EITHER = WordClass(
    "either",
    "An abbreviation of time, measure, place or part of a book: it may stand in mid-sentence or at its end.",
    "Dzimis 1938. g. Cēsu apr. Drabešu pag.| Viņš strādāja skolā.",
    words("""
        g gg gs gds m mēn ned nedēļ d dn s šg šm s.g š.g t.g p.g a.g m.g māc.g š.m s.m t.m p.m
        m.ē p.m.ē pr.kr p.kr pēc.kr n.ē a.d b.c a.m
        rbļ rub dol kv kv.m kub kub.m t l h k kap maks temp grād ātr diam tilp sv.v
        iel bulv b pr prosp šos ciem c pilsēt pag nov raj apr apgab apg rep obl gub guberņ dz dzīv kab ist
        korp stac dzc dzst lid ez u p.n v.c m.c a.c kr.š rj rpb dpb kopc
        vidussk vsk ģimn pamatsk univ inst fak katedr nod nodaļ fil biedr sab akc kooper uzņ rūpn
        nr nrr lpp lp lapp p pp pk pkt punkt apakšp sēj grām izd att zīm tab il ilustr piel pielik piez zemsv pant rindk rdk
        rk sl paragr nodal d daļ burtn krāj žurn laikr avīz f fonds.l l.p rokr manuskr
        jun jr sr vec jaun
        ltd inc corp co bros
        orig saīs sin ant lietv īpv darb apst vietn skait vsk dsk vīr siev nom ģenit dat akuz lok
        dzim mir dib pers pers.k p.k d.k a.k dok diagr gr g.t iec ieks inv kp laid lic aut org spec uzd cet bul dz.v īst.v
        angl vāc kriev latv liet igauņ franč itāļ spāņ grieķ latīņ poļ zviedr dāņ norv japāņ ķīn turk
        arāb portug ukr baltkr ebr bulg čeh slovāk ung rumāņ holand prūš sanskr lib līb
        a e i n o r v x y z
    """),
)

AMOUNT = WordClass(
    "amount",
    "What a number counts: it may end the sentence; a place or whose it is, in the locative or genitive, goes on.",
    "Skolā ir 2 tūkst. Rīgas bērnu.| Stunda ilgst 40 min.| Skolēni atpūšas.",
    words("""
        st stnd min sek tūkst tkst milj mlj mln mlrd miljd miljrd mljrd trilj mljd eks eksempl gab iedz cilv proc sant
        tējk ēdamk tabl kaps porc pers dienn
    """),
)

CLOSES = WordClass(
    "closes",
    "And so on, and others: the end of an enumeration, so before a capital letter also of the sentence.",
    "Audzē rudzus, miežus u.c.| Vasarā tur ir skaisti.",
    words("""
        utt u.t.t u.tt utml u.tml tml u.c uc u.d.c u.t.jpr utjpr jpr u.dz.c u.dz u.daudz.c u.d.g v.tml v.c u.tamldz
        etc et.al al
    """),
)

MONTH = WordClass(
    "month",
    "A month or weekday shortened: a day stands beside it, often a year or a place after it.",
    "Vēstule rakstīta 15. okt. Liepājā.",
    words("""
        jan janv feb febr mar apr aprīl mai jūn jūl aug sep sept okt nov dec
        pirmd otrd trešd ceturtd piektd sestd svētd
    """),
)

NAME = WordClass(
    "name",
    "A given name shortened to its first syllable, as encyclopaedias and street signs do.",
    "Dzejoli rakstīja Aleks. Kalns.",
    words("""
        Ad Ādo Al Aleks Aleksand Alfr Alb Amāl Andr Ansl Ant Anat Arn Arv Art Arvīd Atis Aug Aust Bald Bern Brig
        Dāv Dion Dor Edg Edv Ed Eduar Eiž Elv Em Emīl Ed Ev Er Ern Ernes Ern Fel Ferd Fil Fried Gast Geor Gerh Gust
        Gunt Har Heinr Her Herb Herm Hug Ign Ilm Im Inn Iv Jāk Jaz Jēk Jez Joah Joh Juh Jul Jur Kaz Kār Kat Kon Konst
        Krist Kriš Krišj Lav Leon Leop Lud Luc Mar Mārg Mārt Mat Matīs Maks Mih Miķ Mik Nik Osk Osv Ot Pāv Pēt Raf
        Rain Reinh Rich Rih Rob Rom Rūd Sam Sig Sigism Sim Stan Stef Step Teod Tom Ul Vald Valt Vas Ven Vent Vik Vikt
        Vilh Vilj Vil Vit Vlad Vol Zel Zigm Ziem Žan Žanis.K Eug Ter Tet Ob Ok
    """)
    - words("Atis Mar Maks Har Sam Tom Rom Her Ot Ok Ob Ul"),
    exact=True,
)

UNIT = WordClass(
    "unit",
    "A unit of measure has no full stop of its own: one behind it ends the sentence.",
    "Līdz ciemam ir 5 km.| Rīgā līst.",
    words("""
        km cm mm dm nm µm kg mg ml dl cl hl ha kw mw gw kwh mwh gwh hz khz mhz ghz db pa hpa kpa mpa kb mb gb tb
        kbit mbit gbit kcal kj mj nj lm lx ppm ph m² m³ km² cm² cm³ mm² dm³ usd eur gbp ls lvl chf sek nok dkk pln
        km/h km/st km/s m/s m/min mol/l mmol/l mg/l g/l ml/l kg/m³ g/cm³ l/min l/h mbit/s gbit/s kbit/s mb/s kb/s gb/s w/m² j/kg
    """)
    - words("sek"),
)

INTERJECTION = WordClass(
    "interjection",
    "A sound without a vowel is still a sentence.",
    "Tss.| Bērns guļ.",
    words("hm hmm mhm mm mmm pst psst kš kšš tss tsss tšš šš ššš brr brrr fff hmh grr prr"),
)

CAPITALS = WordClass(
    "capitals",
    "The few abbreviations that headings in capitals keep; any other word in capitals is an acronym.",
    "NOTEIKUMI NR. 5.| Par to ziņoja VID.| Vakar.",
    words("NR DR PROF PLKST TĀLR"),
    exact=True,
)

LONG_VOWEL = WordClass(
    "long-vowel",
    "A long vowel by itself is a sound of surprise or doubt; lists are not lettered with it.",
    "– Ā.| Nu labi.",
    words("Ā Ē Ī Ō Ū ā ē ī ō ū"),
    exact=True,
)

CLASSES = (CAPITALS, LONG_VOWEL, LEADS, RANK, EITHER, AMOUNT, CLOSES, MONTH, NAME, UNIT, INTERJECTION)

VERB_ENDINGS = ("iet", "ieties", "ot", "oties", "āt", "āties", "ēt", "ēties", "īt", "īties")
"""Endings that only verbs have (imperative of the plural, infinitive, participle in -ot): what follows is no name."""

ABSTRACT_ENDINGS = ("ums", "umi", "šana", "šanās", "ība")
"""Nominatives of abstract nouns. A numbered or abbreviated name goes on in the genitive (Izglītības ministrija)."""

OBLIQUE_ENDINGS = ("ā", "ē", "ī", "ū", "os", "ās", "ēs", "īs", "as", "es", "u")
"""Endings of the locative and of most genitives: where, or whose (Liepājā, Latvijas, Cēsu)."""

STARTERS = words("""
    es tu viņš viņa mēs jūs viņi viņas man tev viņam viņai mums jums viņiem viņām mani tevi viņu mūs manā tavā
    mans mana mani manas tavs tava mūsu jūsu savs sava savu savā savas
    tas tā tie tās to tam tai tajā tajos tajās tanī tiem tām tos šis šī šie šīs šo šim šai šajā šajos šajās šiem
    šām šādi šāda šāds šādas šādu tāds tāda tādi tādas tādu
    kas kam ko kurš kura kuri kuras kuru kuram kāds kāda kādi kādas kādā kādu katrs katra katru katrā ikviens ikviena
    visi visas viss visa visu visā visiem visām visos neviens neviena nevienam nekas neko pats pati paši pašas
    cits cita citi citas citā dažs dažas daži dažos dažiem abi abas abos vairāki vairākas vairākos vairākās daudzi
    daudzas daudz
    un bet taču tomēr vai ja jo ka kad kamēr kaut lai gan arī nevis tikai turpretī turpretim toties proti vismaz
    tiklīdz līdzko kopš jebšu respektīvi
    ar no pēc pirms pie par uz līdz starp bez caur pret ap aiz virs zem pa pār pateicoties saskaņā atbilstoši
    neskatoties pretēji sakarā attiecībā
    tad tagad šodien vakar rīt toreiz tolaik jau vēl te tur šeit nekur visur tāpat turklāt tādēļ tāpēc tātad
    savukārt piemēram protams diemžēl iespējams varbūt acīmredzot patiesībā faktiski turpmāk vēlāk agrāk iepriekš
    beidzot visbeidzot pašlaik patlaban nupat drīz bieži reizēm dažreiz parasti vienmēr nekad ļoti īpaši kopumā
    vispirms sākumā citādi tālāk otrkārt pirmkārt treškārt galvenokārt pārsvarā kāpēc kādēļ kā kur cik kurp
    nē jā lūk nu diezin nez redz re ak vaur ir bija būs nav nebija nebūs būtu var varēja vajag vajadzēja jābūt
    tika tiek tiks netika kļuva notika sākās
""")

ORDINAL_NAMES = words("""
    pasaules eiropas ziemas vasaras dziesmu dzelzceļa valsts baltijas latvijas vatikāna studentu rīgas latviešu
    janvāra februāra marta aprīļa maija jūnija jūlija augusta septembra oktobra novembra decembra
""")
"""Genitives that open a numbered name: 1. Maija iela, 27. Latvijas zinātņu kongress."""

ORDINAL_STEMS = tuple(
    words("""
        saeim starptautisk vispārēj olimpisk paralimpisk vidusskol pamatskol sākumskol ģimnāzij internacionāl
        republik reih kongres konferenc festivāl simfonij koncert armij divīzij bataljon pulk strēlniek kājniek
        kavalērij eskadriļ bērnudārz pirmsskol poliklīnik
    """)
)
"""Beginnings of words that are numbered and may stand with a capital: 12. Saeima, 3. Vidusskola."""

REPORTING = words("""
    bilda izdvesa izmeta izgrūda ierunājās uzjautāja iejautājās pārjautāja pārvaicāja atmeta noskaldīja noskaitīja
    piezīmēja piezīmē papildināja papildina uzstāja uzstāj apstiprināja apstiprina noliedza noliedz pieļāva pieļauj
    vērtē vērtēja lēsa lēš klāstīja klāsta spriež iešņācās šņāca rēca dudināja izsaucās runāja runā
    teica saka sacīja teikusi teicis sacījis sacījusi sacīs noteica piebilda piebildis jautāja jautā jautājis vaicāja
    vaicā prasīja prasa noprasīja pajautāja pavaicāja atbildēja atbild atteica atsaka attrauca atcirta
    iesaucās iesaucas sauca sauc uzsauca nosauca kliedza kliedz iekliedzās uzkliedza brēca bļāva
    čukstēja čukst nočukstēja iečukstējās murmināja nomurmināja ņurdēja noņurdēja norūca rūca bubināja nobubināja
    domāja domā nodomāja prātoja sprieda nosprieda brīnījās nobrīnījās šaubījās smējās iesmējās nosmējās pasmējās
    raudāja šņukstēja nopūtās stostījās turpināja turpina piekrita pārtrauca iejaucās ieminējās minēja atzina atzīst
    apgalvoja apgalvo skaidroja skaidro paskaidroja paziņoja paziņo ziņoja uzsvēra uzsver stāstīja stāsta pastāstīja
    piemetināja precizēja rezumēja secināja secina norādīja norāda pauda pauž komentēja komentē atgādināja atgādina
    brīdināja brīdina lūdza lūdz palūdza lūdzās pavēlēja pavēl mudināja mudina aicināja aicina iebilda iebilst protestēja
    gavilēja dziedāja rakstīja raksta lasīja mierināja apvaicājās ievaidējās vaidēja žēlojās sūdzējās lielījās
    jokoja pajokoja ķircināja lamājās nolamājās
""")

DOMAINS = words(
    "lv com net org eu ee lt ru de uk info edu gov io fm tv me us fr pl fi se no dk js py html php pdf"
)
