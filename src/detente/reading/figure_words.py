"""In: nothing. Out: the word tables that `quantities` goes by. A word is added here, never in the rules."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


INEXACT: Final = (
    "about", "around", "some", "roughly", "approximately", "nearly", "almost", "close to",
    "an estimated", "estimated", "perhaps", "circa", "in the region of", "on the order of",
    "in the order of", "virtually", "something like", "close on", "in the neighbourhood of",
    "in the neighborhood of", "more or less",
)  # fmt: skip
AT_LEAST: Final = (
    "more than", "over", "above", "at least", "no fewer than", "not fewer than", "no less than",
    "not less than", "upwards of", "upward of", "a minimum of", "in excess of", "exceeding", "beyond",
    "just over", "well over", "slightly over", "a little over", "just above", "well above",
    "slightly more than", "a little more than", "well more than", "far more than", "just more than",
    "greater than", "at or above", "at or over", "equal to or greater than", "no nearer than",
    "not nearer than", "no closer than", "not closer than", "no smaller than", "no lower than",
    "not lower than", "not below", "no shorter than", "never less than", "never fewer than",
    "at the very least", "at a minimum", "comfortably over",
)  # fmt: skip
AT_MOST: Final = (
    "fewer than", "less than", "under", "below", "up to", "at most", "as many as", "as much as",
    "no more than", "not more than", "a maximum of", "not exceeding", "just under", "well under",
    "slightly under", "a little under", "just below", "well below", "slightly less than",
    "slightly fewer than", "a little less than", "far fewer than", "far less than", "no greater than",
    "at or below", "at or under", "equal to or less than", "no farther than", "no further than",
    "not farther than", "not further than", "no larger than", "not larger than", "no bigger than",
    "no higher than", "not higher than", "no wider than", "no deeper than", "not above", "as far as",
    "as high as", "as large as", "as deep as", "never more than", "not to exceed", "at the most",
    "anything up to", "just short of", "a shade under", "lower than", "smaller than",
)  # fmt: skip
AS_FEW: Final = ("as few as", "as little as", "as close as", "as near as", "as low as")
"""A lower bound, as "as many as" is an upper one."""
PREPOSITIONS_TOO: Final = {
    "about": _words(
        "question questions talk talks dispute disputes quarrel quarrels row argument arguments concern "
        "concerns worry worries doubt doubts disagreement disagreements agreement negotiation negotiations "
        "discussion discussions dialogue information detail details claim claims report reports story "
        "stories statement statements word words complaint complaints warning warnings fear fears anxiety "
        "rumour rumours rumor rumors data evidence news ask asks asked asking speak speaks spoke spoken "
        "speaking talked talking know knows knew known complain complains complained complaining worried "
        "argue argues argued arguing negotiate negotiated negotiating tell tells told telling hear heard "
        "write writes wrote written warn warned warning anything something nothing everything bring "
        "brings brought concerned answers answer nervous"
    ),
    "over": _words(
        "hand hands handed handing turn turns turned turning take takes took taken taking give gave given "
        "giving question questions talk talks dispute disputes quarrel quarrels row rows argument "
        "arguments concern concerns clash clashes tension tensions conflict conflicts crisis stand-off "
        "standoff control sovereignty fight fights war wars disagreement disagreements negotiation "
        "negotiations veto say claim claims deal worry worries anger"
    ),
}
"""Behind these, "about" and "over" bound no figure: "questions about two sites", "hand over ten men"."""
OF_MEASURES: Final = ("within", "no later than", "not later than", "no longer than", "not longer than")
"""Upper bounds of a measure only: "within 60 days", but "within 20 villages" bounds nothing."""
RANGE: Final = ("between", "from", "anywhere from", "anywhere between")
POST_INEXACT: Final = ("or so", "or thereabouts", "give or take")
POST_AT_LEAST: Final = (
    "or more",
    "or above",
    "or longer",
    "or over",
    "or greater",
    "or higher",
    "and above",
    "and more",
    "plus",
)
POST_AT_MOST: Final = (
    "or fewer",
    "or less",
    "at most",
    "at the most",
    "or below",
    "or under",
    "or lower",
    "or shorter",
)

MONEY: Final = {
    "US$": "USD", "USD": "USD", "EUR": "EUR", "Rs": "INR", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": "JPY", "₽": "RUB", "₹": "INR", "₴": "UAH", "₪": "ILS",
}  # fmt: skip
MEASURES: Final = {
    "km": "km kms kilometre kilometres kilometer kilometers",
    "mm": "mm millimetre millimetres millimeter millimeters",
    "cm": "cm centimetre centimetres centimeter centimeters",
    "m": "m metre metres meter meters",
    "mile": "mile miles",
    "nautical mile": "nm",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "g": "g gram grams gramme grammes",
    "tonne": "t tonne tonnes ton tons",
    "kt": "kt kiloton kilotons kilotonne kilotonnes",
    "Mt": "megaton megatons megatonne megatonnes",
    "%": "% percent percentage",
    "point": "point points",
    "second": "second seconds",
    "minute": "minute minutes",
    "hour": "hour hours",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years",
    "decade": "decade decades",
    "hectare": "ha hectare hectares",
    "km2": "km² sqkm",
    "MW": "mw megawatt megawatts",
    "barrel": "barrel barrels",
    "litre": "litre litres liter liters",
    "feet": "ft foot feet",
    "knot": "knot knots",
    "USD": "dollar dollars",
    "EUR": "euro euros",
    "RUB": "rouble roubles ruble rubles",
    "GBP": "pound pounds",
    "INR": "rupee rupees",
    "times": "times",
}
"""A measured unit's standard name, and how texts write it. A measured thing is at no place."""
STANDARD: Final = {word: name for name, words in MEASURES.items() for word in words.split()}
PLURAL_MEASURES: Final = frozenset(w for w in STANDARD if w.endswith("s")) | {"m", "t", "g", "feet", "%"}
LENGTHS: Final = frozenset({"km", "m", "mile", "nautical mile", "feet"})
TIMES: Final = _words(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades"
)

