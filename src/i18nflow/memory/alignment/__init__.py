"""Sentence alignment: which sentences of a published pair of texts translate each other."""

from i18nflow.memory.alignment.anchors import Anchors, anchors
from i18nflow.memory.alignment.beads import Bead, align

__all__ = ["Anchors", "Bead", "align", "anchors"]
