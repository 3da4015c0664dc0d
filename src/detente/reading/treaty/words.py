"""The words that treaties go by, as tables: forces, parties, verbs, conditions, formal clauses."""

from __future__ import annotations

import re

from detente.case.proposals import ConditionKind, Force


def words_of(words: str) -> frozenset[str]:
    """The words of a table that is written as a text."""
    return frozenset(words.split())


def any_of(words: str) -> str:
    """A pattern for one of these words; `_` stands for a space, in which a line may be broken."""
    return "(?:" + "|".join(word.replace("_", r"\s+") for word in words.split()) + ")"


ADVERB = rf"""(?:{
    any_of(
        "also therefore likewise further furthermore accordingly thus hereby thereby then "
        "at_all_times always otherwise "
        "additionally strictly solemnly mutually each jointly"
    )
}\s+)"""
GAP = rf"(?:\s+{ADVERB}?|,\s[^,;:.]{{1,140}},\s+)"
SELF = r"(?:\s+(?:itself|themselves|each\s+other|one\s+another))?(?:\s*,\s[^,;:.]{1,100},)?\s+"
"""What may stand between a promise and what is promised: "commits itself, in return, to"."""

VERBS = any_of(
    "deploy station withdraw remove dismantle destroy eliminate conduct hold carry develop produce "
    "acquire provide supply "
    "deliver give grant offer inform notify submit send receive accept allow permit enable admit "
    "invite consult cooperate "
    "co-operate coordinate co-ordinate establish create maintain keep retain preserve ensure "
    "guarantee secure respect "
    "observe comply fulfil fulfill implement apply adopt take make undertake undergo use threaten "
    "resort intervene enter "
    "leave cross operate fly sail navigate launch fire locate place install construct build expand "
    "extend enlarge admit "
    "recruit enlist join participate assist encourage induce support finance fund facilitate prevent "
    "avoid refrain abstain "
    "prohibit restrict limit reduce cut cap cease halt suspend stop freeze resume begin start "
    "commence continue complete "
    "finish convene meet agree settle resolve negotiate discuss consider review examine verify "
    "inspect monitor observe "
    "report publish announce declare disclose exchange share transfer convert store stockpile test "
    "enrich reprocess "
    "return restore release repatriate hand bring move redeploy relocate close open dispose "
    "designate appoint nominate "
    "identify mark record register keep transmit communicate answer respond reply request seek "
    "obtain require demand "
    "pursue promote protect defend strengthen recognize recognise honour honor abide exercise treat "
    "issue determine pay bear "
    "bear cover compensate interfere impede obstruct hinder block conceal disguise simulate direct "
    "aim target point illuminate "
    "approach overfly include exclude count reach exceed remain stay refuse deny lift impose "
    "introduce terminate renew "
    "modify replace modernize modernise upgrade equip arm train transport ship export import sell "
    "purchase procure put set "
    "draw pull separate disengage demobilize demobilise disarm disband evacuate reopen rebuild clear "
    "demine facilitate host "
    "attend appoint escort accompany photograph measure sample access visit board search interrupt "
    "jam abandon renounce "
    "confirm certify enact cancel postpone inform alert warn bring show hear decide elect vote "
    "propose station base house "
    "act work turn switch display position patrol shell attack detain engage contact employ assign "
    "lead organize organise "
    "possess border own commit contribute explain justify clarify correct refer raise call lower "
    "dedicate allocate lay plant sink mine drop"
)

PROMISE = any_of(
    "undertakes? agrees? commits? pledges? promises? obligates? binds? covenants? engages? "
    "have_agreed has_agreed have_undertaken has_undertaken have_committed has_committed "
    "shall_undertake shall_agree shall_commit will_undertake assumes?_the_obligation "
    "assumes?_an_obligation "
    "accepts?_the_obligation"
)
HELD = any_of("is are shall_be will_be")
NO_CASE = r"(?:by\s+no\s+means|at\s+no\s+time|(?:in|under|on)\s+no\s+(?:case|circumstances?|account|event|condition))"
"""Says not, and stands before or behind the verb that binds."""
UNDER_ANY = r"(?:\s*,?\s+(?:under|in)\s+any\s+(?:circumstances?|case|event|way)\s*,?)?"