PEOPLE: Final = _words(
    "soldier soldiers troop troops serviceman servicemen servicewoman servicewomen personnel man men "
    "woman women child children person persons people fighter fighters marine marines officer officers "
    "guard guards pilot pilots sailor sailors airman airmen reservist reservists conscript conscripts "
    "civilian civilians police policeman policemen prisoner prisoners captive captives hostage hostages "
    "detainee detainees inspector inspectors monitor monitors observer observers peacekeeper "
    "peacekeepers adviser advisers advisor advisors instructor instructors trainer trainers refugee "
    "refugees crew staff infantry cavalry dead wounded injured missing killed casualty casualties "
    "member members operative operatives gunman gunmen diplomat diplomats journalist journalists body "
    "bodies"
)
THINGS: Final = _words(
    "aircraft helicopter plane jet bomber fighter drone warship ship vessel submarine frigate destroyer "
    "boat carrier tank vehicle gun howitzer mortar missile warhead launcher rocket bomb shell mine "
    "battery radar centrifuge cascade site base silo facility plant reactor inspection visit exercise "
    "drill flight sortie patrol test launch brigade battalion division regiment company corps "
    "battlegroup squadron unit post checkpoint village town truck convoy container firm vote round "
    "session artillery armour howitzers page member spacecraft hovercraft watercraft ammunition "
    "region province district island settlement tower watchtower trawler barge cutter lorry camera "
    "sensor balloon loudspeaker crossing tunnel trench house school hospital bunker depot airfield "
    "tanker freighter camp prison location shaft warplane sortie interceptor hull"
)
COUNTED: Final = PEOPLE | THINGS | frozenset(f"{word}s" for word in THINGS) | frozenset(STANDARD)
"""What is counted or measured as it stands, and what "one" may count."""
UNCOUNTED_ONE: Final = _words("day time point person man woman child member side people unit company test")
"""What "one" goes with in a turn of phrase: "one day the talks may resume"."""
NOT_COUNTED: Final = _words(
    "sides parties capitals leaders presidents ministers governments delegations neighbours neighbors "
    "koreas countrymen principals teams camps halves allies adversaries rivals foes powers superpowers "
    "houses chambers negotiators things ways fronts thirds"
)
"""What a small number in words names rather than counts: "two sides", "the three countries"."""
PLURAL_MODIFIERS: Final = _words(
    "weapons arms operations forces nations states sports sanctions systems communications logistics "
    "munitions explosives emirates works rights"
)
"""Plurals that may stand before the noun that is counted: "200 weapons inspectors"."""
SUFFIX_HEADS: Final = _words(
    "troops vehicles pieces guards officers systems carriers members fighters defences"
)
"""Nouns that go on where a counted noun has come already: "20 artillery pieces", "two border guards"."""
SINGULAR_S: Final = _words(
    "previous various numerous dangerous its his this thus whereas besides perhaps always"
)
DROPPED: Final = _words("more other additional extra further such")
"""Words before the counted noun that are not part of what is counted."""

