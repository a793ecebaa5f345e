from odoo import api, fields, models
from odoo.exceptions import UserError


class CreditHold(models.Model):
    """Releasing and refusing."""

    _inherit = "credit.hold"

    decided_by = fields.Many2one("res.users", readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)
    decision_reason = fields.Text(string="Reason of the Decision", readonly=True, copy=False)

    # === ACTIONS === #

    def action_release(self, reason, valid_until=None, cap=None, prepayment=None, payment_term=None):
        """Let orders through, up to an amount and until a day.

        Orders that were being confirmed go on from where they stood.

        :param str reason: why
        :param valid_until: the last day; without it the policy's number of days from today
        :param cap: the largest total, in the order's currency, of one hold; without it what was asked for
        :param prepayment: what must have been paid first, in the order's currency
        :param payment_term: the terms the order must have, or less generous ones
        """
        self._check_deciding()
        self._check_shown()
        reason = self._check_reason(reason)
        if cap is not None and len(self) > 1:
            raise UserError(
                self.env._("One amount does not fit several orders. Release them one by one, or each in full.")
            )
        # Releases of one customer wait for each other; accounts are not theirs to write who release.
        self.account_id.sudo()._claim_limits()
        vals = self._prepare_conditions_vals(prepayment, payment_term)
        for hold in self:
            alone = hold._check_authority(hold._check_cap(cap))
            hold._set_released(reason, hold._check_valid_until(valid_until), hold._check_cap(cap), vals | alone)
        # It was checked that this user may; the rest is the system's.
        self.sudo()._resume()
        return True

    def action_refuse(self, reason, cancel_order=False):
        """Turn down the release. Quotations stay quotations or are cancelled; confirmed orders stay as they are.

        :param str reason: why; the one who asked reads it
        :param bool cancel_order: whether to cancel quotations
        """
        self._check_deciding()
        self._check_shown()
        reason = self._check_reason(reason)
        # It was checked that this user may; orders and invoices need not be theirs.
        holds = self.sudo()
        holds._set_state("refused", ["open"], **self._prepare_decision_vals(reason))
        for hold in holds:
            document = hold._document()
            cancelled = bool(cancel_order) and document._credit_is_pending()
            if cancelled:
                document._credit_cancel()
            hold._tell_refused(cancelled)
        return True

    def action_open_release(self):
        """Ask for the terms of the release."""
        return self._open_dialog("credit.hold.release", self.env._("Release"))

    def action_open_refuse(self):
        """Ask for the reason of the refusal."""
        return self._open_dialog("credit.hold.refuse", self.env._("Refuse"))

    def _open_dialog(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_hold_ids": self.ids, "credit_shown": self.env.context.get("credit_shown", False)},
        }

    @api.model
    def _check_reason(self, reason):
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why: the reason stays on record and reaches the one who asked."))
        return reason.strip()

    # === RELEASE === #

    def _prepare_decision_vals(self, reason):
        return {"decided_by": self.env.uid, "decided_on": fields.Datetime.now(), "decision_reason": reason}

    def _set_released(self, reason, valid_until, cap, conditions):
        self.ensure_one()
        # The caller has checked that this user may.
        self.sudo()._set_state(
            "released",
            ["open"],
            release_cap=cap,
            release_amount=self._in_company_currency(cap),
            release_valid_until=valid_until,
            release_order_term_id=self._document()._credit_payment_term().id,
            release_days_given=self._document()._credit_days_given(),
            **conditions,
            **self._prepare_decision_vals(reason),
        )
        # Who released need not read the order that is told of.
        self.sudo()._tell_released()
