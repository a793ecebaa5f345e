"""A browser test that is skipped fails the suite; any other skip stays one."""

SUITE = """
import unittest
import pytest

class HttpCase(unittest.TestCase):
    pass

class TestTour(HttpCase):
    def test_tour(self):
        raise unittest.SkipTest("Chrome executable not found")

    @unittest.skip("later")
    def test_marked(self):
        pass

class TestNoBrowser(HttpCase):
    @classmethod
    def setUpClass(cls):
        raise unittest.SkipTest("websocket-client module is not installed")

    def test_tour(self):
        pass

def test_reason():
    pytest.skip("needs chromium")

def test_other():
    pytest.skip("only on Tuesdays")

@pytest.mark.xfail
def test_expected():
    raise ValueError
"""


def test_browser_tests_are_never_skipped(pytester):
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess("-p", "no:odoo", "-p", "provision.no_silent_skip")
    result.stdout.fnmatch_lines(["*was skipped (Chrome executable not found): a browser test has to run.*"])
    outcomes = result.parseoutcomes()
    assert outcomes["skipped"] == 1
    assert outcomes["xfailed"] == 1
    assert outcomes["failed"] + outcomes.get("errors", 0) == 4
