from odoo import models

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
                    first=agreement.valid_from,
                    last=agreement.valid_to or "–",
                    signer=agreement.signed_by or "–",
                    day=agreement.signed_on and agreement.signed_on.date() or "–",
                ),
            ]
            for agreement in self.env["credit.agreement"].search(domain, order="id")
        ]
        return part._replace(rows=[*rows, *part.rows])
