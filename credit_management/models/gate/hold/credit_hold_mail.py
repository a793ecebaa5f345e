from odoo import models

from ....const import HOLD_ACTIVITY

TO_MAIL = "credit.hold.asked"  # ids of the holds to be told of before the transaction is committed
LINK = "{base}/credit_management/hold/{id}/{decision}"


class CreditHold(models.Model):
    """The mail one decides from: why it was stopped, what is asked for, and where to decide.

    It is a message of the hold, so that answers to it are, too. Its links lead to the dialogs; who decides there
    needs the login and the authority as ever.
    """

    _inherit = "credit.hold"

    def _mail_asked(self):
        """Tell those who may decide, once a transaction, with what was asked for in the end."""
        self.env.cr.precommit.data.setdefault(TO_MAIL, set()).update(self.ids)
        self.env.cr.precommit.add(self._send_asked)

    def _send_asked(self):
        ids = self.env.cr.precommit.data.pop(TO_MAIL, ())
        for hold in self._as_teller().browse(sorted(ids)).exists():
            if hold.state == "open" and (users := hold._get_deciders()):
                hold._post_asked(users)

    def _get_deciders(self):
        """Whose to-do it is, and who else may release so much: not the own matter of any of them."""
        needed = self._in_company_currency(self._wanted()) + self._released_before()
        entitled = self.env["credit.authority"]._entitled(self.account_id, needed, lends=self._may_lend)
        entitled = entitled.filtered(lambda user: self.company_id in user.company_ids)
        assigned = self.activity_ids.filtered(lambda one: one.activity_type_id == self.env.ref(HOLD_ACTIVITY)).user_id
        return assigned | (entitled - self._credit_parties())

    def _post_asked(self, users):
        """
        :param users: the first of them decides on the language
        """
        hold = self.with_context(lang=users[0].lang or self.env.lang)
        hold.message_post_with_source(
            "credit_management.credit_hold_asked",
            render_values=hold._prepare_asked_values(),
            subject=hold.env._("Decision wanted: %s", hold._activity_summary(users[0])),
            message_type="comment",
            subtype_xmlid="mail.mt_note",
            partner_ids=users.partner_id.ids,
            email_layout_xmlid="mail.mail_notification_layout",
        )

    def _prepare_asked_values(self):
        sheet = self.env["report.credit_management.credit_hold_sheet"]
        base = self.get_base_url()
        return {
            "hold": self,
            "facts": sheet._filled([*sheet._order_facts(self), *sheet._figures(self)]),
            "reasons": self.reason_ids.filtered(lambda reason: reason.outcome == "block"),
            "links": {
                decision: LINK.format(base=base, id=self.id, decision=decision)
                for decision in ("release", "refuse", "open")
            },
        }
