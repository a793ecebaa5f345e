"""Which of the texts on a page are strings of ours that nobody has translated there."""

import html
import re

from provision import flavours
from translating import catalogue, placeholders

PLACE = re.compile(
    "|".join(part.pattern for part in (placeholders.NAMED, placeholders.BARE, placeholders.BRACED)) + "|%%"
)
LEAST = 12  # letters in a piece between placeholders that is to be found again


def plain(text):
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def pieces(source):
    """The texts between the tags of a string, as a page shows them."""
    return [part for part in map(plain, re.split(r"<[^<>]*>", source)) if re.search(r"[A-Za-z]{2}", part)]


class English:
    """What our strings look like in English, where the language says them otherwise."""

    def __init__(self, language, only=lambda entry: True):
        """:param only: the entries that are looked for"""
        self.whole, self.patterns = {}, []
        told = set()
        for addon in sorted(flavours.addons()):
            for entry in catalogue.read(catalogue.path(addon, language)):
                told |= set(pieces(entry.msgstr))
                for piece in pieces(entry.msgid) if only(entry) else ():
                    self._learn(piece, entry)
        for piece in told & self.whole.keys():
            del self.whole[piece]  # the language has the same word, for something at least

    def _learn(self, piece, entry):
        if not PLACE.search(piece):
            self.whole[piece] = entry
            return
        parts = [part.strip() for part in PLACE.split(piece)]
        longest = max(parts, key=len)
        if len(re.sub(r"[^A-Za-z]", "", longest)) >= LEAST:
            pattern = ".*".join(map(re.escape, PLACE.split(piece)))
            self.patterns.append((longest, re.compile(pattern, re.DOTALL), entry))

    def find(self, text):
        """:return: our string that stands there, or None"""
        text = plain(text)
        if not re.search(r"[A-Za-z]{2}", text):
            return None
        known = self.whole.get(text) or self.whole.get(text.rstrip(":* ?"))
        if known:
            return known
        for longest, pattern, entry in self.patterns:
            if longest in text and pattern.search(text):
                return entry
        return None
