from odoo.tests import HttpCase, tagged

from .cover_common import CoverCommon


@tagged("post_install", "-at_install")
class TestCoverTour(CoverCommon, HttpCase):
    def test_insurer_withdraws(self):
        """An analyst records the withdrawal: the limit falls at once, and what was shipped stays insured."""
        cover = self.insured(1000)
        self.invoice(900, due=10)
        self.assertEqual(self.limit(), 2000)
        self.start_tour(f"/odoo/credit-cover/{cover.id}", "credit_insurer_withdraws", login=self.analyst.login)
        self.assertEqual(self.limit(), 1000)
        self.assertEqual(self.covering().covered, 900)
