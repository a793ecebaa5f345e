from odoo import api, fields, models

from ...const import ADMINISTRATOR, POLICY_ACTIVITY


class CreditPolicy(models.Model):
    """A company without a policy in force: said where administrators look, and by a to-do."""

    _inherit = "credit.policy"

    is_missed = fields.Boolean(
        string="No Policy in Force",
        compute="_compute_is_missed",
        help="None of the company's policies is in force today.",
    )

    @api.depends("company_id", "phase")
    def _compute_is_missed(self):
        missing = self._missing_in(self.company_id)
        for policy in self:
            policy.is_missed = policy.company_id in missing

    @api.model
    def _missing_in(self, roots):
        """The legal entities that no policy governs today."""
        return roots.filtered(lambda root: not self._in_force(root).id)

    @api.model
    def _missing_text(self, roots):
        """What to say of those without a policy; empty where each has one."""
        missing = self._missing_in(roots).sudo()  # what holds without a policy is no secret of the settings
        if not missing:
            return ""
        names = ", ".join(missing.mapped("name"))
        if "hold" in missing.mapped("credit_without_policy"):
            return self.env._(
                "No credit policy is in force in %(companies)s: orders of customers with a limit are held until a"
                " credit administrator publishes one.",
                companies=names,
            )
        return self.env._(
            "No credit policy is in force in %(companies)s: every order passes until a credit administrator publishes"
            " one.",
            companies=names,
        )

    @api.model
    def _tell_missing(self):
        """Ask administrators to publish a policy where none is in force, once; the day's job calls it."""
        # The job looks at every entity and asks in the name of none.
        roots = self.env["res.company"]._credit_all_roots()
        for root in self._missing_in(roots):
            policies = self.sudo().search([("company_id", "=", root.id)], order="version desc")
            # The day's job makes a draft where there is none.
            policy = policies[:1] or self.sudo().create(self._prepare_default_vals(root))
            asked = policies.activity_search([POLICY_ACTIVITY]).user_id
            administrators = self.env["res.users"]._credit_with_role(ADMINISTRATOR)._credit_working_for(root)
            for user in administrators - asked:
                told = self.with_context(lang=user.lang)
                policy.activity_schedule(
                    POLICY_ACTIVITY,
                    user_id=user.id,
                    summary=told.env._("No policy is in force: publish one"),
                    note=told._missing_text(root),
                )

    def _set_published(self):
        done = super()._set_published()
        if not self._missing_in(self.company_id):
            # The to-do is every administrator's, on any version.
            self.sudo().search([("company_id", "=", self.company_id.id)]).activity_unlink([POLICY_ACTIVITY])
        return done
