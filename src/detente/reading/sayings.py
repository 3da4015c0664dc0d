"""In: a clause with a word of saying, and where the walk is. Out: what is uttered, or where to go down.

A word of saying adds its source to the chain. One that carries a stance is uttered with its content; under
a neutral one the content has to say it, and the walk goes down to it with the chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.case.proposals import Voice
from detente.case.statements import BINDING, Stance
from detente.case.vocabulary import CueTerm
from detente.reading.clauses import is_heard, plain
from detente.reading.cues import PUT, carried_stance
from detente.reading.deeds import deed_of
from detente.reading.forms import form_of, is_clause, is_ours, no_noun, no_subject
from detente.reading.grammar import MODALS, OBLIGING
from detente.reading.hanging import hang_of
from detente.reading.officers import is_officer
from detente.reading.ranges import polarity_of, range_of, uttered
from detente.reading.sources import has_as, is_told_own, is_unowned_paper, quoted_at, source_of, speaks
from detente.reading.stances import Shape
from detente.reading.tables import shapes
from detente.reading.targets import addressee
from detente.reading.trees import Tree
from detente.reading.utterances import At, Passage, Utterance
from detente.reading.voices import are_both, is_outlet, same
from detente.reading.weighing import weighed

GIVING = ("offers", "willing", "conditional", "refuses")
CONTENT = ("ccomp", "xcomp")
"""Relations of what is said to its word of saying."""


@dataclass(frozen=True)
class Down:
    """A clause that the walk has to go down to, and with which chain."""

    head: int
    at: At


OWN = ("its", "their", "his", "her", "our", "my")
Steps = Sequence[Utterance | Down]


def saying(passage: Passage, head: int, verb: int, term: CueTerm, at: At) -> Steps:
    """A clause whose acting verb is a word of saying; one that nobody says is a plain clause."""
    source = source_of(passage, head, verb, at)
    if source is None and (_is_commanded(passage.tree, verb) or no_subject(passage.tree, head)):
        return [plain(passage, head, at)]
    if _is_owed(passage.tree, verb) or (at.told and is_heard(passage.tree, head, verb)):
        return [plain(passage, head, at)]
    if _keeps_silent(passage.tree, verb):
        return [plain(passage, head, at)] if at.told else []
    if _wants_no_name(passage.tree, verb):
        passage.done.update(passage.tree.children(verb, *CONTENT))
        return []
    if source is None and _is_given_a_promise(passage.tree, verb, term):
        return [_account(passage, head, verb, at.speaker, at)]
    if at.told and source is not None and source.role is None and _brushes_off(passage.tree, verb):
        if deed_of(passage.tree, head, *range_of(passage.tree, head)) is not None:
            return [plain(passage, head, at)]
        return [
            uttered(passage, head, at, Shape("claims", "is", "positive", "brushes off"), subject=source)
        ]
    heard = source is not None and speaks(passage, source, verb)
    if not heard and (at.told or source is not None):
        return [plain(passage, head, at)]
    who = source if source is not None else at.speaker
    officer = is_officer(passage.scene, who, at.speaker)
    who = replace(who, id=at.speaker.id) if officer else who
    further = officer or _reports(passage.tree, verb, term, who, at)
    inner = _inner(passage, head, verb, who, at, further=further)
    stance = _of_none(passage.tree, verb, carried_stance(passage.tree, verb, term))
    if stance == "demands" and _orders_its_own(passage.tree, verb):
        shape = Shape("claims", "is", "positive", "orders its own")
        passage.done.update(passage.tree.children(verb, *CONTENT))
        return [uttered(passage, head, at if at.told else inner, shape, subject=who)]
    ours = is_ours(passage.tree, passage.tree.subject(head))
    by_outlet = is_outlet(passage.scene, at.speaker) and not is_told_own(passage.tree, verb)
    passes_on = are_both(passage.scene, at.speaker) or by_outlet
    reported = not (at.told or ours or same(who, at.speaker) or passes_on)
    if stance in GIVING and at.told and is_unowned_paper(who):
        return [_account(passage, head, verb, who, inner)]
    if reported and stance in BINDING:
        return [_account(passage, head, verb, who, at)]
    if stance is None and term.stance in ("demands", "insists") and tree_has(passage.tree, verb, "longer"):
        passage.done.update(passage.tree.children(verb, *CONTENT))
        return [uttered(passage, head, inner, Shape("claims", "is", "negative", "no longer"), subject=who)]
    if term is PUT:
        return [uttered(passage, head, inner, Shape("claims", "is", "positive", "puts it at"), subject=who)]
    if stance is not None:
        return _with_stance(passage, head, verb, stance, inner)
    if heard and (at.told or not same(who, at.speaker)) and _vouches(passage.tree, verb):
        return [uttered(passage, head, inner, Shape("claims", "is", "positive", "vouches"), subject=who)]
    if _says_itself(passage, verb, term, who, at):
        return [plain(passage, head, at)]
    return _contents(passage, head, verb, inner)


def _of_none(tree: Tree, verb: int, stance: Stance | None) -> Stance | None:
    """ "Will accept no arrangement" refuses it, "has accepted no date" denies it."""
    if stance not in ("willing", "offers") or not no_noun(tree, verb):
        return stance
    will = any(tree.lower[kid] in MODALS for kid in tree.children(verb, "aux"))
    return "refuses" if will or tree.tags[verb] in ("VBP", "VBZ", "VB") else "denies"


def _orders_its_own(tree: Tree, verb: int) -> bool:
    """ "Told its negotiators to offer a cut", "ordered our crews to leave": asked of nobody at the table."""
    below = tree.child(verb, "ccomp", "xcomp")
    spoken_to = tree.child(verb, "dobj")
    noun = spoken_to if spoken_to is not None or below is None else tree.subject(below)
    owner = tree.child(noun, "poss") if noun is not None and below is not None else None
    if noun is None or owner is None or tree.lower[noun] in shapes()["not_ours"]:
        return False
    return tree.lower[owner] in OWN and tree.lower[noun] in shapes()["own_people"]


def _keeps_silent(tree: Tree, verb: int) -> bool:
    """ "Declined to comment", "refused to be drawn": nothing is refused that talks are about."""
    below = tree.child(verb, "xcomp")
    return (
        below is not None
        and tree.lower[verb] in shapes()["declining"]
        and shapes()["commenting"].within(tree.phrase(tree.left[below], tree.right[below]))
    )


def _wants_no_name(tree: Tree, verb: int) -> bool:
    """ "Who asked not to be named", "requested anonymity": how they spoke, and no demand."""
    words = tree.phrase(verb, tree.right[verb])
    return tree.lower[verb] in shapes()["asking_for"] and shapes()["nameless_by_wish"].within(words)


def _is_given_a_promise(tree: Tree, verb: int, term: CueTerm) -> bool:
    """ "We were promised that the road would open": by somebody else, who is not said."""
    subject = tree.child(verb, "nsubjpass")
    promised = term.stance in ("offers", "willing", "insists", "threatens") and subject is not None
    return promised and tree.child(verb, "ccomp", "xcomp", "dobj") is not None


def _brushes_off(tree: Tree, verb: int) -> bool:
    """ "Vilnius turned the invitation down": told of what a state did, not of what it said."""
    particles = (tree.lower[kid] for kid in tree.children(verb, "prt", "advmod"))
    words = (tree.lower[verb], *(f"{tree.lower[verb]} {one}" for one in particles))
    told = tree.child(verb, "dobj") is not None and tree.tags[verb] in ("VBD", "VBN")
    return told and any(shapes()["brushing_off"].is_whole(one) for one in words)


def _is_commanded(tree: Tree, verb: int) -> bool:
    """ "Our crews have been told to shoot": by whom, nobody says; it is no demand of the speaker's."""
    return tree.lower[verb] in shapes()["commanded"] and tree.child(verb, "auxpass") is not None


