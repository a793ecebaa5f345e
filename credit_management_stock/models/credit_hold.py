from odoo import models

from odoo.addons.credit_management.core.policy.policy import DELIVERY


class CreditHold(models.Model):
    """Those who ship read on the delivery when they can go on; amounts and reasons are not for them."""

    _inherit = "credit.hold"

    def _tell_released(self):
        done = super()._tell_released()
        self._tell_shipping()
        return done

    def _tell_cleared(self, confirmed):
        done = super()._tell_cleared(confirmed)
        self._tell_shipping()
        return done

    def _tell_shipping(self):
        for hold in self._as_teller().filtered(lambda hold: hold.checkpoint == DELIVERY):
            for picking in hold.order_id._credit_to_deliver().picking_id:
                responsible = picking.user_id.filtered("active")
                picking.message_post(
                    body=picking.with_context(lang=responsible.lang or self.env.lang).env._(
                        "%(order)s is no longer on credit hold: validate this transfer again.", order=hold.order_name
                    ),
                    partner_ids=responsible.partner_id.ids,
                    subtype_xmlid="mail.mt_note",
                )

    def _credit_give_way(self):
        """The order shows its former release again, or nothing: these holds say nothing about it any more."""
        for hold in self:
            hold.order_id._credit_set_hold(hold.former_id)
