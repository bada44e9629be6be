"""As one types: names that exist and complete the last word, and the first acts found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexing.names.matching import PARTICLES, fold, script_of, word_key
from indexing.search.asked_text import asked_text
from indexing.search.begun_names import begun_spellings
from indexing.search.index import ActIndex, Hit
from indexing.search.plan import SHORTEST_BEGUN, last_word, printable
from indexing.search.request import SearchRequest
from indexing.search.terms import is_articled

SAMPLE = 40
MAX_COMPLETIONS = 8
MAX_HITS = 5
_SHORTEST_KEY = 2


@dataclass(frozen=True, slots=True)
class Completion:
    """A name that exists: ``word`` as an act writes it, ``text`` with it as the last word."""

    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Completions, the commonest of a sample first, and some of the acts found."""

    completions: tuple[Completion, ...]
    hits: tuple[Hit, ...]


def suggest(index: ActIndex, text: str, cross_script: bool = True) -> Suggestions:
    """What ``text`` may become; nothing before its second letter. At most 8 names and 5 acts.

    Names are those of a sample of 40 acts: what is common shows, what is rare takes a letter more.
    """
    written = printable(text)
    if len(written.strip()) < SHORTEST_BEGUN:
        return Suggestions((), ())
    hits = index.search(typed_request(written, cross_script)).hits
    if not hits and written != written.rstrip():
        # No name is called so: it is a beginning, whatever was typed after it.
        written = written.rstrip()
        hits = index.search(typed_request(written, cross_script)).hits
    begun = _begun(written)
    return Suggestions(_completions(written, begun, hits) if begun else (), hits[:MAX_HITS])


def _begun(written: str) -> str:
    """The last word as far as it is typed, folded; "" where nothing of one is."""
    names = asked_text(written).names
    _, begun = last_word(names, written)
    last = names.rpartition(" ")[2]
    letter = fold(last) if len(last) == 1 and written.endswith(last) else ""
    return begun or letter


def typed_request(text: str, cross_script: bool = True) -> SearchRequest:
    """The search that is made while ``text`` is typed."""
    return SearchRequest(
        text,
        fuzzy=False,
        cross_script=cross_script,
        unfinished=True,
        counted_to=0,
        limit=SAMPLE,
    )


def _completions(text: str, begun: str, hits: Sequence[Hit]) -> tuple[Completion, ...]:
    written = Counter(name for hit in hits for name in dict.fromkeys(_names(begun, hit)))
    before = text.rstrip().rpartition(" ")[0].split()
    own = script_of(begun)
    # Whole words first, then what is common; both scripts have their share.
    ranked = sorted(written, key=lambda name: (fold(name) != begun, -written[name], name))
    first = {fold(name): name for name in reversed(ranked)}
    kept = [name for name in ranked if first[fold(name)] == name]
    typed = [name for name in kept if script_of(name) == own]
    other = [name for name in kept if script_of(name) != own]
    room = MAX_COMPLETIONS - min(len(other), MAX_COMPLETIONS // 2)
    chosen = [*typed[:room], *other][:MAX_COMPLETIONS]
    return tuple(Completion(name, " ".join(_joined(before, name))) for name in chosen)


def _joined(before: Sequence[str], name: str) -> Sequence[str]:
    """What was typed and a name after it, a particle that opens both written once."""
    opens = name.split()[0]
    same = bool(before) and opens != name and fold(before[-1]) == fold(opens)
    return (*before[: len(before) - same], name)


def _names(begun: str, hit: Hit) -> Iterator[str]:
    for shown in (hit.names, hit.father, hit.mother, hit.places):
        for text in shown:
            tokens = text.split()
            for at, token in enumerate(tokens):
                if _completes(begun, fold(token)):
                    opens = at > 0 and fold(tokens[at - 1]) in PARTICLES
                    yield f"{tokens[at - 1]} {token}" if opens else token


def _completes(begun: str, word: str) -> bool:
    if word.startswith(begun) or (is_articled(word) and word[2:].startswith(begun)):
        return True
    if script_of(word) == script_of(begun):
        return False
    key = word_key(begun)
    plain = word[2:] if is_articled(word) else word
    alike = len(key) >= _SHORTEST_KEY and word_key(word).startswith(key)
    return alike or bool({word, plain} & set(begun_spellings(begun)))
