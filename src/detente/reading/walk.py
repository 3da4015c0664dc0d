"""In: the trees of a document and its scene. Out: utterances: who says what with which stance, by whose account.

The walk goes down each sentence from its root with the chain of voices so far. A word of saying adds its
subject to the chain and is left for its content; any other clause is an utterance of the last voice, with
the stance that the word of saying or the clause's own shape gives it. Nothing is uttered without its chain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from detente.case.proposals import Attribution, Modality, Polarity, Told, Voice
from detente.case.statements import BINDING, Stance
from detente.case.vocabulary import CueTerm, Frame
from detente.reading.conditions import Hang, condition_of
from detente.reading.lexicon import CueHit
from detente.reading.quotes import Quotation
from detente.reading.grammar import ASPECTS as AUXILIARY, COPULAS
from detente.reading.forms import core_of, form_of, friendly, no_noun, predicate
from detente.reading.stances import Shape, shape_of
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.grammar import FIRST, PRONOUNS
from detente.reading.scene import Scene
from detente.reading.voices import ids_of, voice_of

Chain = tuple[Told, ...]
CONTENT = ("ccomp", "xcomp")
ASIDES = frozenset(
    {
        "while",
        "although",
        "though",
        "whereas",
        "as",
        "but",
        "after",
        "before",
        "because",
        "since",
        "even",
        "when",
    }
)
DEEPEST = 12
CONTRASTING = frozenset({"while", "whereas", "although", "though", "but"})
TELLINGS = frozenset(
    {
        "telling",
        "account",
        "words",
        "view",
        "version",
        "reading",
        "opinion",
        "estimation",
        "assessment",
        "eyes",
    }
)
CALLING = frozenset(
    {
        "called",
        "calls",
        "call",
        "dismissed",
        "dismisses",
        "described",
        "describes",
        "branded",
        "labelled",
        "labeled",
        "termed",
    }
)
CARRIED = "Whose words these are was taken from the sentence before."
NEGATED: dict[Stance, Stance | None] = {
    "denies": "claims", "doubts": "claims", "offers": "refuses", "willing": "refuses", "refuses": "willing",
    "demands": None, "insists": None, "threatens": None, "accuses": None,
}  # fmt: skip
"""What a stance becomes under "not"; None: the clause decides."""
LEFT_TO_SHAPE = ("willing", "unwilling", "unacceptable", "untrue", "true_", "required", "unsure")
REPORTED = frozenset({"report", "reports", "claim", "claims", "allegation", "allegations", "accusation", "accusations",
                      "assertion", "assertions", "fears", "fear", "speculation", "rumours", "rumors", "suggestion", "suggestions"})  # fmt: skip


DENIABLE = REPORTED | {
    "account",
    "accounts",
    "charge",
    "charges",
    "story",
    "version",
    "idea",
    "notion",
    "characterisation",
    "characterization",
}
"""What is denied, rather than refused, when it is rejected."""
QUOTING = frozenset({"quoted", "cited", "quotes", "cites"})
NOUNS: dict[str, Stance] = {
    "willingness": "willing", "readiness": "willing", "openness": "willing", "refusal": "refuses", "reluctance": "refuses",
    "unwillingness": "refuses", "opposition": "refuses", "doubt": "doubts", "doubts": "doubts", "scepticism": "doubts",
    "skepticism": "doubts", "call": "demands", "calls": "demands", "request": "demands", "commitment": "offers", "appeal": "demands",
}  # fmt: skip
NAMES: tuple[tuple[Stance, str], ...] = (
    ("denies", "untrue"),
    ("refuses", "unacceptable"),
    ("accuses", "wrongs"),
)
"""What it comes to when something is called untrue, unacceptable or a wrong."""
QUOTE = CueTerm(word="quote")
PUT = CueTerm(word="put at", stance="claims")


@dataclass(frozen=True)
class Utterance:
    """One thing said, by words of a tree.

    head         the verb or noun that carries it
    first, last  the words that carry it, both included
    cue          first word of the saying, if it stands directly before
    subject      of whom it speaks
    told         True if the document itself tells it, with nobody's word for it
    """

    tree: Tree
    block: int
    head: int
    first: int
    last: int
    stance: Stance
    modality: Modality
    polarity: Polarity
    chain: Chain
    attribution: Attribution
    rule: str
    cue: int | None = None
    subject: Voice | None = None
    target: Voice | None = None
    hang: Hang | None = None
    quotation: Quotation | None = None
    told: bool = False
    doubtful: tuple[str, ...] = ()

    @property
    def speaker(self) -> Voice:
        return self.chain[-1].who

    @property
    def span(self) -> tuple[int, int]:
        """Code points in the document."""
        return self.tree.starts[self.first], self.tree.ends[self.last]


@dataclass(frozen=True)
class At:
    """Where the walk is: the chain so far, whether the last voice is the document's own, the subject to inherit."""

    chain: Chain
    told: bool
    subject: int | None = None
    cue: int | None = None
    depth: int = 0
    attribution: Attribution = "narration"
    hang: Hang | None = None
    carried: bool = False

    @property
    def speaker(self) -> Voice:
        return self.chain[-1].who


