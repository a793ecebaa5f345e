from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.credit_management.const import MANAGER
from odoo.addons.credit_management.models.common.text import stripped

from ...const import COLLECTOR
from ...core import priority
from .credit_collection import STOPS

GAP = 3  # days between two calls that nobody has agreed on
MOST = 10  # calls of a day


class CreditCollection(models.Model):
    """People at work on cases: calls of today, taking one over, stopping reminders."""

    _inherit = "credit.collection"

    # === CALLS === #

    @api.model
    def action_calls_today(self):
        """The ten calls of today: those agreed on, then the most money at risk, of one's own cases and of nobody's."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "credit_management_collections.credit_collection_action_calls"
        )
        return action | {"domain": [("id", "in", self._get_calls().ids)]}

    @api.model
    def _get_calls(self, company=None):
        """Cases in sight to be called about today, the first call first.

        :param company: of this legal entity alone; of all at work where left out
        """
        found = self.browse()
        today = {root: root._credit_today() for root in company or self.env.companies._credit_roots()}
        rows = []
        for root, day in today.items():
            candidates = self.search(self._get_candidates(root, day), order="at_risk desc, id", limit=MOST)
            agreed = self._get_own(root) & Domain("call_back", "<=", day)
            for case in candidates | self.search(agreed, order="at_risk desc, id", limit=MOST):
                call = priority.Call(
                    case.id, case.at_risk, case.overdue, case.free, case.called_on or None, case.call_back or None
                )
                rows += priority.calls([call], day, GAP, 1)
        for call in priority.calls(rows, max(today.values(), default=fields.Date.today()), 0, MOST):
            found |= self.browse(call.case_id)
        return found

    @api.model
    def _get_own(self, root):
        mine = Domain("collector_id", "in", [self.env.uid, False])
        return Domain("company_id", "=", root.id) & Domain("state", "=", "open") & Domain("stop", "=", False) & mine

    @api.model
    def _get_candidates(self, root, day):
        """Cases that core.priority.calls would take, for the database to find."""
        called = Domain("called_on", "=", False) | Domain("called_on", "<=", day - timedelta(days=GAP))
        return self._get_own(root) & Domain("call_back", "=", False) & Domain("free", ">", 0) & called

    # === ACTIONS === #

    def action_take_over(self):
        """This case is mine from now on."""
        self._check_collector()
        for case in self.filtered(lambda one: one.state != "open"):  # what came in stays with who had it
            raise UserError(self.env._("The case of %s is closed: there is nothing to take over.", case.display_name))
        # Nobody writes cases but their methods.
        for case in self.sudo()._credit_by_method().filtered(lambda one: one.collector_id != self.env.user):
            until = case.company_id._credit_today().isoformat()  # what came in before stays with who had it
            former = [*(case.former_collectors or ()), {"user": case.collector_id.id or None, "until": until}]
            case.write({"collector_id": self.env.user.id, "former_collectors": former})
        return True

    def action_log_contact(self):
        """Log a call with the customer."""
        self.ensure_one()
        return self.account_id.action_log_contact()

    def action_promise(self):
        """Draft a promise about what is overdue."""
        self.ensure_one()
        return self.account_id.action_promise()

    def action_dispute(self):
        """Draft a dispute."""
        self.ensure_one()
        return self.account_id.action_dispute()

    def action_remind(self):
        """Preview a reminder of this customer."""
        self.ensure_one()
        self._check_collector()
        run = self.env["credit.reminder.run"].create(
            {"company_id": self.company_id.id, "domain": str([("id", "in", self.account_id.ids)])}
        )
        run.action_preview()
        return run._get_records_action()

    def action_open_account(self):
        """The credit account."""
        self.ensure_one()
        return self.account_id._get_records_action()

    def action_open_items(self):
        """What the customer owes."""
        self.ensure_one()
        return self.account_id.action_open_items()

    def action_look_again(self):
        """Bring the case and its promises to what is owed right now."""
        self.check_access("read")
        # What is owed and was received decides, and the log says so in the name of nobody who only looks.
        self.with_user(SUPERUSER_ID).account_id._follow()
        return True

    def action_stop(self, stop, reason):
        """Nobody reminds this customer any more: it is insolvent, or somebody else has it."""
        self._check_manager()
        self._check_not_selling()
        reason = stripped(reason)
        if stop not in [name for name, _label in STOPS] or not reason:
            raise UserError(self.env._("Say why nobody reminds this customer any more, and who has it."))
        # Nobody writes cases but their methods.
        for case in self.sudo():
            case._credit_by_method().write({"stop": stop, "stop_reason": reason})
            case._message_log(body=self.env._("Stopped: %s", reason))
        self._look_at(self.account_id)
        return True

    def action_resume(self):
        """Remind this customer again."""
        self._check_manager()
        # As above.
        self.sudo()._credit_by_method().write({"stop": False, "stop_reason": False})
        self._look_at(self.account_id)
        return True

    def action_open_stop(self):
        """Ask why it is stopped."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "credit_management_collections.credit_collection_stop_action"
        )
        return action | {"context": {"default_collection_id": self.id}}

    # === CHECKS === #

    def _check_collector(self):
        if not self.env.user.has_group(COLLECTOR):
            raise AccessError(
                self.env._("%s does not collect what customers owe. Ask a collector.", self.env.user.name)
            )
        self.check_access("read")

    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("%s does not stop reminders. Ask a credit manager.", self.env.user.name))
        self.check_access("read")

    def _check_not_selling(self):
        """Who sells to a customer does not spare it reminders."""
        for case, sellers in self._get_sellers().items():
            if self.env.user in sellers:
                raise AccessError(case._get_hands_text(self.env.user))
