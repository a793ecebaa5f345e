from odoo import api, fields, models

from ...models.common.day import format_day


class CreditReplay(models.TransientModel):
    """A replay as something to make a workbook of: what ``credit.workbook`` asks of an export."""

    _inherit = "credit.replay"

    report = "replay"

    date = fields.Date(related="date_to", string="As Of")
    company_ids = fields.Many2many("res.company", string="Companies", compute="_compute_company_ids")

    @api.depends("policy_id")
    @api.depends_context("allowed_company_ids")
    def _compute_company_ids(self):
        for replay in self:  # branches need not be in sight to be told from other companies
            replay.company_ids = replay.company_id.sudo()._credit_family() & self.env.companies | replay.company_id

    def action_export(self):
        """Have the browser fetch the workbook and show how far it is."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "credit_management.workbook",
            "name": self._title(),
            "params": {"url": f"/credit_management/replay/{self.id}"},
        }

    def _with_companies(self):
        self.ensure_one()
        return self.with_context(allowed_company_ids=self.env.user.company_ids.ids)

    def _roots(self):
        """The one legal entity whose policy it is."""
        return self.company_id._credit_root()

    def _chosen(self):
        """The policies played and the days, as pairs of a label and a text."""
        return [
            (self.env._("Policy"), self.side_name),
            (self.env._("Compared with"), self.other_name),
            (self.env._("From"), format_day(self.env, self.date_from)),
        ]

    def _screen_path(self):
        """A replay is thrown away after a while: its policy stays."""
        return f"credit-policies/{self.policy_id.id}"

    def _title(self):
        return self.env._("What If") if self.what_if else self.env._("Replay")

    def _file_name(self):
        return f"{self._title()} {fields.Date.to_string(self.date_to)}.xlsx"
