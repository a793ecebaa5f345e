from odoo import api, models

from ...core import handover as core
from ...core.reminder import INSOLVENT
from ...sql import handovers


class CreditHandover(models.Model):
    """What came in since, after every payment and every day; paid in full it ends by itself."""

    _inherit = "credit.handover"

    @api.model
    def _read_running(self, accounts):
        """Hand-overs that run: ``{account: hand-overs}``."""
        domain = [("account_id", "in", accounts.ids), ("state", "=", core.HANDED)]
        # Who has the customer decides, whoever asks.
        return self.sudo().search(domain, order="id").grouped("account_id")

    @api.model
    def _read_stops(self, accounts):
        """Why nobody reminds a customer: ``{account id: agency or legal}``; a lawyer goes before an agency."""
        found = {}
        for account, running in self._read_running(accounts).items():
            kinds = set(running.mapped("kind"))
            found[account.id] = core.LEGAL if core.LEGAL in kinds else core.AGENCY
        return found

    @api.model
    def _follow_of(self, accounts):
        """Bring what these customers have handed over to today."""
        running = self.union(*self._read_running(accounts).values())
        running._refresh_course()
        # What was matched before and is matched anew counts, too: it is over only where nothing is open.
        running.filtered(lambda one: one._to_course().is_over and not one._read_open())._set_ended(core.PAID)

    def _refresh_course(self):
        for name in ("account.move", "account.move.line", "account.partial.reconcile", "account.payment"):
            self.env[name].flush_model()
        self.flush_model()
        self.env["credit.handover.item"].flush_model()
        rows = self.env.execute_query(handovers.course(self.ids)) if self else ()
        found = {id_: (recovered, credited) for id_, recovered, credited in rows}
        for handover in self:
            recovered, credited = (handover.currency_id.round(amount) for amount in found.get(handover.id, (0.0, 0.0)))
            if (recovered, credited) != (handover.recovered, handover.credited):
                handover._credit_by_method().write({"recovered": recovered, "credited": credited})

    # === CASES === #

    def _stop_cases(self):
        """The cases of these customers are with an agency or a lawyer from now on."""
        # Nobody writes cases but their methods.
        cases = self.env["credit.collection"].sudo()
        accounts = self.sudo().account_id  # whose cases need not be in sight
        # What a manager has said of an insolvent customer stays, also when its items come back.
        domain = [("account_id", "in", accounts.ids), ("state", "=", "open"), ("stop", "!=", INSOLVENT)]
        for case in cases.search(domain):
            running = self._read_running(case.account_id)[case.account_id]
            kind = self._read_stops(case.account_id)[case.account_id.id]
            names = ", ".join(sorted(set(running.recipient_id.mapped("name"))))
            reason = self.env._("Handed over to %s", names)
            case._credit_by_method().write({"stop": kind, "stop_reason": reason})
            case._message_log(body=reason)
        cases._look_at(accounts)

    def _resume_cases(self):
        """Cases of customers of whom nobody has anything any more go on; those stopped for another reason stay so."""
        cases = self.env["credit.collection"].sudo()  # as above
        accounts = self.sudo().account_id  # as above
        stops = self._read_stops(accounts)
        for case in cases.search([("account_id", "in", accounts.ids), ("stop", "in", core.KINDS)]):
            kind = stops.get(case.account_id.id, False)
            case._credit_by_method().write({"stop": kind, "stop_reason": case.stop_reason if kind else False})
            case._message_log(body=self.env._("Still with others") if kind else self.env._("Reminded again"))
        cases._look_at(accounts)