FORCES: tuple[tuple[str, Force], ...] = (
    (
        rf"{PROMISE}{SELF}{ADVERB}?(?:not\s+to|never\s+to|to\s+(?:refrain|abstain|desist)\s+from)"
        rf"|{PROMISE}{SELF}{ADVERB}?(?:(?:never|not){UNDER_ANY}(?:\s+to(?=\s+[a-z]|\s*:)|(?=\s*:))"
        rf"|{NO_CASE}\s*,?\s+to(?=\s+[a-z]|\s*:))",
        "undertakes not",
    ),
    (
        r"(?:renounces?|forgoes?|waives?)\s+(?:the|any|its|their|all)\s+rights?\s+to(?=\s+[a-z])",
        "undertakes not",
    ),
    (rf"{PROMISE}{SELF}{ADVERB}?to(?=\s+[a-z]|\s*:)", "undertakes"),
    (rf"{PROMISE}(?=\s*:)", "undertakes"),
    (
        r"(?:shall|will|must)" + GAP + r"(?:refrain|abstain|desist)\s+from"
        r"|(?:refrains?|abstains?|desists?)\s+from(?=\s*:|\s+(?:any|the|all)?\s*[a-z]+)",
        "shall not",
    ),
    (
        rf"{HELD}\s+(?:strictly\s+|hereby\s+)?(?:prohibited|forbidden|banned|barred|precluded|debarred)\s+from"
        rf"|{HELD}\s+under\s+(?:an|the)\s+(?:obligation|duty)\s+not\s+to"
        rf"|{HELD}\s+not\s+(?:entitled|permitted|allowed|authori[sz]ed)\s+to"
        r"|(?:shall|will)\s+not\s+be\s+(?:entitled|permitted|allowed|authori[sz]ed)\s+to"
        r"|(?:shall\s+have|has|have)\s+no\s+right\s+to",
        "shall not",
    ),
    (
        rf"{HELD}\s+(?:strictly\s+|hereby\s+)?(?:prohibited|forbidden|banned)"
        rf"|{HELD}\s+not\s+(?:permitted|allowed)|(?:shall|will)\s+not\s+be\s+(?:permitted|allowed)",
        "shall not",
    ),
    (
        rf"{HELD}\s+(?:entitled|permitted|allowed|authori[sz]ed|free|empowered|at\s+liberty)\s+to"
        rf"|(?:shall|will){GAP}have\s+the\s+right\s+to"
        r"|(?:shall\s+have|has|have)\s+the\s+right\s*,?\s*(?:[^.;:]{0,80},\s*)?to"
        r"|(?:shall\s+have|has|have|shall\s+enjoy|enjoys?)\s+the\s+right\s+of(?=\s+[a-z])"
        r"|(?:shall\s+)?reserves?\s+the\s+right\s+to|shall\s+remain\s+free\s+to",
        "may",
    ),
    (
        rf"(?:shall|will|must|may){GAP}(?:not|never|no\s+longer|by\s+no\s+means|at\s+no\s+time"
        rf"|(?:in|under|on)\s+no\s+(?:case|circumstances?|account|event|condition))",
        "shall not",
    ),
    (r"(?:shall|will)\s+neither", "shall not"),
    (r"cannot", "shall not"),
    (
        rf"{HELD}\s+(?:obliged|required|bound|obligated)\s+to"
        rf"|(?:{HELD}\s+under|has|have|shall\s+have|bears?)\s+(?:an|the|a)\s+(?:obligation|duty)\s+to",
        "shall",
    ),
    (rf"(?:is|are)\s+not\s+to(?=\s+(?:{VERBS})\b)", "shall not"),
    (rf"(?:is|are)\s+to(?=\s+(?:{VERBS})\b)", "shall"),
    (r"(?:is|are)\s+(?:not\s+)?to(?=\s+be\s+[a-z]+(?:ed|n|t|d)\b)", "shall"),
    (r"(?:has|have)\s+to(?=\s+[a-z])", "shall"),
    (r"may|(?:(?<=Party\s)|(?<=Parties\s)|(?<=[Ss]ide\s)|(?<=[Ss]ides\s))can", "may"),
    (r"shall|must|will", "shall"),
)
"""Words that bind, forbid or permit, the longest first, and the force they have."""

