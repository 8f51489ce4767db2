"""What the workspace commands share: opening the workspace, who acts, how tables and JSON are printed."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any
from unicodedata import category

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from i18nflow import locks
from i18nflow.errors import InputError, NotFound
from i18nflow.model import Actor, said
from i18nflow.workflow import people
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.workspace import Workspace

DONE = 0
PARTLY = 3
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def examples(*lines: str) -> str:
    """The end of a command's help: lines to be copied."""
    return "\b\nExamples:\n" + "\n".join(f"  i18nflow {line}" for line in lines)


def by_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--by NAME``: who acts."""
    return click.option(
        "--by", "by", metavar="NAME", help="Who acts, for the history (the system's user by default)."
    )(function)


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--json``: machine-readable output."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def to_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--to LANG``: the target languages meant."""
    return click.option(
        "--to", "to", multiple=True, metavar="LANG", help="A target language (all by default)."
    )(function)


def root_of(ctx: click.Context) -> Path:
    """The workspace folder meant: ``-w``, else the nearest one from here upwards."""
    named = (ctx.obj or {}).get("workspace")
    return Path(named) if named else workspaces.find(Path.cwd())


@contextmanager
def opened(ctx: click.Context) -> Iterator[Workspace]:
    """The workspace meant, open."""
    root = root_of(ctx)
    with ExitStack() as stack:
        if root.is_dir():
            stack.enter_context(locks.in_use(root))
        ws = stack.enter_context(workspaces.open_at(root))
        ctx.ensure_object(dict)["open"] = ws
        yield ws


def actor(by: str | None) -> Actor:
    """Who acts in the workspace meant: with accounts, the account of that name; else that name, with every role."""
    ctx = click.get_current_context()
    ws = (ctx.obj or {}).get("open")
    if ws is not None:
        return people.actor(ws, by)
    try:
        with workspaces.open_at(root_of(ctx)) as found:
            return people.actor(found, by)
    except NotFound:
        return workspaces.local_actor(by)


def languages(ws: Workspace, to: Sequence[str]) -> tuple[str, ...]:
    """The target languages meant by ``--to``; a bare ``en`` means the workspace's English."""
    if not to:
        return ws.config.targets
    return tuple(language(ws, one) for one in to)


def language(ws: Workspace, wanted: str) -> str:
    """The target language of the workspace that ``wanted`` names. Raises :class:`InputError`."""
    for target in ws.config.targets:
        if wanted.lower() in (target.lower(), workspaces.locale_folder(target)):
            return target
    raise InputError(
        said(
            "'{wanted}' is not a target language here; there are: {targets}",
            wanted=wanted,
            targets=", ".join(ws.config.targets),
        )
    )


def time_in(ws: Workspace, at: datetime) -> str:
    """A time in the workspace's zone, to the minute."""
    return at.astimezone(ws.config.zone).strftime("%Y-%m-%d %H:%M")


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl+C and SIGTERM raise :class:`KeyboardInterrupt`, also where whoever started the program ignores them."""
    with asked_to_stop(signal.default_int_handler):
        yield


@contextmanager
def asked_to_stop(handler: Callable[[int, FrameType | None], Any]) -> Iterator[None]:
    """Let ``handler`` take Ctrl+C and SIGTERM; in another thread than the main one nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = {number: signal.signal(number, handler) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, before in former.items():
            signal.signal(number, before)


def print_json(value: Any) -> None:
    """``value`` as JSON on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say(message: str) -> None:
    """A message for the person, on stderr: stdout is for data."""
    click.echo(harmless(message, but="\t\n"), err=True)


def harmless(text: object, *, but: str = "") -> str:
    """``text`` without characters that steer a terminal or hide what stands there: what people typed is shown, not obeyed."""
    return "".join(
        char if char in but or (category(char) not in ("Cc", "Cs") and char not in _BIDI) else "�"
        for char in str(text)
    )


def table(
    headers: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    title: str | None = None,
    right: Sequence[int] = (),
) -> None:
    """A table on stdout; ``right`` are the columns of figures. In a pipe, tab-separated lines."""
    console = Console(highlight=False)
    if not console.is_terminal:
        if title:
            click.echo(title)
        for row in (headers, *rows):
            click.echo("\t".join(harmless(cell) for cell in row))
        return
    grid = Table(
        title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim"
    )
    for number, header in enumerate(headers):
        grid.add_column(header, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(harmless(cell)) for cell in row))
    console.print(grid)


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing in a pipe; the function to call is ``(done, total)``."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done, total: bar.update(task, completed=done, total=total)
