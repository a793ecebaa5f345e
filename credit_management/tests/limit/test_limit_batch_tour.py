from odoo.tests import HttpCase, tagged

from .batch_common import BatchCommon


@tagged("post_install", "-at_install")
class TestLimitBatchTour(BatchCommon, HttpCase):
    """In the browser: chosen and previewed by an analyst, approved by a manager, taken back the same way."""

    def test_mass_change(self):
        batches = self.env["credit.limit.batch"]
        self.env.cr.execute(
            "DELETE FROM credit_limit_batch"
        )  # of the demonstration: what was submitted stays on record
        batches.invalidate_model()
        url = "/odoo/credit-mass-changes"
        self.start_tour(url, "credit_management_limit_batch", login=self.analyst.login)
        batch = batches.search([], limit=1)
        self.assertEqual((batch.state, batch.count), ("submitted", 1))
        self.start_tour(url, "credit_management_limit_batch_approve", login=self.manager.login)
        self.assertEqual(self._limits()[0], 1100)
        self.start_tour(f"{url}/{batch.id}", "credit_management_limit_batch_undo", login=self.analyst.login)
        self.start_tour(url, "credit_management_limit_batch_approve", login=self.manager.login)
        self.assertEqual(self._limits()[0], 1000)
