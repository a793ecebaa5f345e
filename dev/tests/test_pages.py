"""The links of the guide, of its translations too, lead to files and pictures that are there."""

import re

import pytest
from provision import places

LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)[^)]*\)")
PAGES = [*places.CHECKOUT.glob("*.md"), *(places.CHECKOUT / "docs").rglob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(places.CHECKOUT)))
def test_links_lead_somewhere(page):
    linked = LINK.findall(page.read_text())
    assert not [one for one in linked if not (page.parent / one).exists()]


def test_pages_have_links():
    assert sum(bool(LINK.findall(page.read_text())) for page in PAGES) > 20
