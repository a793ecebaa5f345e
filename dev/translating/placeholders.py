"""What a translation must have as its source has it: placeholders, tags, spaces and lines at its ends."""

import re
from collections import Counter

NAMED = re.compile(r"%\(\w+\)[#0\- +]*[\d.]*[a-zA-Z]")
BARE = re.compile(r"%(?!\()[#0\-+]*[\d.]*[sdifrx](?![a-z])")
BRACED = re.compile(r"\{\{.*?\}\}|\$?\{[^{}]*\}")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# Their values are words, and translated.
WORDS = re.compile(
    r"\s(?:string|add-label|help|sum|avg|confirm|placeholder|alt|title|aria-[a-z]+|value_label|data-tooltip|label"
    r'|confirm-label|confirm-title|cancel-label)="[^"]*"'
)


def differences(source, translation):
    """:return: sentences about what the translation lacks or has too much"""
    found = []
    if set(NAMED.findall(source)) != set(NAMED.findall(translation)):
        found.append("named placeholders differ")
    if BARE.findall(NAMED.sub("", source)) != BARE.findall(NAMED.sub("", translation)):
        found.append("placeholders or their order differ")
    if source.count("%%") != translation.count("%%") or (lone(translation) and not lone(source)):
        found.append("signs of percent differ")
    if set(BRACED.findall(source)) != set(BRACED.findall(translation)):
        found.append("words in braces differ")
    if Counter(tags(source)) != Counter(tags(translation)):
        found.append("tags differ")
    if ends(source) != ends(translation):
        found.append("spaces or lines at an end differ")
    return found


def lone(text):
    """Whether a sign of percent stands alone in a text that is filled in."""
    without = BARE.sub("", NAMED.sub("", text)).replace("%%", "")
    return "%" in without and without != text


def tags(text):
    return [re.sub(r"\s+|\s*/?>$", " ", WORDS.sub("", tag)).strip() for tag in TAG.findall(text)]


def ends(text):
    stripped = text.strip()
    before, _, after = text.partition(stripped) if stripped else (text, "", "")
    return before, after
