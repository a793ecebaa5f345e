from odoo import fields, models


class CreditAccount(models.Model):
    """The case of the customer, while something is overdue."""

    _inherit = "credit.account"

    collection_ids = fields.One2many("credit.collection", "account_id", string="Collection Cases", readonly=True)
    collection_id = fields.Many2one("credit.collection", string="Open Case", compute="_compute_collection_id")

    def _compute_collection_id(self):
        cases = self.env["credit.collection"].search([("account_id", "in", self.ids), ("state", "=", "open")])
        found = {case.account_id: case for case in cases}
        for account in self:
            account.collection_id = found.get(account)

    def action_open_collection(self):
        """The open case of this customer."""
        self.ensure_one()
        return self.collection_id._get_records_action()

    def _get_followed(self):
        # EXTENDS 'credit_management_collections'
        domain = [("account_id", "in", self.ids), ("state", "=", "open")]
        return super()._get_followed() | self.env["credit.collection"].search(domain).account_id

    def _follow(self):
        # EXTENDS 'credit_management_collections'
        done = super()._follow()
        self.env["credit.collection"]._look_at(self)
        return done

    def _adopt(self, other):
        # EXTENDS 'credit_management': of two open cases the older one stays
        other.sudo()._pass_on_case(self.sudo())  # a merge moves what its user cannot see, too
        return super()._adopt(other)

    def _move_references(self, other):
        # EXTENDS 'credit_management_collections': the customer is stored on cases, too
        cases = self.env["credit.collection"].sudo()  # a merge moves what its user cannot see, too
        cases.flush_model(["state"])  # of two open ones one is closed by now
        cases.search([("account_id", "=", other.id)])._credit_by_method().write({"account_id": self.id})
        return super()._move_references(other)

    def _pass_on_case(self, target):
        cases = (self | target).collection_ids.filtered(lambda case: case.state == "open").sorted("id")
        late = cases[1:]
        if late:
            stopped = cases.filtered("stop")[:1]
            cases[:1]._credit_by_method().write({"stop": stopped.stop, "stop_reason": stopped.stop_reason})
            late._set_closed(target.company_id._credit_today(), False)
