"""An article as segments with stable keys, and back.

:func:`split` and :func:`join` are inverses: the article itself is the skeleton, and a segment's ``block``, ``kind``
and ``order`` say where its text goes. :func:`carry` takes the keys of one revision over to the next. An editor's
split or merge is a :class:`Choice`: it names texts, not places, so it is found again after a new import.
"""

from i18nflow.segment.choices import Choice, Edited, merge_after, split_at, with_choice
from i18nflow.segment.keys import make_key
from i18nflow.segment.revision import Carried, carry
from i18nflow.segment.skeleton import Splitter, join, split

__all__ = [
    "Carried",
    "Choice",
    "Edited",
    "Splitter",
    "carry",
    "join",
    "make_key",
    "merge_after",
    "split",
    "split_at",
    "with_choice",
]
