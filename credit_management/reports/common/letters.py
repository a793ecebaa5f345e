"""Letters that no font of the server has: wkhtmltopdf leaves them out, and prints an empty place."""

import re
import shutil
import subprocess
import unicodedata

# Letters below are in every font that prints at all.
LATIN = 0x250
LONGEST = 10  # seconds to wait for the list of fonts
RANGE = re.compile(r"(?<!\S)([0-9a-f]{1,6})(?:-([0-9a-f]{1,6}))?(?!\S)")
# Marks that are drawn with the letter before, or not at all.
UNDRAWN = ("Cc", "Cf", "Cn", "Co", "Mn", "Me", "Zs", "Zl", "Zp")


def missing_letters(text):
    """
    :return: the letters of the text that no font has; none where fontconfig's list cannot be asked
    :rtype: set[str]
    """
    letters = {one for one in set(text) if ord(one) >= LATIN and unicodedata.category(one) not in UNDRAWN}
    program = shutil.which("fc-list")
    if not letters or not program:
        return set()
    # Asked anew each time: fonts are installed while the server runs.
    try:
        listed = subprocess.run(
            [program, "--format", "%{charset} "], capture_output=True, text=True, check=True, timeout=LONGEST
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return set()
    ranges = list(_ranges(listed))
    return {one for one in letters if ranges and not any(first <= ord(one) <= last for first, last in ranges)}


def _ranges(listed):
    """From ``20-7e a0 …``, in hexadecimal: the first and the last letter of each range."""
    for first, last in RANGE.findall(listed):
        yield int(first, 16), int(last or first, 16)
