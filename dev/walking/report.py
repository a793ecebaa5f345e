"""What a walk has found, for who mends it."""

from collections import defaultdict

from provision import console
from translating import catalogue

from .english import English


class Report:
    def __init__(self, language):
        self.language = language
        file = next((one for one in catalogue.LANGUAGES if one.partition("_")[0] == language.partition("_")[0]), None)
        self.english = English(file) if file else None
        self.left = defaultdict(set)  # our string → where it stood
        self.texts = defaultdict(set)  # string → as it stood
        self.broken = defaultdict(set)
        self.places, self.seen, self.step = set(), {}, None

    def note(self, place, texts, broken):
        self.places.add(place)
        if self.step:
            self.step.where = f"{len(self.places)} places, {len(self.left)} strings left, {len(self.broken)} broken"
        for sentence in broken:
            self.broken[sentence].add(place)
        for text in texts if self.english else ():
            if text not in self.seen:
                self.seen[text] = self.english.find(text)
            if self.seen[text]:
                self.left[self.seen[text].msgid].add(place)
                self.texts[self.seen[text].msgid].add(text)

    def write(self, path, unreached):
        entries = {entry.msgid: entry for entry in self.seen.values() if entry}
        lines = [f"# Walk in {self.language}", ""]
        lines += [
            f"{len(self.places)} places, {len(self.seen)} texts: {len(self.left)} of our strings left in English,"
        ]
        lines += [
            f"{len(self.broken)} things broken, {len(unreached)} places not reached.",
            "",
            "## Left in English",
            "",
        ]
        for source, where in sorted(self.left.items()):
            entry = entries[source]
            what = "no translation" if not entry.msgstr else entry.msgstr
            lines += [f"- {source!r} ({what}; {entry.occurrences[0][0]})"]
            lines += [f"  - seen as {text[:160]!r}" for text in sorted(self.texts[source])[:2]]
            lines += [f"  - at {', '.join(sorted(where)[:4])}"]
        lines += ["", "## Broken", ""]
        for told, where in sorted(self.broken.items()):
            lines += [f"- {told}", f"  - at {', '.join(sorted(where)[:4])}"]
        lines += ["", "## Not reached", "", *(f"- {sentence}" for sentence in unreached)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        console.say(f"{' '.join(lines[2:4])} See {path}.")
        return len(self.left) + len(self.broken) + len(unreached)
