"""What the properties draw from."""

from __future__ import annotations

from hypothesis import strategies as st

CELL = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="|"), max_size=12).map(
    lambda text: " ".join(text.split())
)
FILLED = CELL.filter(bool)
LISTED = st.lists(FILLED, max_size=2).map(tuple)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file with some bytes changed, or with less of it."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(0, 4))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    start, end = draw(st.sampled_from([0, 0, 1])), draw(st.sampled_from([None, None, -1, len(whole) // 2]))
    return bytes(data[start:end])
