import smtplib

from ...core.named import named
from ...core.outcome import FAILED, UNCERTAIN, outcome
from ...core.reminder import REASONS, remind
from ...core.telling import ORDER, reason
from .collections_common import DAY, LADDER, credit, customer, item

REFERENCES = {"INV/2026/0012": [1], "INV/2026/0013": [2, 3], "RF18 5390": [4], "12": [5]}


def test_a_receipt_names_whole_references_only():
    assert named("Payment inv/2026/0012, thanks", REFERENCES) == {1}
    assert named("INV/2026/00123", REFERENCES) == frozenset()
    assert named("XINV/2026/0012 then INV/2026/0012", REFERENCES) == {1}
    assert named("INV/2026/0012+INV/2026/0013", REFERENCES) == {1, 2, 3}
    assert named("RF18 5390", REFERENCES) == {4}


def test_a_short_number_names_nothing():
    assert named("12 goods of 2026-12-12", REFERENCES) == frozenset()
    assert named("", REFERENCES) == frozenset()


def test_only_what_the_server_refused_has_certainly_failed():
    assert outcome(smtplib.SMTPDataError(554, b"no")) == FAILED
    assert outcome(smtplib.SMTPRecipientsRefused({"a@b.c": (550, b"unknown")})) == FAILED
    assert outcome(AssertionError("no valid recipient")) == FAILED
    assert outcome(UnicodeEncodeError("ascii", "ü", 0, 1, "no")) == FAILED
    assert outcome(smtplib.SMTPServerDisconnected("gone")) == UNCERTAIN
    assert outcome(TimeoutError()) == UNCERTAIN
    assert outcome(RuntimeError("anything else")) == UNCERTAIN


def test_the_error_of_the_server_is_found_behind_another():
    for inner, expected in ((smtplib.SMTPSenderRefused(550, b"no", "a"), FAILED), (ConnectionResetError(), UNCERTAIN)):
        try:
            try:
                raise inner
            except Exception as error:
                raise RuntimeError("Mail Delivery Failed") from error
        except RuntimeError as error:
            assert outcome(error) == expected


def test_every_reason_can_be_told():
    assert set(ORDER) == set(REASONS)
    assert len(set(ORDER)) == len(ORDER)


def test_the_reason_one_can_do_most_about_is_told():
    items = [item(1, late=40, disputed=True), item(2, late=6, level=1, level_on=DAY)]
    assert reason(remind(customer(), items, [], LADDER, DAY)) == "disputed"
    assert reason(remind(customer(), [item(1, late=20)], [credit(9, 100.0, age=1)], LADDER, DAY)) == "covered"
    assert reason(remind(customer(reach=frozenset()), [item(1, late=20)], [], LADDER, DAY)) == "unreachable"


def test_nothing_is_told_of_who_gets_a_message_or_owes_nothing_overdue():
    assert reason(remind(customer(), [item(1, late=20)], [], LADDER, DAY)) == ""
    assert reason(remind(customer(), [item(1, late=-20)], [], LADDER, DAY)) == ""
