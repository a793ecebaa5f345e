import threading
from urllib.parse import urlsplit

from odoo import fields, models
from odoo.fields import Domain

from ...const import USER
from ...core.policy.invoice import OWED_TYPES
from ...core.policy.kinds import BLOCK
from ...core.policy.policy import INVOICE

# JSON and XML carry values, never this object: a context holding it was made by server code.
NOT_HELD = object()
# Where programs call Odoo; the web client presses buttons and runs actions elsewhere.
PROGRAMS = ("/xmlrpc/", "/jsonrpc", "/json/2/", "/web/dataset/call_kw/account.move/")


def is_program(env):
    """Whether a program called, as a user: nobody sees a notification, and what is returned says nothing of a hold."""
    # Odoo takes the request away while it serves XML-RPC and JSON-RPC; its thread still knows the address.
    url = getattr(threading.current_thread(), "url", "")
    return not env.su and urlsplit(url).path.startswith(PROGRAMS)


class AccountMove(models.Model):
    """Ways of posting on which somebody waits, or nobody is there: what is blocked goes on hold, the rest through."""

    _inherit = "account.move"

    # === WAYS IN === #

    def action_post(self):
        # EXTENDS 'account': the button, payments, apps that post for their users
        return self._credit_post_or_hold(
            self._credit_due(soft=False),
            lambda moves: super(AccountMove, moves).action_post(),  # noqa: UP008 - of those given, not of all
        )

    def action_validate_moves_with_confirmation(self):
        # EXTENDS 'account': the action of lists; what needs a confirmation first is judged after it
        asked = self._get_moves_requiring_confirmation()
        return self._credit_post_or_hold(
            (self - asked)._credit_due(soft=False),
            lambda moves: super(AccountMove, moves).action_validate_moves_with_confirmation(),  # noqa: UP008
        )

    def action_credit_post(self):
        """Post what the policy lets pass and put the rest on hold, for programs that want that instead of an error.

        :return: the ids of the invoices on hold
        """
        held = self.browse()
        due = self._credit_due(soft=False)
        if due and self._credit_may_post():
            held, _decisions = due._credit_hold_blocked()
        if passing := self - held:
            passing._credit_with_decided(due - held).action_post()
        return held.ids

    def _autopost_draft_entries(self, batch_size=100):
        # EXTENDS 'account': the job neither stumbles over what is blocked, nor looks at it again every day
        due = self._credit_without_held().search(
            [
                ("state", "=", "draft"), ("auto_post", "!=", "no"), ("move_type", "in", OWED_TYPES),
                ("date", "<=", fields.Date.context_today(self)),
            ],
            limit=batch_size,
        )  # fmt: skip
        due.with_env(self.env)._credit_hold_blocked()
        self.env["ir.cron"]._commit_progress()
        return super(AccountMove, self._credit_without_held())._autopost_draft_entries(batch_size)

    def _credit_without_held(self):
        return self.with_context(credit_without_held=NOT_HELD)

    def _search(self, domain, *args, **options):
        # EXTENDS 'base'
        if self.env.context.get("credit_without_held") is NOT_HELD:
            domain = Domain(domain) & Domain("credit_hold_state", "not in", ["open", "refused"])
        return super()._search(domain, *args, **options)

    def _credit_is_due(self):
        """Whether its day has come: a later one is put on Odoo's schedule."""
        return not self.date or self.date <= fields.Date.context_today(self)

    # === HOLD === #

    def _credit_post_or_hold(self, due, post):
        """Put on hold what the policy blocks, and post the rest, which knows that it has been checked.

        A program gets one error that names invoice and reason, see ``_post``: it sees no notification.

        :param due: those that are about to be posted
        :param post: does it, with the documents it is given
        """
        if not due or is_program(self.env) or not self._credit_may_post():
            return post(self)
        held, decisions = due._credit_hold_blocked()
        passing = self - held
        result = post(passing._credit_with_decided(due - held)) if passing else False
        passing.filtered(lambda move: move.state == "posted")._credit_tell_warnings(decisions)
        if held:
            held._credit_tell_held(len(passing))
        return result

    def _credit_may_post(self):
        """Whether Odoo lets this user post invoices; it refuses all others itself."""
        return self.env.su or self.env.user.has_group("account.group_account_invoice")

    def _credit_hold_blocked(self):
        """Put those on hold that the policy blocks.

        :return: the invoices on hold, and all decisions
        """
        decisions = self._credit_decide(INVOICE, claim=True)
        blocked = {move: decision for move, decision in decisions.items() if decision.blocked}
        self.env["credit.hold"]._stop(blocked, INVOICE)
        return self.browse([move.id for move in blocked]), decisions

    def _credit_tell_held(self, posted):
        """Tell the person who has posted invoices which of them wait; others do not learn figures."""
        if not self.env.user._is_internal():
            return
        names = ", ".join(move._credit_number() for move in self)
        if posted:
            message = self.env._("%(count)d went through. On credit hold: %(names)s.", count=posted, names=names)
        else:
            # A user who may post reads why it is held; the reasons are of the hold just made.
            failures = self.sudo().credit_hold_id.reason_ids.filtered(lambda reason: reason.outcome == BLOCK)
            told = len(self) == 1 and self.env.user.has_group(USER)
            reasons = " ".join(failures.mapped("finding")) if told else ""
            message = self.env._("On credit hold: %(names)s. %(reasons)s", names=names, reasons=reasons)
        self.env.user._bus_send(
            "simple_notification",
            {"title": self.env._("Waiting for a release"), "message": message, "type": "warning", "sticky": True},
        )