FORCE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<f{i}>(?:{words}))" for i, (words, _) in enumerate(FORCES))
    + rf")\b(?:\s+{ADVERB})?"
)


def force_of(match: re.Match[str]) -> Force:
    """The force of a match of FORCE."""
    return next(force for i, (_, force) in enumerate(FORCES) if match[f"f{i}"] is not None)


AGREED_THAT = re.compile(
    r"\b(?:agreed?s?|undertakes?|confirms?|decides?|declares?|commits?|guarantees?|affirms?"
    r"|understood|accepts?)\b[^,;]{0,80}$",
    re.I,
)
"""Ends before a "that" which says what is agreed, so that its verb binds by itself."""

NEGATED: dict[Force, Force] = {
    "shall": "shall not",
    "may": "shall not",
    "undertakes": "undertakes not",
    "shall not": "shall not",
    "undertakes not": "undertakes not",
}
AFFIRMED: dict[Force, Force] = {"shall not": "shall", "undertakes not": "undertakes"}

FREED = re.compile(
    r"\b(?:shall|will|is|are)\s+not\s+(?:be\s+)?(?:obliged|required|obligated|bound)\s+to\b|\bneed\s+not\b"
    r"|^\s*(?:No|Neither)\s+(?:\w+\s+){1,4}(?:shall|will|is)\s+(?:be\s+)?(?:obliged|required"
    r"|obligated|bound)\s+to\b"
)
"""Says that somebody is not bound: nobody is made to do anything."""

OPENERS = any_of(
    "in for within if when whenever upon at without subject notwithstanding where wherever should "
    "with to as on by "
    "during under pursuant recogni[sz]ing unless except after before following having taking acting "
    "bearing once prior "
    "from until till provided save pending throughout while guided with_a_view desiring seeking "
    "in_order through "
    "failing given considering consistent unlike like no_later not_later immediately thereafter "
    "however moreover "
    "furthermore accordingly therefore consequently in_addition meanwhile likewise nevertheless "
    "of_the_opinion until_such besides against between beyond among because since although whether "
    "only even so_long"
)
"""Words that open an adverbial or a subordinate clause before the subject."""
OPENER = re.compile(rf"\s*{OPENERS}\b", re.I)

BREAKS = any_of(
    "that which who whom whose of in on at from with to for under within outside inside between by "
    "against over along "
    "as than referred_to beyond near upon during through across towards? without where when if "
    "having being into after "
    "before including among throughout both conducting located situated based capable"
)
"""Words that end the head of a noun phrase."""

HEADS = any_of(
    "Parties Party States?_Parties State_Party States? states? parties party Sides? sides? "
    "Governments? governments? "
    "Participants? participants Signatory Signatories signatories [Mm]embers? Commission Committee "
    "Council Secretariat "
    "Depositary Depositaries Director-General Chairperson Chair Agency Organi[sz]ation "
    "[Ii]nspectors? [Oo]bservers? "
    "[Ee]xperts delegations? Delegations? commanders? Commanders? authorities Authorities "
    "[Ii]nspection_[Tt]eams? "
    "inspection_teams? [Mm]ission [Cc]ommission [Cc]ommittee Centre Center Centres Centers "
    "[Cc]ountry [Cc]ountries "
    "[Pp]owers Secretary-General Coordinator coordinators? [Cc]ommandant guarantors? Guarantors? "
    "Alliance Union "
    "[Tt]eam_leader [Tt]eams? Registry [Pp]residents? [Mm]inisters? Ministry Ministries [Gg]roup "
    "[Ff]orum Board "
    "Conference Meeting"
)
"""Nouns that can be bound: parties, states, and the bodies and persons that a treaty sets up."""
BODIES = re.compile(
    r"\b(?:commission|committee|council|secretariat|depositar(?:y|ies)|director-general"
    r"|chair(?:person)?|agency|"
    r"organi[sz]ation|inspectors?|observers?|experts|teams?|mission|cent(?:re|er)s?"
    r"|secretary-general|coordinators?|"
    r"commanders?|board|conference|meeting|forum|group)\b",
    re.I,
)
"""Heads that are not sides."""

