from odoo import models

from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management_portal.core.agreement import KEPT


class CreditHandover(models.Model):
    """The signed agreement is the contract that a lawyer asks for first."""

    _inherit = "credit.handover"

    def _list_contract(self, orders):
        # EXTENDS 'credit_management_collections'
        part = super()._list_contract(orders)
        domain = [("account_id", "=", self.account_id.id), ("state", "in", sorted(KEPT))]
        rows = [
            [
                self.env._("Credit agreement %s", agreement.name),
                self.env._(
                    "from %(first)s until %(last)s, signed by %(signer)s on %(day)s",
                    first=format_day(self.env, agreement.valid_from),
                    last=format_day(self.env, agreement.valid_to) or "–",
                    signer=agreement.signed_by or "–",
                    day=format_day(self.env, agreement.signed_on) or "–",
                ),
            ]
            for agreement in self.env["credit.agreement"].search(domain, order="id")
        ]
        return part._replace(rows=[*rows, *part.rows])