@dataclass
class Walker:
    """The walk through one block."""

    scene: Scene
    tree: Tree
    block: int
    quotations: tuple[Quotation, ...]
    hits: dict[int, CueHit]
    found: list[Utterance] = field(default_factory=list)
    done: set[int] = field(default_factory=set)

    # ---- sentences

    def sentence(self, first: int, end: int, at: At) -> None:
        """Everything uttered in one sentence."""
        root = next((word for word in range(first, end) if self.tree.heads[word] == word), first)
        past = self.tree.children(root, "acl") if self.tree.is_noun(root) else []
        if past and self._took_for_participle(root, past[0]):
            # "X, the deputy, proposed that ...": the parser took the verb for a participle.
            self.clause(past[0], replace(at, subject=root))
            return
        self.clause(root, at)

    def carry_on_list(self, first: int, end: int) -> bool:
        """ "...; to convene the experts; to keep the line open": one more of what was agreed before."""
        tree = self.tree
        root = next((word for word in range(first, end) if tree.heads[word] == word), first)
        starts = next(
            (
                word
                for word in range(first, end)
                if tree.words[word].isalpha() and tree.lower[word] not in ("and", "or")
            ),
            first,
        )
        if (
            tree.lower[starts] != "to"
            or not tree.is_verb(root)
            or tree.subject(root) is not None
            or not self.found
        ):
            return False
        before = self.found[-1]
        if before.stance not in BINDING or before.block != self.block:
            return False
        shape = Shape(before.stance, before.modality, before.polarity, "list")
        at = At(chain=before.chain, told=False, attribution=before.attribution)
        self.done.add(root)
        self._utter(root, at, shape, target=before.target)
        return True

    def mend_quotation(self, first: int, end: int, at: At, before: int) -> None:
        """A quotation that the parser did not hang on its speaker: said by whoever stands outside its marks."""
        own = self.found[before:]
        inside = [one for one in own if one.quotation is not None and len(one.chain) == len(at.chain)]
        outside = [word for word in range(first, end) if self._out_of_quotation(word)]
        if not at.told or not any(self._in_quotation(word) for word in range(first, end)) or not outside:
            return
        if own and not inside:
            return
        said = next((word for word in outside if self._is_cue(word)), None)
        noun = self._speaker_outside(said, outside) if said is not None else None
        heads = [word for word in range(first, end) if self._in_quotation(word) and self._tops(word)]
        if said is None or noun is None or not heads:
            return
        del self.found[before:]
        span = self.scene.document.span(self.tree.starts[said], self.tree.ends[said])
        voice = voice_of(self.scene, self.tree, noun, at.speaker)
        self.scene.remember(voice, plural=self.tree.tags[noun] in ("NNS", "NNPS"))
        told = Told(who=voice, cue=self.tree.words[said], span=span)
        for head in heads:
            self.done.discard(head)
            self.clause(head, At(chain=(*at.chain, told), told=False, attribution="direct"))

    def _in_quotation(self, word: int) -> bool:
        place = self.tree.starts[word]
        return self.tree.words[word][:1].isalnum() and any(
            one.start <= place < one.end for one in self.quotations
        )

    def _out_of_quotation(self, word: int) -> bool:
        return self.tree.words[word][:1].isalnum() and not self._in_quotation(word)

    def _is_cue(self, word: int) -> bool:
        return (
            self.tree.tags[word] in ("VBD", "VBZ", "VBP", "VBN")
            and self.scene.lexicon.cue(self.tree.lower[word]) is not None
        )

    def _speaker_outside(self, said: int, outside: list[int]) -> int | None:
        """The noun beside a word of saying: just before it, else just after."""
        nouns = [
            word
            for word in outside
            if self.tree.is_noun(word) or self.tree.lower[word] in ("he", "she", "they", "it")
        ]
        heads = [
            word
            for word in nouns
            if self.tree.deps[word] not in ("compound", "pobj", "poss", "nmod", "npadvmod")
        ]
        before = [word for word in heads if word < said]
        after = [word for word in heads if word > said]
        return before[-1] if before else (after[0] if after else None)

    def _tops(self, word: int) -> bool:
        """The highest word of what stands in the marks: a verb, or what has a clause's subject."""
        head = self.tree.heads[word]
        top = head == word or not self._in_quotation(head)
        return top and (
            self.tree.is_verb(word) or self.tree.subject(word) is not None or self.tree.deps[word] == "ROOT"
        )

    def _took_for_participle(self, root: int, verb: int) -> bool:
        tree = self.tree
        if tree.tags[verb] not in ("VBN", "VBD") or self._has_verb(root, verb):
            return False
        proper = tree.tags[root][:3] == "NNP" or tree.lower[root] in shapes()["persons"]
        return proper and tree.child(verb, "ccomp", "xcomp", "dobj") is not None

    def _has_verb(self, root: int, but: int) -> bool:
        return any(self.tree.is_verb(kid) for kid in self.tree.kids[root] if kid != but)

    def clause(self, head: int, at: At) -> None:
        """A clause: passed on to its content if it is a saying, uttered if it is not; then what hangs beside it."""
        tree = self.tree
        if at.depth > DEEPEST or head in self.done:
            return
        if tree.deps[head] in ("ccomp", "relcl") and self._asks_who(head):
            return
        self.done.add(head)
        at = self._with_asides(head, at)
        verb = self._acting(head)
        term = QUOTE if tree.lower[verb] in QUOTING else self._term(verb)
        if term is not None and self._is_saying(verb, term):
            self._saying(head, verb, term, at)
        else:
            self._plain(head, at)
        self._beside(head, verb, at)

    def _beside(self, head: int, verb: int, at: At) -> None:
        """Coordinated clauses, and clauses on the side that say something of their own."""
        tree = self.tree
        for word in dict.fromkeys((head, verb)):
            self._nouns_of_saying(word, at)
        subject = tree.subject(head)
        inherited = subject if subject is not None else at.subject
        down = replace(at, depth=at.depth + 1, cue=None, hang=None)
        for word in dict.fromkeys((head, verb)):
            for kid in tree.kids[word]:
                if tree.deps[kid] == "conj" and self._is_clause(kid) and not self._is_consequence(kid):
                    self.clause(kid, replace(down, subject=inherited))
                elif kid not in self.done and self._adds(kid):
                    self.clause(kid, replace(down, subject=inherited))
                elif (
                    tree.deps[kid] in ("advcl", "ccomp", "parataxis")
                    and kid not in self.done
                    and self._is_aside(kid, head)
                ):
                    self.clause(kid, replace(down, subject=None))
        for noun in self._nouns_of(head):
            for kid in tree.children(noun, "relcl", "acl"):
                if kid not in self.done and self._tells(kid):
                    self.clause(kid, replace(down, subject=noun if tree.deps[kid] == "acl" else None))

    def _is_consequence(self, word: int) -> bool:
        """ "So they have to turn to other means", "but only if they do": told with what it belongs to."""
        if any(
            self.tree.lower[kid] in ("if", "unless") and self.tree.deps[kid] == "mark"
            for kid in self.tree.kids[word]
        ):
            return True
        return any(
            self.tree.lower[kid] == "so" and self.tree.deps[kid] == "mark" for kid in self.tree.kids[word]
        )

    def _is_clause(self, word: int) -> bool:
        return self.tree.is_verb(word) or self.tree.child(word, "cop", "nsubj") is not None

    def _asks_who(self, head: int) -> bool:
        """ "Who will attend": a question told, or a clause that only describes."""
        subject = self.tree.subject(head)
        return (
            subject is not None
            and self.tree.lower[subject] in ("who", "what", "which")
            and self._term(head) is None
        )

    def _adds(self, word: int) -> bool:
        """ "..., adding that", "..., warning that": one more saying of the same subject."""
        tree = self.tree
        if tree.tags[word] != "VBG" or tree.deps[word] not in ("advcl", "acl", "xcomp", "dep", "prep"):
            return False
        return tree.child(word, "ccomp") is not None and self._term(word) is not None

    def _is_aside(self, word: int, head: int) -> bool:
        """A clause on the side that says something by itself: "while X insists", "although Y denies it"."""
        tree = self.tree
        if tree.subject(word) is None or not tree.is_verb(word):
            return False
        if tree.deps[word] != "advcl":
            return word < head
        opener = next((tree.lower[kid] for kid in tree.children(word, "mark", "advmod") if kid < word), "")
        return opener in CONTRASTING or (opener in ASIDES and self._term(word) is not None)

    def _nouns_of(self, head: int) -> list[int]:
        tree = self.tree
        nouns = tree.children(head, "nsubj", "nsubjpass", "dobj", "attr")
        nouns += [beside for noun in nouns for beside in tree.children(noun, "appos")]
        for preposition in tree.children(head, "prep", "agent"):
            nouns.extend(tree.children(preposition, "pobj"))
            for inner in tree.children(preposition, "prep"):
                nouns.extend(tree.children(inner, "pobj"))
        return nouns

    def _is_described(self, verb: int) -> bool:
        subject = self.tree.subject(verb)
        return subject is not None and self.tree.lower[subject] in ("who", "which", "that")

    def _nouns_of_saying(self, head: int, at: At) -> None:
        """ "X's assertion that no attack is planned", "reports that it is leaving": said by whoever is named with it."""
        for noun in self._nouns_of(head):
            said = self._said_by_noun(noun)
            if said is None or said in self.done:
                continue
            voice = self._teller(noun, at)
            span = self.scene.document.span(self.tree.starts[noun], self.tree.ends[noun])
            told = Told(who=voice, cue=self.tree.words[noun], span=span)
            inner = replace(
                at,
                chain=(*at.chain, told),
                told=False,
                attribution="indirect",
                cue=None,
                depth=at.depth + 1,
            )
            if voice.id is not None and not at.told and not self._same(voice, at.speaker):
                inner = replace(at, cue=None, depth=at.depth + 1)
            self.done.add(said)
            self._plain(said, replace(inner, subject=None))

    def _said_by_noun(self, noun: int) -> int | None:
        """The clause that a noun of saying governs, if it is somebody's or an unnamed one's: not "a guarantee that"."""
        if (
            self.scene.lexicon.noun_cue(self.tree.lower[noun]) is None
            and self.tree.lower[noun] not in REPORTED
        ):
            return None
        if self.tree.lower[noun] not in REPORTED and self._owner(noun) is None:
            return None
        return next(
            (kid for kid in self.tree.children(noun, "acl", "ccomp", "relcl") if self._is_that(kid)), None
        )

    def _is_that(self, clause: int) -> bool:
        return self.tree.subject(clause) is not None and any(
            self.tree.lower[kid] == "that" and self.tree.deps[kid] == "mark"
            for kid in self.tree.kids[clause]
        )

    def _teller(self, noun: int, at: At) -> Voice:
        """Whose report, claim or fear it is: the owner, the one "by" or "from" whom it is; else it is not said."""
        tree = self.tree
        owner = self._owner(noun)
        if owner is not None:
            return voice_of(self.scene, tree, owner, at.speaker)
        span = self.scene.document.span(tree.starts[noun], tree.ends[noun])
        return Voice(name=tree.words[noun], anonymous=True, span=span)

    def _owner(self, noun: int) -> int | None:
        owner = self.tree.child(noun, "poss")
        for preposition in self.tree.children(noun, "prep", "agent"):
            if owner is None and self.tree.lower[preposition] in ("by", "from"):
                owner = self.tree.child(preposition, "pobj")
        return owner

    def _tells(self, verb: int) -> bool:
        """A relative clause that says something by itself: "who said that up to a third had arrived"."""
        term = self._term(self._acting(verb))
        if term is None:
            return False
        return self.tree.child(self._acting(verb), "ccomp") is not None or (
            term.stance not in (None, "claims") and self._is_described(verb)
        )

    # ---- words of saying

    def _acting(self, head: int) -> int:
        """The verb that says what is done: "deny" in "continued to deny"."""
        tree = self.tree
        verb = head
        while tree.lower[verb] in AUXILIARY:
            below = tree.child(verb, "xcomp")
            if below is None or not tree.is_verb(below):
                break
            verb = below
        return verb

    def _frame(self, verb: int) -> Frame | None:
        tree = self.tree
        if tree.child(verb, "ccomp") is not None:
            return "that-clause"
        if tree.child(verb, "xcomp") is not None:
            return "to-inf"
        for kid in tree.children(verb, "prep"):
            if tree.lower[kid] == "of" and tree.child(kid, "pcomp") is not None:
                return "of-ing"
            if tree.lower[kid] == "as":
                return "np-as"
        return "np" if tree.child(verb, "dobj", "prep", "nsubjpass") is not None else None

    def _term(self, verb: int) -> CueTerm | None:
        """The term of saying that a verb is, with its particle or preposition."""
        tree, cue = self.tree, self.scene.lexicon.cue
        if not (tree.is_verb(verb) or tree.deps[verb] in ("ROOT", "ccomp", "conj", "relcl")):
            return None
        frame = self._frame(verb)
        if tree.lower[verb] in ("put", "puts") and any(
            tree.lower[kid] == "at" for kid in tree.children(verb, "prep")
        ):
            return PUT
        if tree.lower[verb] in COPULAS and self._shape_says(verb):
            return None
        hit = self.hits.get(tree.starts[verb])
        if hit is not None and hit.end > tree.ends[verb]:
            words = " ".join(self.scene.document.text[hit.start : hit.end].lower().split())
            return cue(words, frame) or hit.term
        if tree.lower[verb] in shapes()["support"] and (given := self._given(verb)) is not None:
            return given
        if tree.lower[verb] in CALLING and (named := self._named_as(verb)) is not None:
            return named
        for kid in tree.kids[verb]:
            if kid > verb and tree.deps[kid] in ("prt", "prep", "acomp", "oprd", "ccomp", "advmod"):
                found = cue(f"{tree.lower[verb]} {tree.lower[kid]}", frame)
                if found:
                    return found
        complement = tree.child(verb, "ccomp")
        if tree.lower[verb] in ("made", "make", "makes", "making") and complement is not None:
            return (
                cue("made clear", "that-clause")
                if "clear" in tree.phrase(verb, complement).split()
                else None
            )
        if not tree.is_verb(verb):
            return None
        found = cue(tree.lower[verb], frame)
        hopes = tree.lower[verb] in shapes()["hopes"]
        if found is not None and found.stance is None and found.frame and not hopes:
            return found if frame in (None, *found.frame) else None
        return found

    def _given(self, verb: int) -> CueTerm | None:
        """ "Repeated its demand", "expressed its willingness": the stance of the noun."""
        for kid in self.tree.children(verb, "dobj"):
            stance = NOUNS.get(self.tree.lower[kid])
            if stance is None:
                found = self.scene.lexicon.noun_cue(self.tree.lower[kid])
                stance = found.stance if found is not None else None
            if stance is not None and stance != "claims":
                return CueTerm(word="give", stance=stance)
        return None

    def _named_as(self, verb: int) -> CueTerm | None:
        """ "Called it a lie", "described the drill as provocative": what the name given says."""
        after = self.tree.phrase(verb + 1, self.tree.right[verb])
        for stance, name in NAMES:
            if shapes()[name].within(after):
                return CueTerm(word="call", stance=stance)
        return None

    def _shape_says(self, verb: int) -> bool:
        """True for a predicate that is left to the shape of its clause: "is unacceptable", "is willing"."""
        words = predicate(self.tree, verb)
        return any(shapes()[name].within(words) for name in LEFT_TO_SHAPE)

    def _is_saying(self, verb: int, term: CueTerm) -> bool:
        """True if there is something said: a clause, or for a term with a stance, a noun."""
        tree = self.tree
        if tree.lower[verb] in QUOTING:
            return tree.child(verb, "dobj", "nsubjpass") is not None
        if tree.child(verb, "ccomp", "parataxis") is not None:
            return True
        if term.stance is not None:
            return (
                tree.child(verb, "xcomp", "dobj", "prep", "nsubjpass", "pcomp", "oprd", "acl", "prt")
                is not None
            )
        below = tree.child(verb, "xcomp")
        return below is not None and tree.is_verb(below) and tree.subject(verb) is not None

    def _source(self, head: int, verb: int, at: At) -> Voice | None:
        """Who says it: the subject; for a passive, the agent or, with "quoted" and "told", the subject."""
        tree = self.tree
        passive = tree.child(verb, "nsubjpass") is not None or tree.child(head, "nsubjpass") is not None
        if passive:
            agent = tree.child(verb, "agent")
            noun = tree.child(agent, "pobj") if agent is not None else None
            if noun is not None:
                return voice_of(self.scene, tree, noun, at.speaker)
            if tree.lower[verb] in ("quoted", "cited", "reported", "understood", "believed", "known"):
                return self._voice(tree.child(verb, "nsubjpass"), at)
            return None
        subject = tree.subject(head)
        if subject is None and verb != head:
            subject = tree.subject(verb)
        if subject is None:
            subject = self._inverted(verb)
        if subject is None:
            subject = at.subject
        if subject is not None and tree.lower[subject] in ("it", "there") and tree.deps[subject] == "expl":
            return None
        if subject is not None and tree.lower[subject] in ("it", "they"):
            subject = self._named_before(verb) or subject
        return self._voice(subject, at)

    def _named_before(self, verb: int) -> int | None:
        """ "India will deploy missiles, it said": the subject of what is said before."""
        tree = self.tree
        content = tree.child(verb, "ccomp")
        subject = tree.subject(content) if content is not None and content < verb else None
        if subject is None or tree.tags[subject][:3] != "NNP":
            return None
        named = self.scene.named_in(tree.starts[tree.left[subject]], tree.ends[subject])
        return subject if named else None

    def _inverted(self, verb: int) -> int | None:
        """ "...", declared the spokesman: the parser takes the speaker for an object."""
        tree = self.tree
        content = tree.child(verb, "ccomp")
        spoken = tree.child(verb, "dobj")
        return spoken if content is not None and spoken is not None and content < verb < spoken else None

    def _voice(self, noun: int | None, at: At) -> Voice | None:
        if noun is None:
            return None
        self.scene.direct = at.attribution == "direct" or self._in_quotation(noun)
        return voice_of(self.scene, self.tree, noun, at.speaker)

    def _saying(self, head: int, verb: int, term: CueTerm, at: At) -> None:
        tree = self.tree
        source = self._source(head, verb, at)
        if source is None or not self._speaks(source, verb):
            if at.told or source is not None:
                self._plain(head, at)
                return
            source = at.speaker
        before = at
        told = Told(
            who=source,
            cue=tree.words[verb],
            span=self.scene.document.span(tree.starts[verb], tree.ends[verb]),
        )
        same = self._same(source, at.speaker)
        foreign = not at.told and not same and not self._of_both(at.speaker)
        if same and not at.told:
            inner = replace(at, attribution=at.attribution)
        else:
            chain = at.chain if at.told and self._is_outlet(source, at) else (*at.chain, told)
            inner = replace(at, chain=chain, told=False, attribution="indirect")
        self.scene.remember(source, plural=tree.tags[tree.subject(head) or verb] in ("NNS", "NNPS"))
        inner = replace(inner, cue=head, depth=at.depth + 1, subject=None)
        if (
            tree.lower[verb] in ("quoted", "cited", "quotes", "cites")
            and (noun := tree.child(verb, "dobj")) is not None
        ):
            quoted = Told(
                who=voice_of(self.scene, tree, noun, at.speaker), cue=tree.words[verb], span=told.span
            )
            inner = replace(inner, chain=(*inner.chain, quoted))
            self.scene.remember(quoted.who)
        inner = self._with_sources(verb, inner)
        stance = self._stance_of(term, verb)
        if foreign and stance in BINDING:
            # What a party says the other promised, wants or refuses is that party's claim.
            self._utter(
                head,
                before,
                Shape("claims", form_of(tree, head).modality, "positive", "account of another"),
                subject=source,
            )
            self._mark(head, verb)
            return
        if term is PUT:
            self._utter(head, inner, Shape("claims", "is", "positive", "puts it at"), subject=source)
        elif stance is None and term.stance is None and tree.negated(verb) and same and not at.told:
            self.done.update(tree.children(verb, *CONTENT))
            self._plain(head, before)
        elif stance is None and term.stance is not None and tree.child(verb, "ccomp") is None:
            self.done.update(tree.children(verb, "xcomp"))
            self._plain(head, before)
        elif stance is None:
            self._contents(head, verb, inner)
        else:
            self._with_stance(head, verb, stance, inner)

    def _with_sources(self, verb: int, at: At) -> At:
        """ "..., the weekly reported, quoting three diplomats": those it quotes, too."""
        tree = self.tree
        for kid in tree.children(verb, "advcl"):
            source = tree.child(kid, "dobj")
            if tree.lower[kid] in ("quoting", "citing") and source is not None:
                self.done.add(kid)
                span = self.scene.document.span(tree.starts[kid], tree.ends[kid])
                told = Told(
                    who=voice_of(self.scene, tree, source, at.speaker), cue=tree.words[kid], span=span
                )
                return replace(at, chain=(*at.chain, told))
        return at

    def _of_both(self, voice: Voice) -> bool:
        return len(ids_of(self.scene, voice)) > 1

    def _speaks(self, source: Voice, verb: int) -> bool:
        """True for a person, a body or a paper; "the verdict says nothing" is no voice, nor a report that disagrees."""
        lists = shapes()
        words = source.name.lower().split() or [""]
        if words[-1] in PRONOUNS or words[0] in ("nobody", "nothing", "none", "no"):
            return False
        if source.id is not None or source.role is not None or words[-1] in self.scene.persons:
            return not (any(word in REPORTED for word in words) and self.tree.negated(verb))
        if source.name.lower() in lists["both"].phrases or words[-1] in lists["papers"]:
            return not self.tree.negated(verb)
        head = [
            word
            for word in words
            if word in lists["persons"] or word in lists["bodies"] or word in lists["nameless"]
        ]
        named = source.name.split()[-1][:1].isupper()
        return bool(head) or (named and len(source.name) > 2)

    def _is_outlet(self, source: Voice, at: At) -> bool:
        return source.name == at.speaker.name

    def _same(self, one: Voice, other: Voice) -> bool:
        if one.id is not None and one.id == other.id:
            return True
        return one.name == other.name

    def _stance_of(self, term: CueTerm, verb: int) -> Stance | None:
        """The stance that the word of saying carries; none where the content has to say it."""
        tree = self.tree
        stance = term.stance
        if stance == "claims" or stance is None:
            return None
        if stance == "threatens" and no_noun(tree, verb):
            return "denies"
        if stance == "refuses" and any(
            tree.lower[kid] in DENIABLE for kid in tree.children(verb, "dobj", "nsubjpass")
        ):
            return "denies"
        if not tree.negated(verb) or " not " in f" {term.word} ":
            return stance
        return NEGATED.get(stance, stance)

    def _mark(self, *words: int) -> None:
        for word in words:
            self.done.add(word)
            self.done.update(kid for kid in self.tree.children(word, *CONTENT))

    def _contents(self, head: int, verb: int, at: At) -> None:
        """The clauses that a neutral word of saying governs, each with the chain; its noun if it has no clause."""
        tree = self.tree
        clauses = [
            kid for kid in tree.children(verb, "ccomp", "parataxis", "xcomp") if kid not in self.done
        ]
        clauses += [kid for kid in tree.children(verb, "advcl") if kid > verb and self._as_quoted(kid)]
        clauses = [below for kid in clauses for below in self._under_clear(kid)]
        if not clauses:
            for kid in tree.children(verb, "prep"):
                if tree.lower[kid] == "as" and (below := tree.child(kid, "pcomp")) is not None:
                    clauses.append(below)
        for kid in clauses:
            if tree.deps[kid] == "xcomp" and not tree.children(verb, "dobj"):
                self._utter(head, at, Shape("claims", "is", "positive", "hopes"), subject=at.speaker)
                self.done.add(kid)
            else:
                self.clause(kid, replace(at, subject=self._controlled(verb, kid)))

    def _under_clear(self, clause: int) -> list[int]:
        """ "Made it clear that": the parser hangs the clause under "clear"."""
        if self.tree.lower[clause] not in ("clear", "plain", "known"):
            return [clause]
        return self.tree.children(clause, "ccomp", "advcl") or [clause]

    def _as_quoted(self, word: int) -> bool:
        return any(self.tree.lower[kid] == "as" for kid in self.tree.kids[word])

    def _controlled(self, verb: int, clause: int) -> int | None:
        """The subject that an infinitive takes from above: the object if there is one, else the subject."""
        tree = self.tree
        if tree.deps[clause] != "xcomp":
            return None
        objects = tree.children(verb, "dobj")
        return objects[0] if objects else tree.subject(verb)

    def _with_stance(self, head: int, verb: int, stance: Stance, at: At) -> None:
        """A word of saying that carries the stance: one utterance for each coordinated content."""
        tree = self.tree
        contents = [kid for kid in tree.children(verb, *CONTENT) if kid not in self.done]
        modality = form_of(tree, contents[0]).modality if contents else form_of(tree, head).modality
        target = self._addressee(verb, contents, at)
        stance = self._weighed(self._harmful(stance, verb), contents, at)
        polarity: Polarity = (
            "negative"
            if stance in ("denies", "refuses") or any(tree.negated(kid) for kid in contents)
            else "positive"
        )
        whole = self._range(head, ())
        hang = condition_of(tree, *whole)
        if stance in ("offers", "willing") and hang is not None:
            stance = "conditional"
        shape = Shape(stance, modality, polarity, "word of saying")
        parts = [other for kid in contents for other in tree.conjuncts(kid)[1:] if self._is_clause(other)]
        self._utter(head, at, shape, target=target, without=tuple(parts), hang=hang)
        for kid in contents:
            self.done.add(kid)
        for part in parts:
            self.done.add(part)
            self._utter(part, replace(at, cue=None), shape, target=target)

    def _weighed(self, stance: Stance, contents: list[int], at: At) -> Stance:
        """What "warned that", "insisted that" and "agreed that" come to, by the clause they govern."""
        tree = self.tree
        if (
            stance not in ("insists", "threatens", "offers")
            or not contents
            or tree.deps[contents[0]] != "ccomp"
        ):
            return stance
        below = contents[0]
        if (
            not any(
                tree.lower[kid] in ("that", "if", "unless") for kid in tree.children(below, "mark", "advcl")
            )
            and stance != "insists"
        ):
            return stance
        subject = self._voice(tree.subject(below), at)
        own = subject is not None and (self._same(subject, at.speaker) or self._both(subject, at))
        first, last = self._range(below, ())
        shape = shape_of(tree, below, (first, last), own=own, conditional=False)
        if stance == "insists":
            if self._subjunctive(below):
                return "insists"
            return "insists" if shape.stance in BINDING else shape.stance
        if stance == "threatens":
            return (
                shape.stance
                if shape.stance in ("demands", "insists", "doubts") or not self._harms(below, shape)
                else "threatens"
            )
        agreed = tree.lower[tree.heads[below]].startswith("agree")
        return (
            "claims"
            if agreed and shape.modality == "is" and shape.stance in ("claims", "accuses")
            else stance
        )

    def _subjunctive(self, clause: int) -> bool:
        """ "That the ceasefire be verified": what is asked for, not what is."""
        if self.tree.tags[clause] == "VB" and not self.tree.children(clause, "aux"):
            return True
        return any(self.tree.lower[kid] == "be" for kid in self.tree.children(clause, "auxpass", "aux"))

    def _harms(self, clause: int, shape: Shape) -> bool:
        """True for what is said to come: a warning of it is a threat; one of what is, a claim."""
        return shape.stance == "threatens" or shape.modality in ("will", "would", "may")

    def _harmful(self, stance: Stance, verb: int) -> Stance:
        """A pledge of consequences is a threat."""
        tree = self.tree
        if stance not in ("offers", "willing"):
            return stance
        nouns = [kid for kid in tree.children(verb, "dobj")]
        nouns += [noun for prep in tree.children(verb, "prep") for noun in tree.children(prep, "pobj")]
        if any(tree.lower[noun] in shapes()["harm"] for noun in nouns):
            return "threatens"
        below = tree.child(verb, "xcomp", "ccomp")
        if below is not None and tree.deps[below] == "xcomp":
            acting = form_of(tree, below).verb
            words = tree.phrase(tree.left[below], tree.right[below])
            if tree.lower[acting] in shapes()["hostile"] and not friendly(tree, acting, words):
                return "threatens"
        if below is not None and tree.lower[form_of(tree, below).verb] in (
            "retaliate",
            "punish",
            "strike",
            "destroy",
            "avenge",
            "respond",
            "hit",
        ):
            return "threatens"
        return stance

    def _addressee(self, verb: int, contents: list[int], at: At) -> Voice | None:
        """At whom it is directed: the object, the content's subject, or who is named first in it."""
        tree = self.tree
        candidates = tree.children(verb, "dobj", "dative")
        for preposition in tree.children(verb, "prep"):
            candidates += tree.children(preposition, "pobj")
        candidates += [subject for kid in contents if (subject := tree.subject(kid)) is not None]
        for noun in candidates:
            voice = voice_of(self.scene, tree, noun, at.speaker)
            if (
                voice.id is not None
                and voice.id not in ids_of(self.scene, at.speaker)
                and voice.span is not None
            ):
                return voice
        return self._first_other(tree.left[verb], tree.right[verb], at)

    def _describes(self, end: int) -> bool:
        """ "NATO exercises", "Russia's borders": a name that only says whose something is."""
        tree = self.tree
        word = max(0, tree.first_at(end) - 1)
        head = tree.heads[word]
        if tree.deps[word] not in ("compound", "nmod", "poss"):
            return False
        lists = shapes()
        return (
            head > word
            and tree.lower[head] not in lists["persons"]
            and tree.lower[head] not in lists["bodies"]
        )

    def _first_other(self, first: int, last: int, at: At) -> Voice | None:
        own = ids_of(self.scene, at.speaker)
        for one in self.scene.named_in(self.tree.starts[first], self.tree.ends[last]):
            if (
                one.id not in own
                and one.how != "place"
                and one.kind != "outlet"
                and not self._describes(one.end)
            ):
                text = self.scene.document.text[one.start : one.end]
                return Voice(name=text, id=one.id, span=self.scene.document.span(one.start, one.end))
        return None

    # ---- clauses that are uttered

    def _with_asides(self, head: int, at: At) -> At:
        """ "According to X", "as X told Y", ", X said,": a voice put beside the clause."""
        tree = self.tree
        for kid in tree.kids[head]:
            lower = tree.lower[kid]
            if lower == "in" and (noun := self._in_the_words_of(kid)) is not None:
                at = self._under(kid, noun, tree.words[tree.child(kid, "pobj") or kid], at)
            elif lower == "according" and (noun := self._below(kid)) is not None:
                at = self._under(kid, noun, "according to", at)
            elif (
                tree.deps[kid] == "advcl"
                and kid not in self.done
                and self._as_quoted(kid)
                and self._term(kid) is not None
            ):
                subject = tree.subject(kid)
                if subject is not None and tree.child(kid, "ccomp") is None:
                    self.done.add(kid)
                    at = self._under(kid, subject, tree.words[kid], at)
            elif (
                tree.deps[kid] == "parataxis"
                and self._term(kid) is not None
                and (subject := tree.subject(kid)) is not None
            ):
                self.done.add(kid)
                at = self._under(kid, subject, tree.words[kid], at)
        return at

    def _in_the_words_of(self, preposition: int) -> int | None:
        """The owner in "in Moscow's telling"."""
        noun = self.tree.child(preposition, "pobj")
        if noun is None or self.tree.lower[noun] not in TELLINGS:
            return None
        return self.tree.child(noun, "poss")

    def _below(self, word: int) -> int | None:
        """The noun under "according to"."""
        for kid in self.tree.children(word, "prep"):
            noun = self.tree.child(kid, "pobj")
            if noun is not None:
                return noun
        return self.tree.child(word, "pobj")

    def _under(self, cue: int, noun: int, words: str, at: At) -> At:
        voice = voice_of(self.scene, self.tree, noun, at.speaker)
        self.scene.remember(voice, plural=self.tree.tags[noun] in ("NNS", "NNPS"))
        if self._same(voice, at.speaker) and not at.told and voice.name == at.speaker.name:
            return at
        span = self.scene.document.span(self.tree.starts[cue], self.tree.ends[cue])
        told = Told(who=voice, cue=words, span=span)
        outlet = voice.id is not None and self.scene.lexicon.kind_of(voice.id) == "outlet"
        for kid in self.tree.children(cue, "advcl", "xcomp"):
            source = self.tree.child(kid, "dobj")
            if self.tree.lower[kid] in ("quoting", "citing") and source is not None:
                told_by = Told(who=self._voice(source, at) or voice, cue=self.tree.words[kid], span=span)
                return replace(at, chain=(*at.chain, told, told_by), told=False, attribution="indirect")
        return replace(at, chain=(*at.chain, told), told=at.told and outlet, attribution="indirect")

    def _through_another(self, at: At) -> At | None:
        """Where the chain was before it came to this speaker, if another party stands in it."""
        for place, told in enumerate(at.chain[:-1]):
            who = told.who
            if who.id is None or who.id == at.speaker.id or at.speaker.id is None:
                continue
            if self.scene.lexicon.kind_of(who.id) in ("state", "alliance", "group"):
                return replace(at, chain=at.chain[: place + 1])
        return None

    def _ours(self, subject: int) -> bool:
        """ "Our aircraft", "my country"."""
        return any(self.tree.lower[kid] in FIRST for kid in self.tree.children(subject, "poss"))

    def _noun_is_that(self, head: int, at: At) -> bool:
        """ "Seoul's first demand is that the North close its site": the owner's, with the stance of the noun."""
        tree = self.tree
        subject = tree.subject(head)
        if subject is None or tree.lower[head] not in COPULAS or self._owner(subject) is None:
            return False
        found = self.scene.lexicon.noun_cue(tree.lower[subject])
        stance = NOUNS.get(tree.lower[subject]) or (found.stance if found is not None else None)
        if tree.lower[subject] in ("condition", "conditions", "precondition"):
            stance = "insists"
        content = tree.child(head, "ccomp", "attr", "xcomp", "advcl")
        if stance is None or stance == "claims" or content is None:
            return False
        owner = self._voice(self._owner(subject), at)
        if owner is None or (not at.told and not self._same(owner, at.speaker)):
            return False
        span = self.scene.document.span(tree.starts[subject], tree.ends[subject])
        chain = (
            at.chain if not at.told else (*at.chain, Told(who=owner, cue=tree.words[subject], span=span))
        )
        self.done.add(content)
        inner = replace(at, chain=chain, told=False, attribution="indirect" if at.told else at.attribution)
        shape = Shape(stance, form_of(tree, content).modality, "positive", "the noun")
        self._utter(
            head, inner, shape, target=self._first_other(tree.left[content], tree.right[content], inner)
        )
        return True

    def _plain(self, head: int, at: At) -> None:
        """A clause without a word of saying: its shape decides."""
        tree = self.tree
        if self._noun_is_that(head, at) or self._paper_says(head, at):
            return
        core = core_of(tree, head)
        subject_word = tree.subject(core)
        if subject_word is None:
            subject_word = tree.subject(head)
        if subject_word is None:
            subject_word = at.subject
        subject = self._voice(subject_word, at)
        own = subject is not None and (self._same(subject, at.speaker) or self._both(subject, at))
        if subject_word is not None and self._ours(subject_word):
            own = True
        if not own and subject is not None and self._of_both(at.speaker):
            own = True
            if subject.id is not None:
                span = self.scene.document.span(tree.starts[head], tree.ends[head])
                at = replace(at, chain=(*at.chain, Told(who=subject, cue=tree.words[head], span=span)))
        if at.carried and subject_word is not None and tree.lower[subject_word] == "it":
            own = True
        first, last = self._range(head, self._said_elsewhere(head))
        hang = condition_of(tree, first, last)
        if at.told:
            self._narrated(head, at, subject, first, last, hang)
            return
        if subject is not None and subject.id is not None and not own and subject_word is not None:
            self.scene.remember(subject, plural=tree.tags[subject_word] in ("NNS", "NNPS"))
        thing = subject is None or (subject.id is None and subject.role is None)
        shape = shape_of(
            tree, head, (first, last), own=own, conditional=hang is not None, thing=thing
        )
        if hang is not None and tree.lower[hang.first] == "without" and shape.stance == "claims":
            shape = replace(shape, stance="insists", rule="nothing without")
        if shape.rule in ("not known", "whether"):
            hang = None
        target = None if own else (subject if subject is not None and subject.id else None)
        if shape.rule == "untrue" and subject_word is not None:
            target = self._outlet_of(subject_word) or target
        if target is None:
            target = self._first_other(first, last, at)
        self._utter(
            head,
            at,
            shape,
            subject=subject,
            target=target,
            hang=hang,
            without=self._said_elsewhere(head),
            hangs=shape.rule not in ("not known", "whether"),
        )

    def _paper_says(self, head: int, at: At) -> bool:
        """ "The Russian paper allows for three visits": the voice of whose paper it is."""
        tree = self.tree
        subject = tree.subject(head)
        if (
            subject is None
            or tree.lower[subject] not in shapes()["papers"]
            or tree.lower[head] not in shapes()["granting"]
        ):
            return False
        voice = self._voice(subject, at)
        if voice is None or voice.id is None:
            return False
        span = self.scene.document.span(tree.starts[head], tree.ends[head])
        inner = replace(at, chain=(*at.chain, Told(who=voice, cue=tree.words[head], span=span)), told=False)
        stance: Stance = "refuses" if tree.negated(head) else "offers"
        self._utter(head, inner, Shape(stance, "is", "positive", "paper"), subject=voice)
        return True

    def _said_elsewhere(self, head: int) -> tuple[int, ...]:
        """Clauses under a noun of this one that are uttered by themselves."""
        return tuple(
            said for noun in self._nouns_of(head) if (said := self._said_by_noun(noun)) is not None
        )

    def _outlet_of(self, noun: int) -> Voice | None:
        """The outlet whose report is spoken of: "the report by the Gazette"."""
        first, last = self.tree.left[noun], self.tree.right[noun]
        for one in self.scene.named_in(self.tree.starts[first], self.tree.ends[last]):
            if one.kind == "outlet":
                text = self.scene.document.text[one.start : one.end]
                return Voice(name=text, id=one.id, span=self.scene.document.span(one.start, one.end))
        return None

    def _both(self, subject: Voice, at: At) -> bool:
        ids = ids_of(self.scene, subject)
        return len(ids) > 1 and at.speaker.id in ids

    def _narrated(
        self, head: int, at: At, subject: Voice | None, first: int, last: int, hang: Hang | None
    ) -> None:
        """What the document tells itself: a party's stance if the predicate shows one, else a claim of the outlet."""
        tree = self.tree
        shape = shape_of(tree, head, (first, last), own=True, conditional=hang is not None)
        holder = self._holder(head, subject, shape, at, hang)
        if holder is not None:
            span = self.scene.document.span(tree.starts[head], tree.ends[head])
            chain = (*at.chain, Told(who=holder, cue=tree.words[head], span=span))
            inner = replace(at, chain=chain, told=False, attribution="indirect")
            self.scene.remember(holder)
            self._utter(
                head, inner, shape, subject=holder, hang=hang, target=self._first_other(first, last, inner)
            )
            return
        if subject is not None and subject.id is not None:
            self.scene.remember(subject)
        if shape.rule in ("not known", "unclear"):
            self._utter(head, at, shape, subject=subject, hang=hang)
            return
        plain = Shape(
            "claims", shape.modality, "negative" if form_of(tree, head).negative else "positive", "told"
        )
        without = self._said_elsewhere(head)
        self._utter(head, at, plain, subject=subject, hang=hang, told=True, without=without)

    def _holder(
        self, head: int, subject: Voice | None, shape: Shape, at: At, hang: Hang | None
    ) -> Voice | None:
        """Whose stance a told clause shows: the subject that is willing, or the one "for" whom it is unacceptable."""
        if (
            shape.rule in ("will do", "could if")
            and form_of(self.tree, head).modality == "would"
            and hang is not None
        ):
            return subject if subject is not None and subject.id else None
        reluctant = shape.rule == "will not" and self._has_choice(head)
        if reluctant or shape.rule in (
            "willing",
            "not willing",
            "unwilling",
            "no intention",
            "will refuse",
        ):
            return subject if subject is not None and (subject.id or subject.anonymous) else None
        if shape.rule == "unacceptable":
            for word in self.tree.subtree(head):
                if self.tree.lower[word] in ("for", "to", "by") and self.tree.deps[word] in (
                    "prep",
                    "agent",
                ):
                    noun = self.tree.child(word, "pobj")
                    voice = self._voice(noun, at)
                    if voice is not None and voice.id:
                        return voice
                    for one in self.scene.named_in(
                        self.tree.starts[word], self.tree.ends[min(word + 4, len(self.tree) - 1)]
                    ):
                        return Voice(
                            name=self.scene.document.text[one.start : one.end],
                            id=one.id,
                            span=self.scene.document.span(one.start, one.end),
                        )
        return None

    def _has_choice(self, head: int) -> bool:
        """ "Will not discuss", "would not hear of": what only the party itself decides."""
        verb = self.tree.lower[form_of(self.tree, head).verb]
        words = self.tree.phrase(head, self.tree.right[head])
        lists = shapes()
        return (
            verb in lists["discussing"] or verb in lists["cooperative"] or lists["refusing"].within(words)
        )

    # ---- words that carry an utterance

    def _range(self, head: int, without: tuple[int, ...]) -> tuple[int, int]:
        """First and last word of a clause, without clauses beside it and marks around it."""
        tree = self.tree
        first, last = tree.left[head], tree.right[head]
        beside = [kid for kid in tree.children(head, "conj") if self._is_clause(kid)]
        cut = [*without, *(kid for kid in beside if not self._is_consequence(kid))]
        for kid in tree.children(head, "advcl", "ccomp"):
            if (
                kid < head
                and tree.subject(kid) is not None
                and not self._conditional(kid)
                and tree.right[kid] < head
            ):
                first = max(first, tree.right[kid] + 1)
        for kid in cut:
            if kid > head:
                last = min(last, tree.left[kid] - 1)
        for kid in tree.children(head, "parataxis", "advcl"):
            if tree.deps[kid] == "advcl" and not self._is_side(kid):
                continue
            if kid > head and tree.left[kid] > head:
                last = min(last, tree.left[kid] - 1)
        return self._trimmed(head, first, last)

    def _conditional(self, kid: int) -> bool:
        words = {self.tree.lower[one] for one in self.tree.kids[kid]}
        return not words.isdisjoint(
            {"if", "unless", "should", "once", "until", "as", "when", "because", "since"}
        )

    def _is_side(self, kid: int) -> bool:
        opener = next(
            (self.tree.lower[one] for one in self.tree.children(kid, "mark", "advmod") if one < kid), ""
        )
        return opener in ("while", "although", "though", "whereas")

    def _trimmed(self, head: int, first: int, last: int) -> tuple[int, int]:
        tree = self.tree
        while first < head and (
            tree.tags[first] in (",", ":", "``", "''", "_SP", "CC", ".", "NFP", "HYPH")
            or tree.lower[first] in ("that", "so", "nonetheless", "however", "still")
        ):
            first += 1
        while last > head and tree.tags[last] in (",", ":", "``", "''", "_SP", "CC", ".", "NFP"):
            last -= 1
        return first, last

    def _utter(
        self,
        head: int,
        at: At,
        shape: Shape,
        *,
        subject: Voice | None = None,
        target: Voice | None = None,
        without: tuple[int, ...] = (),
        hang: Hang | None = None,
        told: bool = False,
        hangs: bool = True,
    ) -> None:
        before = self._through_another(at) if shape.stance in BINDING else None
        if before is not None:
            # What a party tells of the other's promise is that party's claim.
            at, shape = before, replace(shape, stance="claims", rule="account of another")
        first, last = self._range(head, without)
        cue = at.cue
        quotation = self._quoted(first, last)
        if quotation is not None:
            first, last = self._inside(quotation, first, last)
        self.found.append(
            Utterance(
                tree=self.tree,
                block=self.block,
                head=head,
                first=first,
                last=last,
                stance=shape.stance,
                modality=shape.modality,
                polarity=shape.polarity,
                chain=at.chain,
                attribution="direct" if quotation is not None else at.attribution,
                rule=shape.rule,
                cue=cue,
                subject=subject,
                target=target,
                hang=(hang or condition_of(self.tree, first, last)) if hangs else None,
                quotation=quotation,
                told=told,
                doubtful=(CARRIED,) if at.carried else (),
            )
        )

    def _quoted(self, first: int, last: int) -> Quotation | None:
        """The quotation in which most of these words stand."""
        start, end = self.tree.starts[first], self.tree.ends[last]
        for one in self.quotations:
            shared = min(end, one.end) - max(start, one.start)
            if shared * 2 > end - start:
                return one
        return None

    def _inside(self, quotation: Quotation, first: int, last: int) -> tuple[int, int]:
        while first < last and self.tree.starts[first] < quotation.start:
            first += 1
        while last > first and self.tree.ends[last] > quotation.end:
            last -= 1
        return first, last


