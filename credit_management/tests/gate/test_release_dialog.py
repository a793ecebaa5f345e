from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestReleaseDialog(HoldCommon):
    """The dialog for one hold, and for many at once."""

    def dialog(self, holds, user=None):
        context = {"active_ids": holds.ids, "active_model": "credit.hold"}
        return Form(self.env["credit.hold.release"].with_user(user or self.manager).with_context(**context))

    def test_one(self):
        hold = self.hold(1500)
        with self.dialog(hold) as form:
            self.assertEqual((form.cap, form.valid_until), (1500, self._day(14)))
            form.cap = 1800
            form.reason = "Known for years"
        form.record.action_apply()
        self.assertEqual((hold.release_cap, hold.order_id.state), (1800, "sale"))

    def test_many(self):
        first, second, own, gone, large = (
            self.hold(1100),
            self.hold(1200),
            self.stop(self.order(1300, seller=self.manager)),
            self.hold(1400),
            self.hold(99_000),
        )
        self.refuse(gone)
        with self.dialog(first | second | own | gone | large) as form:
            form.reason = "All of them"
            preview = form.preview
        self.assertEqual(preview.count("Will be released"), 2)
        for word in ("sells it", "is not on hold", "Ask a person with more authority"):
            self.assertIn(word, preview)
        message = form.record.action_apply()["params"]["message"]
        self.assertEqual((first | second).mapped("state"), ["used", "used"])
        self.assertEqual((own | large).mapped("state"), ["open", "open"])
        self.assertEqual(gone.state, "refused")
        self.assertEqual([first.release_cap, second.release_cap], [1100, 1200])
        self.assertIn("Released: 2.", message)
        for hold in (own, gone, large):
            self.assertIn(hold.reference, message)

    def test_salespeople_cannot_open_it(self):
        with self.assertRaises(AccessError):
            self.dialog(self.hold(), user=self.salesperson)

    def test_one_amount_does_not_fit_many(self):
        with self.assertRaisesRegex(UserError, "several orders"):
            self.release(self.hold(1100) | self.hold(1200), cap=5000)
