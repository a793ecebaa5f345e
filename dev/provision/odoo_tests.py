"""A run of Odoo's own tests: what its log tells, and how that differs from what is known."""

import re
from dataclasses import dataclass

from . import console, places

KNOWN = places.CHECKOUT / "dev" / "odoo_tests_known.txt"
LINE = r"^\S+ \S+ \d+ {level} \S+ odoo\.addons\.(\w+)\.tests\.\S+: "
STARTED = re.compile(LINE.format(level="INFO") + r"Starting (\w+)\.(\w+) \.\.\.", re.MULTILINE)
SKIPPED = re.compile(LINE.format(level="INFO") + r"skipped \w+\.\w+ : ", re.MULTILINE)
FAILED = re.compile(LINE.format(level="ERROR") + r"(?:FAIL|ERROR): (?:Subtest )?(\w+)\.(\w+)", re.MULTILINE)
# No test of the class begins when its setUpClass fails: then the class is what is named.
CLASS_FAILED = re.compile(r" ERROR \S+ odoo\.tests\.suite: ERROR: \w+ \(odoo\.addons\.(\w+)\.tests\.\w+\.(\w+)\)")
CLASS_SKIPPED = re.compile(r" INFO \S+ odoo\.tests\.suite: skipped \w+ \(")
ENDED = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading database")


@dataclass(frozen=True)
class Outcome:
    """What a run came to; its tests are named as --tags takes them: /module:Class.method."""

    run: int
    skipped: int
    started: frozenset
    failed: frozenset

    @classmethod
    def read(cls, path):
        """:raises console.Refusal: the log does not come to an end, or its end does not fit the tests in it"""
        log = path.read_text(encoding="utf-8", errors="replace")
        ended = ENDED.search(log)
        if not ended or not int(ended[3]):
            raise console.Refusal(f"Odoo ran no test to the end: see {path}.")
        failed = frozenset(map(name, FAILED.findall(log) + CLASS_FAILED.findall(log)))
        if bool(failed) != (ended[1] != "0" or ended[2] != "0"):
            raise console.Refusal(f"Odoo counts '{ended[0]}', and of those {len(failed)} are named in {path}.")
        skipped = len(SKIPPED.findall(log)) + len(CLASS_SKIPPED.findall(log))
        return cls(int(ended[3]), skipped, frozenset(map(name, STARTED.findall(log))), failed)

    def __str__(self):
        return f"{self.run} tests run, {self.skipped} skipped, {len(self.failed)} failed"

    def has_passed(self, test):
        """Whether a test, or every test of a class, has run and has not failed."""
        ran = test in self.started or any(other.startswith(f"{test}.") for other in self.started)
        return ran and test not in self.failed


def name(parts):
    module, *rest = parts
    return f"/{module}:{'.'.join(rest)}"


def known(path=KNOWN):
    """Test → why it fails, as the list says."""
    lines = (line.partition("#") for line in path.read_text(encoding="utf-8").splitlines())
    return {test.strip(): reason.strip() for test, _, reason in lines if test.strip()}


def report(outcome, reasons):
    """What a person is told, line by line.

    :param reasons: known failures by test, as ``known`` gives them
    """
    news = sorted(outcome.failed - reasons.keys())
    old = [f"{test}  # {reasons[test]}" for test in sorted(outcome.failed & reasons.keys())]
    gone = sorted(filter(outcome.has_passed, reasons))
    yield from listed("failed, and nobody knows why", news)
    yield from listed("failed, as known", old)
    yield from listed(f"passed, though {KNOWN.name} says they fail", gone)


def listed(title, tests):
    if tests:
        yield f"\n{len(tests)} {title}:"
        yield from (f"  {test}" for test in tests)