def _is_owed(tree: Tree, verb: int) -> bool:
    """ "It must be endorsed by the Council": what the Council has not said yet."""
    if tree.child(verb, "auxpass") is None:
        return False
    if any(tree.lower[kid] in ("must", "should", "ought", "shall") for kid in tree.children(verb, "aux")):
        return True
    return tree.deps[verb] == "xcomp" and tree.lower[tree.heads[verb]] in OBLIGING


def _inner(passage: Passage, head: int, verb: int, source: Voice, at: At, *, further: bool) -> At:
    """Where the content of a saying stands: in the voice of its source, and of those it quotes.

    further  the speaker reports what another of their own side said
    """
    tree = passage.tree
    inner = at
    if at.told or further or not same(source, at.speaker):
        outlet_itself = at.told and source.name == at.speaker.name
        chain = at.chain if outlet_itself else (*at.chain, passage.told(source, verb))
        inner = replace(at, chain=chain, told=False, attribution="indirect")
    subject = tree.subject(head)
    passage.scene.remember(source, plural=tree.is_plural(verb if subject is None else subject))
    return quoted_at(passage, verb, at, replace(inner, cue=head, depth=at.depth + 1, subject=None))


def _reports(tree: Tree, verb: int, term: CueTerm, source: Voice, at: At) -> bool:
    """True for a saying of one's own side that somebody passes on: "our side says that", "Iran has said that"."""
    if source.name == at.speaker.name:
        return False
    if source.role is not None and not source.anonymous and at.attribution == "document":
        return True
    officer = source.role is not None or source.name.lower().endswith(" side")
    past = tree.tags[verb] == "VBD" and (officer or at.attribution == "direct")
    if not past and (term.stance is not None or tree.child(verb, "ccomp") is None):
        return False
    return officer or at.attribution != "document"