NOT_NAMES = words_of(
    "pass passes port ports bay strait river bridge island islands base bases valley airfield crossing "
    "gate road sea gulf treaty agreement protocol annex article articles convention memorandum charter "
    "pact zone zones area areas line exercise exercises missile missiles force forces aircraft system "
    "systems notification notifications inspection inspections register territory section part chapter "
    "paragraph appendix schedule declaration accord document act this these those such that information "
    "data amendments amendment disputes instruments ratification reservations facilities facility sites "
    "site launchers launcher warheads warhead troops personnel units unit weapons weapon equipment all "
    "any each every no nothing both neither either if in for upon within when where a an the it they "
    "january february march april may june july august september october november december monday "
    "sunday strip corridor understanding arrangement arrangements measures measure provisions provision "
    "text texts plan programme host "
)

STATES = any_of(
    "Russia Ukraine China India Pakistan Iran Iraq Israel Egypt Jordan Syria Turkey Türkiye Greece "
    "Cyprus Poland Romania "
    "Georgia Armenia Azerbaijan Belarus Moldova Germany France Britain Japan NATO DPRK ROK USA "
    "U\\.S\\. Canada Norway Finland "
    "Sweden Estonia Latvia Lithuania North_Korea South_Korea Afghanistan Albania Algeria Angola Argentina "
    "Australia Austria Bahrain Bangladesh Belgium Benin Bhutan Bolivia Botswana Brazil Brunei Bulgaria "
    "Burkina_Faso Burma Burundi Cambodia Cameroon Chad Chile Colombia Congo Costa_Rica Croatia Cuba Czechia "
    "Czechoslovakia Denmark Djibouti Ecuador El_Salvador Eritrea Ethiopia Gabon Gambia Ghana Guatemala Guinea "
    "Guyana Haiti Honduras Hungary Iceland Indonesia Ireland Italy Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan "
    "Laos Lebanon Lesotho Liberia Libya Luxembourg Madagascar Malawi Malaysia Mali Malta Mauritania Mexico "
    "Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nepal Nicaragua Niger Nigeria North_Macedonia Oman "
    "Panama Paraguay Peru Portugal Qatar Rwanda Senegal Serbia Sierra_Leone Singapore Slovakia Slovenia Somalia "
    "South_Africa South_Sudan Spain Sudan Suriname Switzerland Taiwan Tajikistan Tanzania Thailand Togo Tunisia "
    "Turkmenistan Uganda Uruguay Uzbekistan Venezuela Vietnam Viet_Nam Yemen Yugoslavia Zambia Zimbabwe "
    "Azerbaijan Bosnia_and_Herzegovina"
)

PRONOUN = re.compile(
    r"(?:it|the\s+other|they|he|she|both|each|neither|either|none|the\s+latter|the\s+former)$", re.I
)

PERFORMED = re.compile(
    r"(?:be|not\s+be)\s+(?:[a-z]+ly\s+|also\s+|then\s+|further\s+)*(?!guided|armed|unarmed|prepared|represented"
    r"|bound|committed|engaged|"
    r"determined|based\s+in|located|composed)(?:[a-z-]+ed|made|held|given|sent|taken|kept|drawn"
    r"|borne|built|put|brought|set|"
    r"paid|met|shown|sought|known|left|done|laid|undertaken|withdrawn|flown|begun|chosen|shot|led|cut)\b"
)
"""The start of a passive predicate: somebody else does it."""

ALSO_NOUNS = re.compile(
    any_of(
        "transfer use test limit report request support control store position exercise exchange "
        "move return place base "
        "house target arm train patrol attack answer reply land approach access permit release halt "
        "freeze start stop cut "
        "call cap record mark visit board search measure sample supply demand review notice address "
        "launch fire issue work "
        "act turn display contact refuse export import transport ship sail point aim hand lift "
        "escort host open close cover "
        "block own border ban share set draw pull plan finance fund respect practice hold deny mine "
        "drop shell station register lead "
        "document sink plant upgrade count bear welcome treat"
    )
    + "$"
)
"""Verbs that look like nouns: taken for verbs only before a determiner."""
TAKES_OBJECT = re.compile(
    r"\s+(?:the|a|an|any|all|no|each|every|its|their|his|such|other|that|those|these|this|more"
    r"|at\s+least|at\s+most|to|"
    r"only|both|one|two|three|up\s+to|half|not|within|by|from|immediately|it|them)\b"
)

