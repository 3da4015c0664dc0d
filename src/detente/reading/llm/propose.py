"""A document, the rules' proposals and an endpoint in; the merged proposals, and notes in sentences, out.

Every proposal of the rules comes out again, whatever the model or the network does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import as_completed as in_order_of_arrival
from dataclasses import dataclass, replace

from detente.case.proposals import Proposal
from detente.case.vocabulary import ActorTerm
from detente.reading.document import Block, Document
from detente.reading.llm.ask import Answer, Unreadable, prompt_sha, read_answer, request
from detente.reading.llm.client import Endpoint, Failure, Leash, post, read_key
from detente.reading.llm.verify import Verdict, Verified, verify
from detente.reading.llm.voices import known

Progress = Callable[[str, float], None]
READ = ("paragraph", "item")
SHORTEST = 20
LONGEST = 12_000
"""Code points of a paragraph that is sent: below there is no statement, above it is no paragraph."""
MOST_NAMES = 200


@dataclass(frozen=True)
class Run:
    """What one document is asked with."""

    document: Document
    rules: tuple[Proposal, ...]
    actors: tuple[ActorTerm, ...]
    endpoint: Endpoint
    names: tuple[str, ...]

    @property
    def model(self) -> str:
        """What `made_by` says of it."""
        return f"model {self.endpoint.model}, prompt {prompt_sha()}"


def propose(
    document: Document,
    proposals: Sequence[Proposal],
    endpoint: Endpoint | None,
    *,
    actors: Sequence[ActorTerm] = (),
    progress: Progress | None = None,
    leash: Leash | None = None,
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """Ask a model about every paragraph, and let in what can be verified.

    With no endpoint nothing is contacted and the proposals come back as they are. A proposal of the
    rules that the model confirms has the model in `made_by`; what only the model reads, or reads
    otherwise, comes as a further proposal `m01`, `m02`, ... with `checks`. `leash.stop()` from
    another thread, Ctrl-C, or an exception out of `progress` end all requests under way. Raises
    UsageError if the key cannot be used.
    """
    rules = tuple(proposals)
    if endpoint is None:
        return rules, ()
    read_key(endpoint.key_name)
    names = known(document, rules, actors).names[:MOST_NAMES]
    run = Run(document, rules, tuple(actors), endpoint, names)
    paragraphs = [one for one in document.blocks if one.kind in READ and _size(one) >= SHORTEST]
    asked = [one for one in paragraphs if _size(one) <= LONGEST]
    answers = _ask_all(run, asked, leash or Leash(endpoint.deadline), progress or _silent)
    verified = [
        _held(run, block, got) for block, got in zip(asked, answers, strict=True) if isinstance(got, Answer)
    ]
    failed = Counter(got.says for got in answers if isinstance(got, Failure))
    failed.update({"the paragraph is too long to be sent": len(paragraphs) - len(asked)})
    return _merge(rules, verified), tuple(_notes(run, failed, verified))


def _silent(stage: str, share: float) -> None:
    pass


def _size(block: Block) -> int:
    return block.end - block.start


def _ask_all(run: Run, asked: Sequence[Block], leash: Leash, tell: Progress) -> list[Answer | Failure]:
    """An answer or a failure for each paragraph, in their order."""
    pool = ThreadPoolExecutor(run.endpoint.parallel, thread_name_prefix="detente-llm")
    stuck: list[Failure] = []
    try:
        futures = [pool.submit(_ask, run, block, leash, stuck) for block in asked]
        for number, _ in enumerate(in_order_of_arrival(futures), 1):
            tell("asking the model", number / len(futures))
        return [future.result() for future in futures]
    finally:
        leash.stop()
        pool.shutdown(cancel_futures=True)


def _ask(run: Run, block: Block, leash: Leash, stuck: list[Failure]) -> Answer | Failure:
    """Ask about one paragraph, unless another one has shown that there is no point."""
    if stuck:
        return stuck[0]
    text = run.document.text[block.start : block.end]
    body = request(run.endpoint.model, text, run.document.title or "", run.names, run.endpoint.seed)
    got = post(run.endpoint, body, leash)
    if isinstance(got, Failure):
        if got.hopeless:
            stuck.append(got)
        return got
    try:
        return read_answer(got)
    except Unreadable as unreadable:
        return Failure(str(unreadable))


def _held(run: Run, block: Block, answer: Answer) -> Verified:
    return verify(run.document, block, run.rules, answer, actors=run.actors, model=run.model)


def _merge(rules: Sequence[Proposal], verified: Sequence[Verified]) -> tuple[Proposal, ...]:
    """The rules' proposals, some of them confirmed, and the model's own, in the order of the text."""
    confirmed = {
        one.id: one for one in reversed(_made(verdict for each in verified for verdict in each.accepted))
    }
    mine = [confirmed.get(rule.id, rule) for rule in rules]
    taken = {rule.id for rule in rules}
    free = (name for number in range(1, 10_000_000) if (name := f"m{number:02}") not in taken)
    queued = _made(verdict for each in verified for verdict in each.queued)
    queued = sorted(_once(queued), key=lambda one: (one.evidence.start, one.evidence.end))
    theirs = [replace(one, id=name) for one, name in zip(queued, free, strict=False)]
    return tuple(sorted([*mine, *theirs], key=lambda one: one.evidence.start))


def _made(verdicts: Iterator[Verdict]) -> list[Proposal]:
    return [verdict.proposal for verdict in verdicts if verdict.proposal]


def _once(proposals: Sequence[Proposal]) -> list[Proposal]:
    """A model that repeats itself is heard once."""
    return list(dict.fromkeys(proposals))


def _notes(run: Run, failed: Counter[str], verified: Sequence[Verified]) -> Iterator[str]:
    """What a person has to know of the run."""
    for says, times in sorted(failed.items()):
        if times:
            yield f"model {run.endpoint.model}: {says}; {_paragraphs(times)} read by the rules alone"
    rejected = [verdict for each in verified for verdict in each.rejected]
    malformed = [sentence for each in verified for sentence in each.malformed]
    reasons = Counter(reason for verdict in rejected for reason in verdict.reasons)
    reasons.update(malformed)
    for reason, times in sorted(reasons.items()):
        yield f"model {run.endpoint.model}: {_answers(times)} refused: {reason}"


def _paragraphs(times: int) -> str:
    return "1 paragraph was" if times == 1 else f"{times} paragraphs were"


def _answers(times: int) -> str:
    return "1 reading was" if times == 1 else f"{times} readings were"
