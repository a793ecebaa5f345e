"""Chromium for the tours, wkhtmltopdf for the prints, fonts for both: from Debian."""

import shutil
from pathlib import Path

from . import console, host, places

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")  # as Odoo looks for one
FONTS = Path("/usr/share/fonts")
# Debian package → one of its fonts, and what does not work without it.
LETTERS = {
    "fonts-dejavu-core": ("truetype/dejavu/DejaVuSans.ttf", "prints and pictures have no letters"),
    "fonts-noto-cjk": (
        "opentype/noto/NotoSansCJK-Regular.ttc",
        "prints and pictures have no Chinese, Japanese and Korean letters",
    ),
    "fonts-noto-core": (
        "truetype/noto/NotoNaskhArabic-Regular.ttf",
        "Arabic, Hebrew, Thai, Indian and other letters are poor or missing on prints and pictures",
    ),
}


def wanted():
    """What is missing: Debian package → what does not work without it."""
    missing = {}
    if not any(map(shutil.which, BROWSERS)):
        missing["chromium"] = "the browser tours of the tests cannot run"
    if not shutil.which("wkhtmltopdf"):
        missing["wkhtmltopdf"] = "no PDF can be printed"
    if not shutil.which("fc-list"):
        missing["fontconfig"] = "nobody is told when a print lacks letters"
    missing |= {package: loss for package, (font, loss) in LETTERS.items() if not (FONTS / font).exists()}
    return missing


def provision(needed=()):
    """Install what is missing where root or sudo is at hand; say in a sentence what is not there.

    :param needed: packages without which the caller cannot go on
    """
    for package in wanted() if host.can_install() else ():
        # Debian 13 has no wkhtmltopdf: what one call was not offered, the next does not ask for.
        not_offered = places.STATE / f"not-offered-{package}"
        if package in needed or not not_offered.exists():
            try:
                host.install([package], package)
            except host.NotOffered:
                not_offered.touch()
            except console.Refusal as refusal:
                console.say(str(refusal))
                break  # without a network the others would only wait in vain
    missing = wanted()
    for package in needed:
        if package in missing:
            raise console.Refusal(
                f"{package} is not installed, so {missing[package]}: install the package {package}, then call again."
            )
    for package, loss in missing.items():
        console.say(f"! {package} is not installed, so {loss}; the rest works.")
