"""Every picture of the guide is taken by ./dev/pictures, and shown somewhere."""

import re

from picturing.scenes import SCENES
from provision import places

SHOWN = re.compile(r"!\[[^\]]+\]\((?:docs/)?pictures/([\w.-]+)\)")


def test_scenes_pictures_and_pages_agree():
    taken = {f"{name}.png" for name in SCENES}
    there = {path.name for path in (places.CHECKOUT / "docs/pictures").glob("*.png")}
    pages = [places.CHECKOUT / "README.md", *(places.CHECKOUT / "docs").glob("*.md")]
    shown = {name for page in pages for name in SHOWN.findall(page.read_text()) if name.endswith(".png")}
    assert taken == there == shown
