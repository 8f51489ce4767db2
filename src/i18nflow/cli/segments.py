"""``i18nflow segment``: the filter, and with it the editing of a workspace's segments."""

from __future__ import annotations

from i18nflow.cli.segment_filter import command
from i18nflow.cli.segmenting import merge, split

command.add_command(split)
command.add_command(merge)

__all__ = ["command"]
