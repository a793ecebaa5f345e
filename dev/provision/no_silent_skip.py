"""A pytest plugin: a browser test that is skipped has not been passed, so it fails.

Odoo skips its browser tests without a word when Chromium or websocket-client is missing.
"""

import re

import pytest

BROWSER = re.compile(r"chrom|websocket|headless|HttpCase", re.IGNORECASE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = str(call.excinfo.value) if call.excinfo else ""
        if drives_browser(item) or BROWSER.search(reason):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped ({reason}): a browser test has to run."
    return report


def drives_browser(item):
    """Whether the test is one of Odoo's HttpCase; told by name, since Odoo may not be loaded here."""
    return any(kind.__name__ == "HttpCase" for kind in getattr(getattr(item, "cls", None), "__mro__", ()))