CONDITIONS: tuple[tuple[str, ConditionKind], ...] = (
    (
        r"except(?:ing)?\b(?!ional)|unless\b|without\s+(?:the\s+|its\s+|their\s+)?(?:\w+\s+){0,3}?"
        r"(?:consent|agreement|approval|authori[sz]ation|permission|notification|notice|notifying"
        r"|informing|consulting|giving)\b|with\s+the\s+exceptions?\s+of\b"
        r"|save\s+(?:for|as|where|in|with|when|that|to)\b|apart\s+from\b"
        r"|with\s+the\s+sole\s+exception\s+of\b"
        r"|(?:always\s+)?provided\s*,?\s*(?:however\s*,?\s*)?that\b"
        r"|on\s+(?:the\s+)?condition\s+that\b|(?:as|so)\s+long\s+as\b"
        r"|other\s+than\s+(?:in|for|with|when|where|by)\b|excluding\b|until\s+such\s+time\s+as\b",
        "exception",
    ),
    (
        r"(?:only\s+)?(?:if|in\s+(?:the\s+)?events?\s+(?:that|of)|in\s+(?:the\s+)?cases?\s+(?:that"
        r"|of|where)|"
        r"(?:up)?on\s+(?:the\s+|a\s+|its\s+|their\s+)?(?:\w+\s+){0,2}?(?:requests?|receipt|receiving"
        r"|demand)|"
        r"at\s+(?:the\s+)?requests?\s+of|at\s+its\s+request|whenever|once(?=\s+(?:the|it|they|this"
        r"|these|all|each|both|such)\b)|as\s+soon\s+as|on\s+condition|"
        r"when(?!\s+[a-z]+ing\b)|where(?=\s+(?:a|an|any|either|one|the|such|it|there|no)\b)"
        r"|in\s+response\s+to)\b"
        r"(?!\s+(?:necessary|possible|appropriate|applicable|needed|any)\b(?!\s+Party))",
        "trigger",
    ),
)
"""Words that open a condition, and its kind."""
CONDITION = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<c{i}>{words})" for i, (words, _) in enumerate(CONDITIONS)) + ")", re.I
)
SAME_AGAIN = re.compile(
    r"\b(?:does?\s+(?:the\s+same|so\s+too|likewise)|(?:acts?|responds?|proceeds?)\s+likewise"
    r"|reciprocal\w*|reciprocity|"
    r"(?:has|have|observes?|complies|comply|respects?|refrains?)\b[^.;]{0,60}\b(?:the\s+same"
    r"|likewise|equally|as\s+well|"
    r"in\s+(?:equal|the\s+same)\s+measure))",
    re.I,
)
PAPER = r"(?:the\s+|this\s+|any\s+|each\s+|such\s+|every\s+)?(?:present\s+|said\s+|original\s+)?" + any_of(
    "Treaty Agreement Protocol Protocols Convention Memorandum Pact Accord Annex Annexes Appendix "
    "Appendices Charter "
    "Arrangement Understanding Document Declaration Articles? texts? originals? amendments? "
    "reservations? signatures? "
    "ratifications? accessions? instruments_of_ratification instruments_of_accession paragraphs? "
    "provisions?"
)
FORMAL = re.compile(
    rf"\s*(?:\(?[^,]{{0,80}},\s+)?(?:{PAPER}\b|Nothing\s+(?:in|contained)\b"
    rf"|no(?:thing)?\s+in\s+this\b|The\s+duration\s+of\s+this|"
    r"Its\s+(?:duration|provisions|annexes)|The\s+(?:provisions|terms|text|Annexe?s)\b|"
    r"The\s+depositar(?:y|ies)\b|No\s+(?:reservations?|signature)\b"
    r"|The\s+Government\s+of\s+[^,.;]{2,60}\s+shall\s+be\s+the\s+depositary)",
    re.I,
)
"""How a sentence opens that speaks of the paper itself."""
FORMAL_ACT = re.compile(
    r"\b(?:(?:shall|will)\s+(?:enter|come)\s+into\s+(?:force|effect)|(?:shall"
    r"|will)\s+be\s+(?:open\s+(?:for|to)\s+(?:signature|accession)"
    r"|deposited|ratified|subject\s+to\s+(?:ratification|approval|acceptance)|registered|authentic"
    r"|equally\s+authentic|of\s+unlimited"
    r"\s+duration|concluded\s+for|an\s+integral|the\s+depositar(?:y|ies)|applied\s+provisionally"
    r"|approved\s+in\s+accordance\s+with\s+"
    r"(?:the|their|its)\s+constitutional)|(?:shall|will)\s+(?:(?:constitute"
    r"|form)\s+(?:an\s+)?integral|remain\s+in\s+force|(?:act|serve)\s+as\s+(?:the\s+)?depositar(?:y"
    r"|ies))|in\s+witness\s+"
    r"whereof|(?:shall|will)\s+(?:not\s+)?apply\s+(?:to|in|from|as|only|mutatis|equally|for)\b"
    r"|(?:shall|will)\s+(?:not\s+)?be\s+"
    r"(?:construed|interpreted)|(?:shall|will)\s+be\s+without\s+prejudice|(?:shall"
    r"|will)\s+not\s+(?:affect|prejudice)\b"
    r"|(?:shall|will)\s+take\s+effect|(?:shall|will)\s+be\s+equally\s+authentic|(?:is"
    r"|are)\s+equally\s+authentic)",
    re.I,
)
"""What a paper does, and nobody is bound to a restraint by it."""
NOT_APPLIED = re.compile(
    r"(?:the\s+|this\s+|these\s+|such\s+)?(?P<what>(?:prohibitions?|restrictions?|limitations?"
    r"|limits?|obligations?|provisions?|"
    r"requirements?|paragraphs?|subparagraphs?|ban|rules?|ceilings?|Articles?"
    r"|commitments?)\b[^.;]{0,120}?)\s+(?:shall|do|does|will)\s+not"
    r"\s+(?:apply|extend|cover)\b",
    re.I,
)
"""A sentence that takes something out of the duty before it."""
DEFINES = re.compile(
    r"[\"'][^\"']{1,80}[\"'](?:\s*\([^)]{0,60}\))?\s*(?:,[^,]{0,80},)?\s*(?:shall\s+"
    r"|also\s+)?(?:means?|denotes?|refers?\s+to|be\s+understood|"
    r"includes?|is\s+understood|are\s+understood|shall\s+include|is|are|comprises?)\b"
    r"|\bthe\s+(?:term|terms|expression|word|words|phrase)\b[^.;]{1,120}?\b(?:means?|shall\s+mean"
    r"|denotes?|refers?\s+to|is\s+understood|"
    r"are\s+understood|shall\s+be\s+understood|shall\s+include|includes?|is\s+defined|are\s+defined)\b"
    r"|\b(?:shall|will|is|are)\s+(?:not\s+)?(?:be\s+)?(?:deemed|understood\s+(?:as|to)|defined\s+as"
    r"|taken\s+to\s+mean|regarded\s+as)\b"
    r"|\b(?:shall|will)\s+(?:not\s+)?(?:be\s+)?considered\b(?!\s+(?:by|at|in|within|without)\b)"
    r"|\bshall\s+mean\b",
    re.I,
)
"""What a definition or a counting rule looks like."""

TAIL_WORDS = frozenset(
    [
        "in",
        "of",
        "to",
        "with",
        "under",
        "by",
        "and",
        "or",
        "the",
        "a",
        "an",
        "from",
        "see",
        "per",
        "for",
        "at",
        "on",
        "this",
        "that",
        "paragraph",
        "paragraphs",
        "article",
        "articles",
        "annex",
        "section",
        "subparagraph",
        "subparagraphs",
        "point",
        "points",
        "both",
        "between",
        "part",
        "item",
        "items",
        "clause",
        "art",
        "chapter",
    ]
)
"""A line that ends in one of these goes on in the next: what follows is no heading."""
