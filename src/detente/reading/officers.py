"""In: somebody spoken of, and who speaks. Out: whether they hold an office of the organisation that speaks."""

from __future__ import annotations

import re

from detente.case.proposals import Voice
from detente.reading.scene import Scene
from detente.reading.tables import shapes


def is_officer(scene: Scene, who: Voice, speaker: Voice) -> bool:
    """ "The Secretary-General", "the Special Envoy", in the mouth of a spokesperson of an organisation."""
    kind_of, role = scene.lexicon.kind_of, (who.role or "").lower().removeprefix("the ")
    if speaker.id is None or kind_of(speaker.id) != "organisation" or who.name == speaker.name:
        return False
    office = re.split(r"\s(?:for|of|to|on)\s", role)[0]
    officers = shapes()["of_organisations"]
    known = office in officers.words or office in officers.phrases
    return known and (who.id in (None, speaker.id) or office == role)
