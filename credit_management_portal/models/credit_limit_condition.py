from odoo import api, fields, models

from odoo.addons.credit_management.core.limit.request import AGREEMENT, GRANTED


class CreditLimitCondition(models.Model):
    """The condition *Agreement Signed* is met by the signature itself."""

    _inherit = "credit.limit.condition"

    agreement_id = fields.Many2one(
        "credit.agreement", string="Met by", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )

    @api.model
    def _get_confirmed_fields(self):
        # EXTENDS 'credit_management'
        return super()._get_confirmed_fields() | {"agreement_id"}

    def action_meet(self):
        # EXTENDS 'credit_management'
        done = super().action_meet()
        self.request_id._tell_when_due()
        return done

    def _meet_by_agreement(self, agreement):
        """Confirm those that wait for an agreement, on the record; the limit holds once the last one is met."""
        request = agreement.request_id
        for condition in self.filtered(lambda one: one.kind == AGREEMENT and not one.met_on):
            today = request.company_id._credit_today()
            if request.state not in GRANTED or (condition.due and condition.due < today):
                continue
            condition._credit_by_method().write({"met_on": today, "agreement_id": agreement.id})
            request._message_log(
                body=self.env._(
                    "Condition met: %(condition)s, by the signature of %(name)s on %(agreement)s",
                    condition=condition.text,
                    name=agreement.signed_by,
                    agreement=agreement.name,
                )
            )
        if request.state in GRANTED:
            request._apply_when_met()
            request._tell_when_due()
