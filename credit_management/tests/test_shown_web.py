from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .decided_common import DECISIONS, DecidedCommon


@tagged("post_install", "-at_install")
class TestShownInTheWebClient(DecidedCommon, HttpCase):
    """The web client sends what it showed; without it nobody decides on a screen."""

    def call(self, record, method, *arguments, context=None, route="call_button"):
        params = {
            "model": record._name,
            "method": method,
            "args": [record.ids, *arguments],
            "kwargs": {"context": context or {}},
        }
        body = {"id": 0, "jsonrpc": "2.0", "method": "call", "params": params}
        url = f"{self.base_url()}/web/dataset/{route}/{record._name}/{method}"
        return self.opener.post(url, json=body, timeout=30).json()

    @mute_logger("odoo.http")
    def test_nobody_decides_blind(self):
        for name, state, role, method, arguments, _button in DECISIONS:
            user = getattr(self, role)
            self.authenticate(user.login, user.login)
            for route in ("call_button", "call_kw"):
                with self.subTest(model=name, method=method, route=route):
                    record = self._document(name, state)
                    answer = self.call(record, method, *arguments, route=route)
                    self.assertIn("was not shown with its figures", answer["error"]["data"]["message"])
                    self.assertEqual(record.state, state)
                    if name == "credit.limit":
                        record._credit_by_method().write({"state": "refused", "counts": False})
                    self._make_room(record)

    def _make_room(self, record):
        """Some documents are alone of their customer."""
        if record._name in ("credit.assessment", "credit.survey", "credit.alert", "credit.review"):
            over = {"credit.survey": "closed", "credit.alert": "closed"}.get(record._name, "cancelled")
            vals = {"state": over} | (
                {"outcome": "itself"} if over == "closed" and record._name == "credit.alert" else {}
            )
            record._credit_by_method().write(vals)
        elif record._name in ("credit.limit.request", "credit.account.allowance"):
            record._credit_by_method().write({"state": "refused"})
        elif record._name == "credit.provision.posting":
            record._credit_by_method().write({"state": "computed"})
        elif record._name == "credit.financial.statement":
            record.unlink()
        self.env.flush_all()

    def test_what_was_shown_decides(self):
        limit = self._propose_limit(self.account, 500)
        self._grant_authority(self.manager, unlimited=True)
        self.authenticate(self.manager.login, self.manager.login)
        answer = self.call(limit, "action_approve", context={"credit_shown": limit.with_user(self.manager).shown})
        self.assertNotIn("error", answer)
        self.assertEqual(limit.state, "approved")

    def test_a_program_decides_on_the_document_as_it_is(self):
        limit = self._propose_limit(self.account, 500)
        self._grant_authority(self.manager, unlimited=True)
        limit.with_user(self.manager).action_approve()
        self.assertEqual(limit.state, "approved")

    def test_changed_since_you_opened_it(self):
        """In the browser: a manager looks at 500, its author makes 900,000 of it, the manager presses Approve."""
        self._grant_authority(self.manager, unlimited=True)
        self.account.partner_id.name = "Looked At"
        limit = self._propose_limit(self.account, 500)
        self.start_tour(f"/odoo/credit-limits/{limit.id}", "credit_management_changed", login=self.manager.login)
        self.assertEqual((limit.state, limit.amount, limit.approver_id), ("approved", 900_000, self.manager))


@tagged("post_install", "-at_install")
class TestDialogs(DecidedCommon):
    """Dialogs decide on what was shown when they opened, and on nothing else."""

    def test_a_dialog_without_figures(self):
        limit = self._approve_limit(self.account, 500)
        dialog = self.env["credit.limit.end"].with_user(self.manager)
        dialog = dialog.create({"limit_id": limit.id, "reason": "Bad news", "last_day": self._day(0)})
        self.env.flush_all()
        limit._credit_by_method().write({"amount": 400})
        with self.assertRaisesRegex(UserError, "changed since you opened it"):
            dialog.action_apply()