PREPOSITIONS: Final = _words(
    "of in at on to from by for with within without near along inside outside across around over under "
    "above below between among amid against into onto off after before since until till during through "
    "throughout per via towards toward about as than like unlike despite including excluding beyond "
    "behind beside up down"
)
FUNCTION: Final = _words(
    "and or but nor so yet if unless because while when where who whom whose which that what why how "
    "the a an this these those each every either neither both any all some no not only also too very "
    "just even still now then there here it he she they we you i his her its their our your my him them "
    "us me each once ever ago earlier later apart away long wide deep high tall strong old out back "
    "together today yesterday tomorrow"
)
VERBS: Final = _words(
    "is are was were be been being am has have had having do does did done will would shall should can "
    "could may might must said says say told asked came come comes went go goes gone took take takes "
    "taken made make makes left leave leaves met meet meets ran run runs rose rise rises risen fell "
    "fall falls fallen fled flee flees died die dies began begin begins held hold holds kept keep keeps "
    "lost lose sent send stood stand stands flew fly flies sank sunk broke break struck strike hit hits "
    "set sets put puts cut cuts won win became become becomes remain remains need needs want wants face "
    "faces take work works live lives serve serves move moves return returns enter enters "
    "cross crosses join joins wait stay stays"
)
STOPS: Final = PREPOSITIONS | FUNCTION | VERBS

POSTED: Final = _words(
    "deployed stationed based massed posted amassed held kept located positioned present gathered "
    "quartered concentrated garrisoned detained imprisoned seen training trained fighting serving "
    "working work remaining remain remains killed died wounded displaced interned stored installed "
    "placed staying operating active participating assembled parked"
)
"""Words that stand between what is counted and where it is: "stationed in the two provinces"."""
PLACE_NOUNS: Final = _words(
    "border borders frontier frontiers region regions zone zones area areas coast coasts peninsula base "
    "bases territory territories line lines capital capitals province provinces state states sea seas "
    "strait straits front valley valleys north south east west northeast northwest southeast southwest "
    "centre center city cities town towns village villages island islands shoal shoals reef reefs river "
    "rivers gulf ocean basin corridor enclave exclave depot camp camps airfield airfields port ports "
    "country countries district districts plateau mountains desert buffer site sites facility plant "
    "plants boundary waters airspace outskirts suburbs stronghold strongholds"
)
LABELS: Final = (
    "article", "articles", "art.", "arts.", "paragraph", "paragraphs", "para.", "paras.", "section",
    "sections", "chapter", "chapters", "resolution", "resolutions", "no.", "nos.", "number", "page",
    "pages", "pp.", "p.", "annex", "annexes", "appendix", "item", "items", "route", "highway", "room",
    "version", "footnote", "footnotes", "note", "clause", "clauses", "phase", "phases", "stage",
    "stages", "step", "steps", "column", "unit", "flight", "protocol", "rule", "rules", "chapter",
    "track", "basket", "type", "schedule", "table", "figure", "part", "pillar", "principle", "point",
    "option", "day", "gate", "block", "mark", "class", "group",
)  # fmt: skip
"""Words after which a number is a name: "Article 5", "phase two"."""
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct",
    "Nov", "Dec",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
