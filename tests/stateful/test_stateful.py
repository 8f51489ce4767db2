"""Several people, any moves in any order: after each step the store holds what a simple model says, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.stateful.many import Many
from tests.stateful.office import RULES, blank_workspace
from tests.stateful.reviewing import Reviewing
from tests.stateful.sources import Sources


class Newsroom(Reviewing, Sources, Many):
    """All moves that people, engines and files make."""


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, bool], Path]:
    """A workspace with the article for each rule of review, to be copied."""
    return {rules: blank_workspace(tmp_path_factory.mktemp("blank") / "ws", rules) for rules in RULES}


@pytest.mark.parametrize(
    ("examples", "steps"),
    [pytest.param(12, 25, id="few"), pytest.param(400, 60, id="many", marks=pytest.mark.drill)],
)
def test_any_moves_in_any_order(blank: dict[tuple[int, bool], Path], examples: int, steps: int) -> None:
    """See :mod:`tests.stateful.newsroom` for what is expected of each."""
    machine = type("Machine", (Newsroom,), {"blank": blank})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
