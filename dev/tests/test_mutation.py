"""What ./dev/mutate makes of a source, and of its list of survivors."""

import pytest

pytest.importorskip("cosmic_ray", reason="./dev/mutate brings it along")

from mutation import mutants

SOURCE = """
class Limit:
    def over(self, day: int | None) -> bool:
        return day is not None and max(self.days) < day
"""


def changed_to(source):
    return {mutant.after for mutant in mutants.mutants_of(source)}


def test_what_is_changed():
    assert changed_to(SOURCE) >= {
        "return day is None and max(self.days) < day",
        "return day is not None or max(self.days) < day",
        "return day is not None and max(self.days) <= day",
        "return day is not None and min(self.days) < day",
    }


def test_type_hints_are_not_changed():
    assert not [line for line in changed_to(SOURCE) if line.startswith("def")]
    assert changed_to("x: int | None = 1\n") == {"x: int | None = 2", "x: int | None = 0"}


def test_a_mutant_is_known_by_where_it_is():
    assert {mutant.scope for mutant in mutants.mutants_of(SOURCE)} == {"Limit.over"}
    assert {mutant.scope for mutant in mutants.mutants_of("x = 1\n")} == {"(module)"}
    moved = {mutant.key for mutant in mutants.mutants_of("\n\n" + SOURCE)}
    assert moved == {mutant.key for mutant in mutants.mutants_of(SOURCE)}
