"""Two revisions of an article aligned, so that segments keep their keys and targets: :func:`carry`."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

from i18nflow.model import Segment
from i18nflow.segment.keys import make_key

SIMILAR = 0.6
"""From this similarity on a changed sentence is still the same segment."""
BAND = 100
"""How far from its place a changed sentence is looked for: bounds the work where everything changed."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The new revision's segments under carried keys.

    ``unchanged`` keys have the same text, ``changed`` maps a key to its old source, ``added`` keys are new,
    ``removed`` ones have no segment any more.
    """

    segments: tuple[Segment, ...]
    unchanged: tuple[str, ...]
    changed: Mapping[str, str]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def carry(
    old: Sequence[Segment], new: Sequence[Segment], *, taken: Collection[str] = (), retyped: str = ""
) -> Carried:
    """``new`` with the keys of ``old`` wherever a segment stayed or only changed.

    Equal text first, in order and then wherever it moved; then similar text of the same kind, in order.
    ``taken`` are further keys that were once used and are not given again. ``retyped`` is the key of a segment that
    somebody gave another text in its place: it stays that segment, however little the texts have in common.
    """
    pairs = _equal_in_order(old, new)
    pairs.update(_equal_elsewhere(old, new, pairs))
    pairs.update(_in_its_place(old, new, pairs, retyped))
    pairs.update(_similar(old, new, pairs))
    used = {segment.key for segment in old} | set(taken)
    segments: list[Segment] = []
    added: list[str] = []
    for index, segment in enumerate(new):
        if index in pairs:
            segments.append(replace(segment, key=old[pairs[index]].key))
            continue
        key = segment.key if segment.key not in used else make_key(segment.key, segment.text, 1, used)
        used.add(key)
        added.append(key)
        segments.append(replace(segment, key=key))
    kept = {new_index: old[old_index] for new_index, old_index in pairs.items()}
    return Carried(
        segments=tuple(segments),
        unchanged=tuple(kept[i].key for i in sorted(kept) if kept[i].text == new[i].text),
        changed={kept[i].key: kept[i].text for i in sorted(kept) if kept[i].text != new[i].text},
        added=tuple(added),
        removed=tuple(s.key for i, s in enumerate(old) if i not in set(pairs.values())),
    )


def _equal_in_order(old: Sequence[Segment], new: Sequence[Segment]) -> dict[int, int]:
    """New index to old index along the longest common runs of equal kind and text."""
    matcher = SequenceMatcher(
        None, [(s.kind, s.text) for s in old], [(s.kind, s.text) for s in new], autojunk=False
    )
    return {b + step: a + step for a, b, size in matcher.get_matching_blocks() for step in range(size)}


def _equal_elsewhere(
    old: Sequence[Segment], new: Sequence[Segment], pairs: Mapping[int, int]
) -> dict[int, int]:
    """Segments that moved or changed their kind: equal text, same kind before other kinds."""
    found: dict[int, int] = {}
    taken = set(pairs.values())
    for with_kind in (True, False):
        waiting: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        for index, segment in enumerate(old):
            if index not in taken:
                waiting[(segment.kind if with_kind else "", segment.text)].append(index)
        for index, segment in enumerate(new):
            queue = waiting.get((segment.kind if with_kind else "", segment.text))
            if queue and index not in pairs and index not in found:
                found[index] = queue.popleft()
                taken.add(found[index])
    return found


def _in_its_place(
    old: Sequence[Segment], new: Sequence[Segment], pairs: Mapping[int, int], key: str
) -> dict[int, int]:
    """The new segment that stands where the one named ``key`` stood, unless either is paired already."""
    for before, one in enumerate(old):
        if one.key == key and before not in pairs.values():
            place = (one.block, one.kind, one.order)
            for after, other in enumerate(new):
                if (other.block, other.kind, other.order) == place and after not in pairs:
                    return {after: before}
    return {}


def _similar(old: Sequence[Segment], new: Sequence[Segment], pairs: Mapping[int, int]) -> dict[int, int]:
    """The in-order pairing of what is left that has the greatest similarity in sum, gap by gap."""
    taken = set(pairs.values())
    left_old = [i for i in range(len(old)) if i not in taken]
    left_new = [i for i in range(len(new)) if i not in pairs]
    found: dict[int, int] = {}
    for row, column in _best_chain(_candidates([old[i] for i in left_old], [new[i] for i in left_new])):
        found[left_new[column]] = left_old[row]
    return found


def _candidates(old: Sequence[Segment], new: Sequence[Segment]) -> list[tuple[int, int, float]]:
    """Pairs (row, column, similarity) that may belong together, near their place in the sequence."""
    found = []
    for row, before in enumerate(old):
        middle = row * len(new) // len(old)
        for column in range(max(0, middle - BAND), min(len(new), middle + BAND + 1)):
            after = new[column]
            if before.kind is after.kind:
                score = Levenshtein.normalized_similarity(before.text, after.text, score_cutoff=SIMILAR)
                if score >= SIMILAR:
                    found.append((row, column, score))
    return found


def _best_chain(candidates: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The chain of pairs, rising in both, with the greatest sum of similarity.

    A weighted longest increasing subsequence: ``best`` is a Fenwick tree of the best chain up to a column.
    """
    size = 1 + max((column for _, column, _ in candidates), default=0)
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    previous: list[int] = []
    ordered = sorted(candidates, key=lambda pair: (pair[0], -pair[1]))
    for index, (_, column, score) in enumerate(ordered):
        total, link = _best_before(best, column)
        previous.append(link)
        at = column + 1
        while at <= size:
            best[at] = max(best[at], (total + score, index))
            at += at & -at
    chain: list[tuple[int, int]] = []
    index = _best_before(best, size)[1]
    while index >= 0:
        chain.append(ordered[index][:2])
        index = previous[index]
    return chain


def _best_before(best: Sequence[tuple[float, int]], column: int) -> tuple[float, int]:
    """The best chain that ends before ``column``."""
    found = (0.0, -1)
    while column > 0:
        found = max(found, best[column])
        column -= column & -column
    return found
