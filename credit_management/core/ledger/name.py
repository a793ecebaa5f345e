"""Names of customers: which are the same, and which resemble each other."""

import re
from collections import defaultdict
from collections.abc import Mapping

from .heading_words import LEGAL_FORMS
from .words import fold

LEAST = 88  # of 100: how alike names are that a person is asked about
WRITTEN_OUT = re.compile(r"([aou])e")  # Mueller is Müller, and Muller
# What companies are in China and Japan stands before or behind the name, without a space.
FORMS_BESIDE = re.compile(r"股份有限公司|有限责任公司|有限公司|株式会社|有限会社|合同会社|[㈱㈲]|[(（][株有同][)）]")
WORD = re.compile(r"[^\W_]+")
MOST_ALIKE = 200  # names that share a word: one of more tells nothing


def plain_name(name: str) -> str:
    """A name as it is compared: those that differ in spaces or case only are one."""
    return " ".join(name.split()).casefold()


def _words(name: str) -> list[str]:
    bare = FORMS_BESIDE.sub(" ", name).strip() or name
    words = WORD.findall(WRITTEN_OUT.sub(r"\1", fold(bare)).replace(".", ""))
    return [word for word in words if word not in LEGAL_FORMS] or words


class Similar:
    """Names to look among for one that resembles another."""

    def __init__(self, names: Mapping[int, str]) -> None:
        """
        :param names: by id
        """
        self.texts = {key: " ".join(_words(name)) for key, name in names.items()}
        self.by_word: dict[str, list[int]] = defaultdict(list)
        for key, text in self.texts.items():
            for word in {*text.split(), text[:4]}:
                self.by_word[word].append(key)

    def find(self, name: str) -> int:
        """The id of the name that is most alike, 0 where none is enough."""
        from rapidfuzz import fuzz, process

        text = " ".join(_words(name))
        alike = {
            key
            for word in {*text.split(), text[:4]}
            if len(keys := self.by_word.get(word, ())) <= MOST_ALIKE
            for key in keys
        }
        if not text or not alike:
            return 0
        found = process.extractOne(
            text, {key: self.texts[key] for key in alike}, scorer=fuzz.token_sort_ratio, score_cutoff=LEAST
        )
        return int(found[2]) if found else 0
