"""Every picture of the guide is taken by ./dev/pictures, and shown somewhere."""

import re

import pytest
from picturing.scenes import SCENES
from provision import places

SHOWN = re.compile(r"!\[[^\]]+\]\((?:docs/)?pictures/([\w.-]+)\)")


def test_scenes_pictures_and_pages_agree():
    taken = {f"{name}.png" for name in SCENES}
    there = {path.name for path in (places.CHECKOUT / "docs/pictures").glob("*.png")}
    pages = [places.CHECKOUT / "README.md", *(places.CHECKOUT / "docs").glob("*.md")]
    shown = {name for page in pages for name in SHOWN.findall(page.read_text()) if name.endswith(".png")}
    assert taken == there == shown


@pytest.mark.parametrize("language", sorted({"zh_CN", "de"}))
def test_pictures_of_a_language_are_shown_in_its_pages(language):
    there = {path.name for path in (places.CHECKOUT / "docs/pictures" / language).glob("*.png")}
    link = re.compile(rf"!\[[^\]]+\]\(\.\./pictures/{language}/([\w.-]+)\)")
    pages = (places.CHECKOUT / "docs" / language).glob("*.md")
    assert there == {name for page in pages for name in link.findall(page.read_text())}
    assert there <= {f"{name}.png" for name in SCENES}
