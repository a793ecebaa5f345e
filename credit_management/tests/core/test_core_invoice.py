from hypothesis import given
from hypothesis import strategies as st

from ...core.policy.invoice import Counted, Invoice
from .core_common import CoreCase

AMOUNTS = st.integers(0, 10**7).map(lambda cents: cents / 100)


class TestInvoice(CoreCase):
    def test_claim_is_what_no_order_covers(self):
        for total, covered, lines, claim in (
            (100, 0, 0, 100),
            (100, 60, 1, 40),
            (100, 100, 1, 0),
            (100, 120, 1, 0),
            (100.01, 100, 1, 0),  # a coin a line: rounding
            (100.02, 100, 1, 0.02),
            (100.01, 100, 0, 0.01),
            (100.02, 100, 2, 0),
            (0.01, 0, 0, 0.01),
            (-5, 0, 0, 0),
        ):
            with self.subTest(total=total, covered=covered, lines=lines):
                self.assertAlmostEqual(Invoice(total, covered, lines).claim, claim, 6)

    @given(AMOUNTS, AMOUNTS, AMOUNTS, st.booleans())
    def test_once_posted_it_is_owed_once(self, others, covered, beyond, draft_counts):
        """The exposure without it, and its claim, are what is owed when it is posted: in every state it comes from."""
        total = covered + beyond
        as_draft = others + covered + (beyond if draft_counts else 0)  # the order is in it, and the draft's own lines
        draft = Counted(total, beyond, beyond if draft_counts else 0, covered)
        self.assertAlmostEqual(as_draft - draft.already + beyond, others + total, 4)
        posted = Counted(total, beyond, is_posted=True)
        self.assertAlmostEqual(others + total - posted.already + beyond, others + total, 4)

    @given(AMOUNTS, AMOUNTS, st.floats(0, 1))
    def test_what_is_matched_with_it_is_not_owed(self, others, total, share):
        """Drafts count in full, posted ones by their rest; the claim is less by what is paid."""
        matched = round(total * share, 2)
        for counted, now in (
            (Counted(total, total, total, matched=matched), others + total),
            (Counted(total, total, matched=matched, is_posted=True), others + total - matched),
        ):
            self.assertAlmostEqual(now - counted.already + (total - matched), others + total - matched, 4)

    @given(AMOUNTS, AMOUNTS, AMOUNTS)
    def test_orders_that_do_not_count(self, others, covered, beyond):
        draft = Counted(covered + beyond, beyond, beyond, 0.0)
        self.assertAlmostEqual(others + beyond - draft.already + beyond, others + covered + beyond, 4)
