"""The words that English sentence rules know: abbreviations by what may follow them, and closed word classes."""

from __future__ import annotations

from i18nflow.language.sentences.rules import WordClass, words

RANK = WordClass(
    "rank",
    "A title, rank or office before a name.",
    "She met Dr. Adams and Lt. Col. Baker.",
    words("""
        mr mrs ms mx messrs mme mlle dr drs prof asst assoc rev revd hon rt fr sr br st ste sen rep gov pres
        gen maj lt col capt cpt cdr cmdr adm sgt cpl pvt pfc brig insp supt det const ofc amb atty dist sec treas
        mgr dir lt.col lt.gen maj.gen brig.gen vice.adm
    """),
)

LEADS = WordClass(
    "leads",
    "An abbreviation that points at what follows: a number, an example, an opponent.",
    "See fig. 3 and e.g. Chapter 4 on Smith v. Jones.",
    words("""
        e.g i.e eg cf viz vs v ca approx fig figs nos nr eq eqs sect ch chap vol vols p pp par paras eds
        ref refs pt pts tel ext resp incl excl esp op.cit
    """),
)

EITHER = WordClass(
    "either",
    "An abbreviation of a company form, place, time or measure: within a sentence or at its end.",
    "Acme Inc. Directors met at 5 p.m. Eastern time.| They agreed.",
    words("""
        inc ltd llc corp co bros plc cos mfg assn dept univ inst est ave blvd rd sq hwy ln ct mt ft jr esq
        a.m p.m u.s u.k u.n e.u u.s.a d.c l.a n.y b.c a.d b.c.e c.e ph.d m.d b.a m.a b.sc m.sc d.phil j.d ll.b
        lb lbs oz sq.ft mph min hr hrs yr yrs mo mos wk wks
    """),
)

CLOSES = WordClass(
    "closes",
    "And so on: before a capital letter the end of the sentence.",
    "They sell pens, paper etc.| Prices vary.",
    words("etc et.al al ibid"),
)

MONTH = WordClass(
    "month",
    "A month or weekday shortened.",
    "It opened on Oct. 15 in Riga.",
    words("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri"),
)

NUMBER_SIGN = WordClass(
    "numero",
    "No. before a figure means number; else it is the answer no.",
    "The flat is No. 5.| Is it free?| No.| It is let.",
    words("no art"),
)

CLASSES = (RANK, LEADS, EITHER, CLOSES, MONTH, NUMBER_SIGN)

STARTERS = words("""
    i you he she it we they me him her us them my your his its our their mine this that these those there here
    who what which when where why how whose whom a an the and but or so yet for nor if as because since while
    although though unless until after before when whenever once in on at by to from with without about into over
    under between during through against among despite of off up out than then now today yesterday tomorrow also
    however moreover furthermore meanwhile nevertheless therefore thus still instead perhaps maybe indeed first
    finally later soon already only even just not no yes oh well some any all both each every many much most more
    few several another other others such one two is are was were be been do does did has have had can could may
    might must shall should will would let please everyone nobody nothing something
""")

REPORTING = words("""
    said says say asked asks replied replies answered answers added adds told tells cried cries shouted shouts
    whispered whispers murmured muttered exclaimed exclaims insisted insists demanded demands wondered wonders
    thought thinks explained explains continued continues remarked remarks noted notes laughed sighed
    called calls announced warned admitted argued suggested
""")

DOMAINS = words("com net org gov edu uk eu io info ai dev app js py html php pdf lv de fr")