def walk_block(
    scene: Scene,
    tree: Tree,
    block: int,
    quotations: tuple[Quotation, ...],
    at: dict[int, At],
    asides: Sequence[re.Match[str]] = (),
) -> tuple[Utterance, ...]:
    """Everything uttered in a block.

    at        for each sentence, by its first word, in whose voice it stands
    asides    voices put into the middle of what they say, which the parser was not shown
    """
    if not len(tree):
        return ()
    hits = {
        hit.start: hit for hit in scene.lexicon.cues(scene.document.text, tree.starts[0], tree.ends[-1])
    }
    walker = Walker(scene, tree, block, quotations, hits)
    told: At | None = None
    for first, end in tree.sents:
        if first not in at:
            continue
        before = len(walker.found)
        within = [one for one in asides if tree.starts[first] <= one.start() < tree.ends[end - 1]]
        here = _with_aside(scene, at[first], within)
        if (
            here is at[first]
            and here.told
            and told is not None
            and _carries_on(scene, tree, first, end, told)
        ):
            here = told
        if not walker.carry_on_list(first, end):
            walker.sentence(first, end, here)
        walker.mend_quotation(first, end, at[first], before)
        told = _indirect(walker.found[before:], at[first])
    return tuple(walker.found)


def _indirect(found: Sequence[Utterance], base: At) -> At | None:
    """The voice that a sentence reported at one remove, for the next to carry on in."""
    if not base.told or not found:
        return None
    last = found[-1]
    if last.attribution not in ("indirect", "direct") or len(last.chain) != len(base.chain) + 1:
        return None
    return At(chain=last.chain, told=False, attribution="indirect", carried=True)


