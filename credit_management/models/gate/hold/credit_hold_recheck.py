import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.fields import Domain

from ....const import HOLD_RECHECK_CRON

_logger = logging.getLogger(__name__)


class CreditHold(models.Model):
    """Re-check of a hold when the customer pays, or anything else changes that it depends on."""

    _inherit = "credit.hold"

    recheck_error = fields.Char(string="Re-check Failed", readonly=True, copy=False)

    # === ACTIONS === #

    def action_recheck(self):
        """Decide anew: what passes is cleared, the others show today's figures."""
        self.check_access("read")
        for hold in self:
            if hold.state != "open":
                hold._refuse_state()
        # Who may read a hold may have it decided anew; the decision is the policy's.
        self.sudo()._recheck()
        return True

    # === BUSINESS === #

    def _recheck(self):
        """Decide anew on holds, the oldest first; those of one customer on their sum."""
        # As above, and jobs.
        holds = self.sudo().sorted("id")
        for (checkpoint, company, name), group in (
            holds.filtered(lambda hold: hold.state == "open")
            .grouped(lambda hold: (hold.checkpoint, hold.company_id, "move_id" if hold.move_id else "order_id"))
            .items()
        ):
            decisions = group[name].with_company(company)._credit_decide(checkpoint)
            by_document = {document.id: decision for document, decision in decisions.items()}
            for hold in group:
                hold._recheck_by(by_document.get(hold[name].id))
        # A release that waits for a payment: perhaps it has arrived.
        holds.filtered(lambda hold: hold.state == "released" and hold.release_prepayment)._resume()

    def _recheck_by(self, decision):
        """
        :param decision: on the order as it stands; None where no rule looks at it any more
        """
        self.ensure_one()
        if decision is not None:
            decision = self._decide_as_wanted(self._document(), decision, self._wanted(), self.checkpoint)
            if decision.blocked:
                self._refresh(decision)
                return
        self._set_cleared(**self._prepare_cleared_vals(decision))
        confirms = self._can_resume() and self._confirms_cleared()
        confirmed = confirms and self._go_on()
        self._tell_cleared(confirmed)

    def _confirms_cleared(self):
        """Whether the policy wants orders confirmed that pass at a re-check."""
        return self.env["credit.policy"]._get_in_force(self.company_id).confirm_cleared

    # === AFTER AN EVENT === #

    @api.model
    def _recheck_soon(self, partners):
        """Have the holds of these customers re-checked right after this transaction.

        Never in it: whoever posts a payment neither waits for orders nor collides with them.
        """
        # Who posts a payment need not read holds, or start jobs.
        customers = partners.sudo().commercial_partner_id
        concerned = Domain("partner_id", "in", customers.ids)
        concerned |= Domain("order_id.partner_id.commercial_partner_id", "in", customers.ids)
        # Who books a payment reads no holds.
        if customers and self.sudo().search_count(concerned & self._to_recheck(), limit=1):
            # As above: nor jobs.
            self.env.ref(HOLD_RECHECK_CRON).sudo()._trigger()

    @api.model
    def _to_recheck(self):
        waiting = Domain("state", "=", "released") & Domain("release_prepayment", ">", 0)
        return Domain("state", "=", "open") | (
            waiting & (Domain("order_id.state", "in", ["draft", "sent"]) | Domain("move_id.state", "=", "draft"))
        )

    @api.model
    def _cron_recheck_holds(self):
        """Re-check every hold, customer by customer; a broken one is reported and stops no other."""
        holds = self.search(self._to_recheck(), order="id")
        remaining = len(holds)
        for group in holds.grouped("account_id").values():
            ids = group.ids
            try:
                self.browse(ids)._recheck_safely()
            except OperationalError:
                # Somebody else is deciding on the same order: look at it again, on what they leave.
                self.env.cr.rollback()
                self.env.ref(HOLD_RECHECK_CRON)._trigger()
            remaining -= len(ids)
            self.env["ir.cron"]._commit_progress(len(ids), remaining=remaining)

    def _recheck_safely(self):
        """Re-check these holds together; if that fails, one by one, to find out which one is broken."""
        try:
            with self.env.cr.savepoint():
                self.exists()._recheck()
        except OperationalError:
            raise
        except Exception as error:
            if len(self) > 1:
                for hold in self:
                    hold._recheck_safely()
                return
            _logger.exception("Re-check of credit hold %s failed", self.reference)
            self._report(str(error) or type(error).__name__)

    def _report(self, error):
        """Once, not every hour."""
        if self.recheck_error != error:
            self._credit_by_method().write({"recheck_error": error})
            self._as_teller()._message_log(body=self.env._("The re-check failed: %(error)s", error=error))
