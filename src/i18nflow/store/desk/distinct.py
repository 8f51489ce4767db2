"""The different values of an indexed column: one step in the index for each value, however many rows there are."""

from __future__ import annotations

from sqlite_utils import Database


def distinct(db: Database, table: str, column: str) -> set[str]:
    """The different values of ``column`` in ``table``, without "". An index must begin with the column.

    SQLite answers ``select distinct`` by reading the whole index; this is its loose index scan, written as the
    recursion that PostgreSQL's wiki describes under that name.
    """
    sql = f"""
        with recursive found (value) as (
          select min({column}) from {table} where {column} > ''
          union all
          select (select min({column}) from {table} where {column} > found.value) from found where value is not null
        )
        select value from found where value is not null
    """  # noqa: S608
    return {row["value"] for row in db.query(sql)}
