"""The list of the mutants that may survive, and what is made of it."""

from dataclasses import dataclass

import pytest
from mutation import survivors

ENTRY = """# a comment

limit/limits.py Component.over
- return a < b
+ return a <= b
= they are never the same

limit/limits.py (module)
- ONE = 1
+ ONE = 2
~ only a word on a screen
"""
OVER = ("Component.over", "return a < b", "return a <= b")
ONE = ("(module)", "ONE = 1", "ONE = 2")


@dataclass
class Mutant:
    key: tuple


def test_read():
    known = survivors.read(ENTRY)
    assert known["limit/limits.py", OVER].kind == survivors.SAME
    assert known["limit/limits.py", ONE].reason == "only a word on a screen"


@pytest.mark.parametrize(
    "text", ["limit/limits.py\n- a\n+ b\n= why", "x y\n- a\n+ b", "x y\n- a\n+ b\nwhy", "x y\n+ b\n- a\n= z"]
)
def test_an_entry_without_reason_or_place_is_refused(text):
    with pytest.raises(survivors.UnreadableError):
        survivors.read(text)


def test_the_list_itself_can_be_read():
    survivors.read(survivors.LIST.read_text())


def test_tally():
    known = survivors.read(ENTRY)
    every = [Mutant(OVER), Mutant(ONE), Mutant(("f", "a", "b")), Mutant(("f", "c", "d"))]
    found = survivors.tally("limit/limits.py", every, [True, True, False, False], known)
    assert (found.killed, found.same, found.accepted, found.new, found.stale) == (2, 1, 1, (), ())
    assert found.share == pytest.approx(100 * 2 / 3)


def test_what_is_not_listed_is_new_and_what_is_killed_is_stale():
    known = survivors.read(ENTRY)
    found = survivors.tally("limit/limits.py", [Mutant(OVER), Mutant(("f", "a", "b"))], [False, True], known)
    assert [one.key for one in found.new] == [("f", "a", "b")]
    assert {one.key for one in found.stale} == {OVER, ONE}
    assert survivors.tally("policy/policy.py", [], [], known).stale == ()
