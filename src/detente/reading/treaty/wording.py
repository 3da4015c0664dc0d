"""In: a page. Out: whether it speaks as a treaty does, which the words alone decide."""

from __future__ import annotations

import re

from detente.reading.treaty.page import Page

HEAD = 400
"""Code points in which a title stands."""
FORMULA = re.compile(
    r"\b(?:(?:have|has|HAVE|HAS)\s+(?:agreed|AGREED)\s+(?:as\s+follows|on\s+the\s+following|to\s+the\s+following)"
    r"|hereinafter\s+(?:referred|called)"
    r"|[Tt]he\s+(?:High\s+)?(?:Contracting\s+|States\s+)?Parties\b|Member\s+States?\b|(?:[Ee]ach|[Nn]either|[Nn]o"
    r"|[Ee]ither)\s+(?:Party|Side)\b|[Tt]he\s+(?:two\s+)?[Ss]ides\b)"
)
TITLE = re.compile(
    r"\b(?:TREATY|AGREEMENT|PROTOCOL|CONVENTION|MEMORANDUM|PACT|ACCORD|Treaty|Agreement|Protocol"
    r"|Convention|Memorandum|Pact|Accord)\b"
)
BINDING = re.compile(
    r"\b(?:shall|undertakes?|must|has\s+to|(?:is|are)\s+(?:prohibited|forbidden)|may\s+not)\b"
    r"|\b(?:Party|Parties|Sides?|States?|Governments?)\s+(?:will|may|agrees?)\b"
)
NEWS = re.compile(
    r"\b(?:said|told\s+(?!to\b)|according\s+to\s+(?:an?|its|his|her|the\s+\w+\s+(?:ministry|official))\b"
    r"|(?:he|she|it|ministry|officials?|spokes\w+|minister|agency|sources?)\s+(?:also\s+)?(?:reported|announced))\b"
)


def is_worded_as_treaty(page: Page) -> bool:
    """False if a text says neither who agrees nor that it is a treaty, or tells what others said."""
    if not (FORMULA.search(page.plain) or TITLE.search(page.plain[:HEAD])):
        return False
    return len(NEWS.findall(page.plain)) <= len(BINDING.findall(page.plain)) / 3