def _account(passage: Passage, head: int, verb: int, source: Voice, at: At) -> Utterance:
    """What a party says the other promised, wants or refuses: a claim of that party."""
    tree = passage.tree
    passage.done.update((head, verb, *tree.children(head, *CONTENT), *tree.children(verb, *CONTENT)))
    shape = Shape("claims", form_of(tree, head).modality, "positive", "account of another")
    return uttered(passage, head, at, shape, subject=source)


def _vouches(tree: Tree, verb: int) -> bool:
    """ "Confirmed the flights", "counted 36 aircraft": a claim of a thing, in place of a clause."""
    content = tree.child(verb, *CONTENT)
    return (
        content is None
        and tree.lower[verb] in shapes()["vouching"]
        and tree.child(verb, "dobj") is not None
    )


def _says_itself(passage: Passage, verb: int, term: CueTerm, source: Voice, at: At) -> bool:
    """True where the clause of a word of saying is what is said: "we do not say that", "made no threat"."""
    tree = passage.tree
    if term.stance is None and tree.negated(verb) and same(source, at.speaker) and not at.told:
        passage.done.update(tree.children(verb, *CONTENT))
        return True
    if term.stance is None or tree.child(verb, "ccomp") is not None:
        return False
    if term.stance == "claims" and tree.child(verb, "xcomp") is not None:
        return False
    passage.done.update(tree.children(verb, "xcomp"))
    return True


def tree_has(tree: Tree, verb: int, word: str) -> bool:
    """True if a word depends on a verb: "no longer insists"."""
    return any(tree.lower[kid] == word for kid in tree.kids[verb])


# ---- under a neutral word of saying


def _contents(passage: Passage, head: int, verb: int, at: At) -> list[Utterance | Down]:
    """The clauses that a neutral word of saying governs, each with the chain."""
    tree, steps = passage.tree, list[Utterance | Down]()
    for clause in _clauses_under(passage, verb):
        if tree.deps[clause] == "xcomp" and tree.child(verb, "dobj") is None:
            passage.done.add(clause)
            hopes = Shape("claims", "is", "positive", "hopes")
            steps.append(uttered(passage, head, at, hopes, subject=at.speaker))
        else:
            steps.append(Down(clause, replace(at, subject=_controlled(tree, verb, clause))))
    return steps


def _clauses_under(passage: Passage, verb: int) -> list[int]:
    tree = passage.tree
    governed = tree.children(verb, "ccomp", "parataxis", "xcomp")
    clauses = [kid for kid in governed if kid not in passage.done]
    clauses += [kid for kid in tree.children(verb, "advcl") if kid > verb and has_as(tree, kid)]
    return [below for kid in clauses for below in _under_clear(tree, kid)] or list(_after_as(tree, verb))


def _under_clear(tree: Tree, clause: int) -> list[int]:
    """ "Made it clear that": the parser hangs the clause under "clear"."""
    if tree.lower[clause] not in ("clear", "plain", "known"):
        return [clause]
    return tree.children(clause, "ccomp", "advcl") or [clause]


def _after_as(tree: Tree, verb: int) -> Iterator[int]:
    """ "Quoted as saying"."""
    for kid in tree.children(verb, "prep"):
        below = tree.child(kid, "pcomp") if tree.lower[kid] == "as" else None
        if below is not None:
            yield below


def _controlled(tree: Tree, verb: int, clause: int) -> int | None:
    """The subject that an infinitive takes from above: the object if there is one, else the subject."""
    if tree.deps[clause] != "xcomp":
        return None
    spoken_to = tree.child(verb, "dobj")
    return tree.subject(verb) if spoken_to is None else spoken_to


# ---- under a word of saying with a stance


def _with_stance(passage: Passage, head: int, verb: int, stance: Stance, at: At) -> Steps:
    """One utterance for each coordinated content."""
    tree = passage.tree
    contents = [kid for kid in tree.children(verb, *CONTENT) if kid not in passage.done]
    target = addressee(passage, verb, contents, at)
    stance = weighed(passage, stance, verb, contents, at)
    negative = stance in ("denies", "refuses") or any(tree.negated(kid) for kid in contents)
    hang = hang_of(tree, *range_of(tree, head))
    if stance in ("offers", "willing") and hang is not None:
        stance = "conditional"
    modality = form_of(tree, contents[0] if contents else head).modality
    shape = Shape(stance, modality, polarity_of(negative), "word of saying")
    parts = [one for kid in contents for one in tree.conjuncts(kid)[1:] if is_clause(tree, one)]
    passage.done.update((*contents, *parts))
    whole = uttered(passage, head, at, shape, target=target, without=tuple(parts), hang=hang)
    inner = replace(at, cue=None)
    return [whole, *(uttered(passage, part, inner, shape, target=target) for part in parts)]
