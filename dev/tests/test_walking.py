"""What ./dev/walk calls left in English."""

import functools

import pytest
from walking import english as walking

known_of = functools.cache(walking.English)


@pytest.fixture(scope="module", params=["zh_CN", "de"])
def english(request):
    return known_of(request.param)


def test_strings_of_ours_are_found(english):
    assert english.find("Credit Accounts").msgid == "Credit Accounts"
    assert english.find(" Utilisation:\n").msgid == "Utilisation"


def test_sentences_are_found_whatever_stands_in_them(english):
    found = english.find("Sam cannot move a review. Ask a credit manager.")
    assert found.msgid == "%(user)s cannot move a review. Ask a credit manager."


@pytest.mark.parametrize("text", ["信用档案", "Kreditkonten", "Wood Corner", "S00012", "1,240.00", "Status"])
def test_what_is_translated_or_no_string_of_ours_is_not(text):
    for language in ("zh_CN", "de"):
        known = known_of(language).find(text)
        assert known is None or (language, text) == ("zh_CN", "Status"), known


def test_a_string_with_tags_is_seen_in_pieces():
    assert walking.pieces("Credit <b>limit</b> &amp; terms <br/>") == ["Credit", "limit", "& terms"]
