from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .scorecard_common import CreditScorecardCommon


@tagged("post_install", "-at_install")
class TestScorecardFit(CreditScorecardCommon):
    """A card fitted to the ledger of a company: shown beside the old one, taken as a draft, refused where thin."""

    def existing(self):
        in_force = self.cards.sudo()._get_in_force(self.env.ref("base.main_company"))
        return in_force.filtered(lambda card: card.relationship == "existing" and card.purpose == "first")[:1]

    def of_demonstration(self, user):
        """The card of existing customers, as somebody of the demonstration company has it."""
        company = self.env.ref("base.main_company")
        if not self.env.ref("credit_management.account_wood_corner", raise_if_not_found=False):
            self.skipTest("Without demo data there is no ledger to fit to.")
        user.write({"company_ids": [(4, company.id)]})
        return self.existing().with_user(user).with_context(allowed_company_ids=company.ids)

    def open(self, card):
        return card.env["credit.scorecard.fit"].browse(card.action_fit()["res_id"])

    def test_old_against_new(self):
        card = self.of_demonstration(self.analyst)
        fit = self.open(card)
        self.assertEqual(fit.line_ids.mapped("name"), card.criterion_ids.mapped("name"))
        self.assertAlmostEqual(sum(fit.line_ids.mapped("weight")), 100, places=2)
        self.assertNotEqual(fit.line_ids.mapped("points"), fit.line_ids.mapped("points_before"))
        for figure in (fit.auc, fit.auc_before, fit.ks, fit.ks_before):
            self.assertTrue(0 < figure <= 1, figure)
        self.assertGreater(fit.judged_count, 5)
        for name in ("count", "count_before"):
            self.assertEqual(sum(fit.grade_ids.mapped(name)), fit.judged_count)
        with self.assertRaises(AccessError):
            fit.action_draft()

    def test_a_draft_to_be_published(self):
        card = self.of_demonstration(self.administrator)
        fit = self.open(card)
        draft = card.browse(fit.action_draft()["res_id"])
        self.assertEqual((draft.state, draft.family_id, draft.version), ("draft", card.family_id, card.version + 1))
        self.assertEqual(
            {one.name: (one.weight, one.points_text) for one in draft.criterion_ids},
            {one.name: (one.weight, one.points) for one in fit.line_ids if one.weight},
        )
        self.assertFalse(draft.fault_text)
        self.assertIn(f"Fitted to {fit.invoice_count} invoices", draft.note)
        self.assertEqual(card.phase, "in_force")
        draft.action_publish()

    def test_too_thin(self):
        young = self.env["res.company"].create({"name": "Young Inc."})
        self.analyst.company_ids += young
        card = self.existing().with_user(self.analyst).with_context(allowed_company_ids=young.ids)
        with self.assertRaisesRegex(UserError, "too thin to fit a card: 0 invoices .* It takes 300 invoices of 15"):
            card.action_fit()

    def test_refusals(self):
        """Whoever may not see customers judged, a card that asks nothing about paying, a ledger of others."""
        statements = self._published()
        with self.assertRaisesRegex(UserError, "asks nothing about how customers pay"):
            statements.with_user(self.analyst).action_fit()
        with self.assertRaisesRegex(AccessError, "cannot see how customers are judged"):
            self.env["credit.scorecard.fit"].with_user(self.salesperson)._start(statements)
        other = self.env["res.company"].create({"name": "Other Inc."})
        fits = self.env["credit.scorecard.fit"].with_user(self.administrator)
        foreign = fits.create({"scorecard_id": statements.id, "company_id": other.id})
        with self.assertRaisesRegex(AccessError, "does not work in Other Inc"):
            foreign.action_draft()
