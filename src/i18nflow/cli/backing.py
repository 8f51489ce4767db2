"""``i18nflow backup``, ``restore`` and ``doctor``: the workspace kept safe."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from i18nflow.cli import workspace as cli
from i18nflow.workflow import backups, doctor
from i18nflow.workflow import workspace as workspaces
from i18nflow.workflow.doctor import Level


@click.command("backup", epilog=cli.examples("backup", "backup /mnt/safe/monday.zip --by cron"))
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@cli.by_option
@cli.json_option
@click.pass_context
def backup(ctx: click.Context, file: Path | None, by: str | None, *, as_json: bool) -> None:
    """Write the workspace to one archive FILE (by default below backups/), while people go on working."""
    with cli.progress("Backing up") as tell:
        made = backups.create(cli.root_of(ctx), file, datetime.now(UTC), by=_name(by), tell=tell)
    _show(made, as_json=as_json)


@click.command(
    "restore",
    epilog=cli.examples(
        "restore --verify-only backups/NAME.zip",
        "restore backups/NAME.zip /srv/again",
        "restore backups/NAME.zip --replace",
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("directory", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put a workspace that is there aside, and take its place.")
@click.option("--verify-only", is_flag=True, help="Read the whole archive and say whether it is sound.")
@cli.by_option
@cli.json_option
@click.pass_context
def restore(
    ctx: click.Context,
    file: Path,
    directory: Path | None,
    by: str | None,
    *,
    replace: bool,
    verify_only: bool,
    as_json: bool,
) -> None:
    """Verify the archive FILE, then make the workspace in DIRECTORY (by default this one) what it holds."""
    if verify_only:
        with cli.progress("Verifying") as tell:
            sound = backups.verify(file, tell=tell)
        cli.say("The archive is sound.")
        _show(sound, as_json=as_json)
        return
    root = directory or cli.root_of(ctx)
    with cli.progress("Restoring") as tell:
        done = backups.restore(file, root, datetime.now(UTC), replace=replace, by=_name(by), tell=tell)
    if as_json:
        cli.print_json({"workspace": done.root, "before": done.before, "at": done.backup.at})
    else:
        click.echo(done.root)
    if done.before:
        cli.say(f"What was there is kept in {done.before}.")
    cli.say(f"The site is not in a backup: 'i18nflow -w {done.root} publish' builds it anew.")


@click.command("doctor", epilog=cli.examples("doctor", "-w /srv/newsroom doctor --json"))
@cli.json_option
@click.pass_context
def doctor_command(ctx: click.Context, *, as_json: bool) -> int:
    """Look the workspace over: what is wrong, and what to do. Status 1 for an error, 3 for warnings only."""
    remarks = doctor.examine(cli.root_of(ctx), datetime.now(UTC))
    if as_json:
        cli.print_json(
            [{"about": r.about, "level": r.level, "message": r.message, "remedy": r.remedy} for r in remarks]
        )
    else:
        cli.table(
            ("about", "level", "message", "what to do"),
            [(r.about, r.level, r.message, r.remedy) for r in remarks],
        )
    levels = {remark.level for remark in remarks}
    if Level.ERROR in levels:
        return 1
    return cli.PARTLY if Level.WARNING in levels else cli.DONE


def _name(by: str | None) -> str:
    """Who is written down. No account is asked for: whoever may read the files may copy them, cron too."""
    return workspaces.local_actor(by).name


def _show(made: backups.Backup, *, as_json: bool) -> None:
    if as_json:
        cli.print_json(
            {
                "path": made.path,
                "at": made.at,
                "version": made.version,
                "files": len(made.files),
                "bytes": made.size,
            }
        )
        return
    click.echo(made.path)
    cli.say(f"{len(made.files)} files, {made.size / 1e6:.1f} MB, as of {made.at:%Y-%m-%d %H:%M} UTC.")
