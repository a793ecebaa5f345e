from odoo import api, fields, models

from ..core import agreement as core
from .credit_agreement_template import CONDITIONS


class CreditAgreementSection(models.Model):
    """A section of a template. Who changes one of a template that companies share works for all of them."""

    _name = "credit.agreement.section"
    _description = "Section of a Template"
    _inherit = ["credit.part"]
    _whole = "template_id"
    _order = "template_id, sequence, id"

    template_id = fields.Many2one("credit.agreement.template", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Title", required=True, translate=True)
    text = fields.Text(
        required=True,
        translate=True,
        help="What stands in braces is filled in, such as {limit}, {payment_terms} or {last_day}.",
    )
    condition = fields.Selection(
        CONDITIONS, required=True, default=core.ALWAYS, help="When it is part of an agreement."
    )

    @api.model
    def _check_drafts(self, documents):
        # EXTENDS 'credit.part'
        done = super()._check_drafts(documents)
        documents.with_env(self.env)._check_may_share()
        return done

    def _to_core(self):
        """:rtype: core.agreement.Section"""
        return core.Section(self.name, self.text, self.condition)