def _carries_on(scene: Scene, tree: Tree, first: int, end: int, told: At) -> bool:
    """True for "It would not bargain." after "X said it was ready.": reported still, though nobody is named again."""
    root = next((word for word in range(first, end) if tree.heads[word] == word), first)
    modal = any(tree.lower[kid] in ("would", "could", "'d", "had") for kid in tree.children(root, "aux"))
    shut = tree.lower[root] in ("excluded", "ruled") and tree.child(root, "auxpass") is not None
    subject = tree.subject(root)
    if not (modal or shut) or subject is None:
        return False
    if any(tree.lower[kid] in ("would", "could", "'d") for kid in tree.children(root, "aux")):
        return True
    voice = voice_of(scene, tree, subject, told.speaker)
    return shut or tree.lower[subject] in ("it", "they", "he", "she") or voice.id == told.speaker.id


def _with_aside(scene: Scene, at: At, found: Sequence[re.Match[str]]) -> At:
    """The voice of a sentence, with whoever was put into the middle of it."""
    for one in found:
        voice = _aside_voice(scene, one)
        if voice is not None and voice.name != at.speaker.name:
            told = Told(
                who=voice, cue=one["cue"], span=scene.document.span(one.start("cue"), one.end("cue"))
            )
            return At(chain=(*at.chain, told), told=False, attribution="indirect")
    return at


def _aside_voice(scene: Scene, one: re.Match[str]) -> Voice | None:
    words = one["who"].lower().split()
    span = scene.document.span(one.start("who"), one.end("who"))
    if words[-1] in ("he", "she"):
        return scene.person or scene.crowd
    if words[-1] in ("they", "it"):
        return (scene.crowd if words[-1] == "they" else scene.body) or scene.body
    known = scene.persons.get(words[-1])
    if known is not None:
        return Voice(name=known.name, id=known.id, role=known.role, span=span)
    named = scene.named_in(one.start("who"), one.end("who"))
    if named:
        return Voice(name=one["who"], id=named[-1].id, span=span)
    return scene.person if words[-1] in shapes()["persons"] else None
