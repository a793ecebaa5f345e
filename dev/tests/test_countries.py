"""The demonstration of each country says everything of the demonstration in its words, and nothing else."""

import re
from xml.etree import ElementTree

import countries
import pytest
from provision import places
from stdnum.cn import uscc

LITERAL = re.compile(r"'((?:[^'\\]|\\.)*)'")
WORDY = re.compile(r"[A-Z][a-z]|[a-z]{3,} [a-z]")
NUMBER = re.compile(r"""registry_number(?:', 'text', '|'\), 'value_text': '|": ")([^'"]+)""")
NO_WORDS = re.compile(r"[a-z_.0-9]+|.*@.*|https?://.*|obj\(\).*|.*\bref\(.*", re.DOTALL)
POINTS = {"ref", "search", "type", "model"}


def texts(path):
    for node in ElementTree.parse(path).getroot().iter():
        if node.tag in {"field", "value"} and node.text and not POINTS.intersection(node.keys()):
            yield node.text.strip()
        yield from LITERAL.findall(node.get("eval", ""))


def demonstration():
    for path in sorted(places.CHECKOUT.glob("credit_management*/demo/*_demo.xml")):
        yield from (text for text in texts(path) if WORDY.search(text) and not NO_WORDS.fullmatch(text))


@pytest.mark.parametrize("code", sorted(countries.COUNTRIES))
def test_everything_is_said_in_the_words_of_the_country(code):
    words = countries.words(code)
    assert not sorted(set(demonstration()) - words.keys())
    assert all(words.values())


@pytest.mark.parametrize("code", sorted(countries.COUNTRIES))
def test_no_word_is_left_over(code):
    sources = "".join(path.read_text() for path in places.CHECKOUT.glob("credit_management*/demo/*") if path.is_file())
    sources += countries.SCRIPTS["play"].read_text()
    plain = sources.replace("&amp;", "&")
    assert not [word for word in countries.words(code) if word not in plain]


def test_every_registration_number_can_be_one_in_china():
    """Surveys and applications take no other: the demonstration there would not be played to its end."""
    sources = [path.read_text() for path in places.CHECKOUT.glob("credit_management*/demo/*") if path.is_file()]
    numbers = {number for source in sources for number in NUMBER.findall(source)}
    words = countries.words("cn")
    assert len(numbers) > 10
    assert not [number for number in numbers if not uscc.is_valid(words.get(number, number))]
