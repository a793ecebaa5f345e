from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.models.common.text import id_of


class CreditReasoned(models.AbstractModel):
    """A document by which something of a customer's credit is decided, with the reason that the customer is told.

    Who works on it or decides chooses one of the texts for customers, until the customer was told. Choosing is no hand
    in the document: it changes nothing that is decided.
    """

    _name = "credit.reasoned"
    _description = "Decision with a Reason for the Customer"

    customer_reason_id = fields.Many2one(
        "credit.customer.reason",
        string="Reason for the Customer",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="What the customer is told, in its language: the only words of the decision that it sees.",
    )
    told_on = fields.Date(string="Customer Told on", readonly=True, copy=False)

    def action_open_customer_reason(self):
        """Ask what the customer is told."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reason for the Customer"),
            "res_model": "credit.customer.reason.choose",
            "view_mode": "form",
            "target": "new",
            "context": {"default_model": self._name, "default_document": self.id},
        }

    def action_set_customer_reason(self, reason_id):
        """Choose what the customer is told, or nothing.

        :param reason_id: id of a credit.customer.reason, false for none
        """
        if not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._(
                    "%(user)s does not choose what customers are told. Ask a credit analyst.", user=self.env.user.name
                )
            )
        self.check_access("write")
        for document in self:
            reason = self.env["credit.customer.reason"]
            if reason_id:
                reason = reason._get_chosen(id_of(reason_id), document.company_id)
                if not reason:
                    raise UserError(
                        self.env._(
                            "This reason is not among those of %(company)s. Choose one of the list.",
                            company=document.company_id.name,
                        )
                    )
            document._check_not_told()
            document._credit_by_method().write({"customer_reason_id": reason.id})
        return True

    def _check_not_told(self):
        """Refuse to change what the customer has read already."""
        if self.told_on:
            raise UserError(
                self.env._(
                    "The customer was told about %(document)s already: the reason stays as it was sent.",
                    document=self.display_name,
                )
            )
