"""Moves of many targets at once: words replaced, repeats filled, a catalog that comes in."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from i18nflow.phrase import Manner
from i18nflow.workflow import catalogs
from i18nflow.workflow.desk import repeating, replacing
from i18nflow.workflow.reviewing import Move
from tests.stateful.newsroom import No, Replacement
from tests.stateful.office import PEOPLE, SLUG, Office, actor, langs, place, texts, who


class Many(Office):
    """See the module."""

    @rule(
        numbers=st.sets(place, min_size=1, max_size=4), lang=langs, name=who,
        pair=st.sampled_from([("One", "Two"), ("words", "signs"), ("o", "0"), ("One.", "")]),
        late=st.sampled_from([None, None, None, 0]),
    )  # fmt: skip
    def replace(
        self, numbers: set[int], lang: str, name: str, pair: tuple[str, str], late: int | None
    ) -> None:
        """The places are all shown; what is chosen is replaced, what changed meanwhile is left."""
        find, instead = pair
        wish = replacing.Wish(lang, find, instead, Manner.EXACT)
        shown = {one.found.row.segment.key: one.hits for one in replacing.preview(self.ws, wish).proposed}
        holding = {seg.key: seg.targets[lang] for seg in self.model if find in seg.targets[lang].text}
        assert shown.keys() == holding.keys()
        keys = sorted(holding)
        picked = list(dict.fromkeys(keys[n % len(keys)] for n in sorted(numbers))) if keys else []
        chosen = {}
        for number, key in enumerate(picked):
            version = holding[key].version - (number == late)
            chosen[Move(key, version)] = [(hit.start, hit.choices[0]) for hit in shown[key]]
        was = []

        def expected() -> None:
            self.model.least(PEOPLE[name], "translator")
            for number, key in enumerate(picked):
                one = holding[key]
                text = one.text.replace(find, instead)
                if number != late and (old := self.model.replace(one, name, PEOPLE[name], text)):
                    was.append((one, one.version, old))

        done = self.tried(expected, replacing.apply, wish, chosen, actor(name))
        if done is not None:
            assert {one.segment for one in done.changed} == {one.key for one, _, _ in was}
            assert len(done.problems) == len(picked) - len(was)
            if was:
                self.model.replacements.append(Replacement(done.number, was))

    @precondition(lambda self: bool(self.model.replacements))
    @rule(n=place, name=who)
    def undo_a_replacement(self, n: int, name: str) -> None:
        """Wherever nothing has changed since; once."""
        made = self.model.replacements[n % len(self.model.replacements)]
        back = []
        done = self.tried(
            lambda: back.extend(self.model.undo_replacement(made, name, PEOPLE[name])),
            replacing.undo, made.number, actor(name),
        )  # fmt: skip
        if done is not None:
            assert {one.segment for one in done.changed} == {one.key for one in back}

    @rule(first=st.booleans(), lang=langs, name=who)
    def fill_repeats(self, first: bool, lang: str, name: str) -> None:
        """The last two paragraphs say the same: what is said of one is taken to the other."""
        two = [paragraph[0].targets[lang] for paragraph in self.model.paragraphs[-2:]]
        one, other = two if first else reversed(two)
        filled = []
        move = self.move(other)
        done = self.tried(
            lambda: filled.append(self.model.fill(one, other, name, PEOPLE[name])),
            repeating.fill, one.key, lang, [move], actor(name),
        )  # fmt: skip
        if done is not None:
            assert (len(done.targets), len(done.problems)) == ((1, 0) if filled == [True] else (0, 1))

    @rule(
        n=place,
        lang=langs,
        name=who,
        text=texts.filter(str.strip),
        fuzzy=st.booleans(),
        approved=st.booleans(),
    )
    def by_catalog(self, n: int, lang: str, name: str, text: str, fuzzy: bool, approved: bool) -> None:
        """A file exported now, one entry changed, imported: that entry and no other is changed here."""
        one = self.target(n, lang)
        # Segments with the same source share an entry of the file (a split can leave such); this is about one.
        if text == one.text or sum(other.source == one.source for other in self.model) > 1:
            return
        data = catalogs.export_po(self.ws, SLUG, lang).decode()
        # A whole line: what an entry said before (#| msgid) may be the same words.
        before, found, after = data.partition(f'\nmsgid "{one.source}"\n')
        before, found = f"{before}\n", found.removeprefix("\n")
        if not found or "“" in one.text + text:
            return
        # What stands between the flag and the msgid (an earlier source) is left out: it is no part of what is said.
        start = before.rindex("\n\n") + 2
        kept = (
            line for line in before[start:].splitlines(keepends=True) if not line.startswith(("#,", "#|"))
        )
        head = before[:start] + "".join(kept)
        _, _, rest = after.partition("\n")
        flag = "#, fuzzy\n" if fuzzy else ""
        file = f'{head}{flag}{found}msgstr "{text}"\n{rest}'
        wanted = "reviewer" if approved and self.model.steps == 2 and not fuzzy else "translator"

        def expected() -> None:
            self.model.least(PEOPLE[name], "translator")
            if fuzzy and one.state in ("translated", "approved", "rejected"):
                return  # unfinished in the file, decided here: reported, not taken
            self.model.least(PEOPLE[name], wanted)
            if approved and self.model.two_eyes and not fuzzy:
                raise No
            self.model.imported(one, name, text, fuzzy=fuzzy, approved=approved)

        self.tried(
            expected,
            lambda ws: catalogs.import_catalog(
                ws, file.encode(), f"{SLUG}.po", actor(name), as_approved=approved, lang=lang
            ),
        )
