import logging

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, fields, models

_logger = logging.getLogger(__name__)
MAIL_TEMPLATE = "credit_management_portal.credit_account_change_mail_template"


class CreditAccount(models.Model):
    """The customer is told of a change of its limit or terms: one mail a change, in its language, with the reason."""

    _inherit = "credit.account"

    def _get_told_contacts(self):
        """Those who see the credit of the customer; where nobody does, the customer itself."""
        self.ensure_one()
        customer = self.sudo().partner_id  # contacts of the customer need not be in sight
        viewers = customer.search(
            [("credit_viewer_of_id", "=", customer.id), ("commercial_partner_id", "=", customer.id)]
        )
        return viewers.filtered("email") or customer

    def _queue_told(self, reason, refused=False):
        """Queue the mail; what goes wrong with it stops no decision.

        :param reason: the credit.customer.reason chosen, or none
        :param refused: whether nothing has changed, because what was asked for was refused
        :return: whether somebody is told
        """
        self.ensure_one()
        recipients = self._get_told_contacts().filtered("email")
        if not recipients:
            self._message_log(body=self.env._("The customer was not told: it has no email address."))
            return False
        self.env.flush_all()
        try:
            # Without flushing: what is checked at the end of a transaction is not to be caught here.
            with self.env.cr.savepoint(flush=False):
                for partner in recipients:
                    self._mail_told(partner, reason, refused)
        except OperationalError:
            raise
        except Exception:
            _logger.exception("A customer was not told of a change: %s", self.id)
            self._message_log(body=self.env._("The customer was not told: the mail could not be written."))
            return False
        return True

    def _mail_told(self, partner, reason, refused):
        lang = partner.lang or self.env.lang
        # Of the company: the customer is not told who decided.
        template = self.env.ref(MAIL_TEMPLATE).with_user(SUPERUSER_ID)
        company = self.company_id.sudo().partner_id  # whoever decides
        told = {"told_reason": reason._get_text(lang), "told_refused": refused, "told_to": partner.sudo().name}
        template.with_context(lang=lang, **told).send_mail(
            self.id,
            email_values={
                "author_id": company.id,
                "email_from": company.email_formatted or self.env.user.email_formatted,
                "recipient_ids": [fields.Command.set(partner.ids)],
                "email_to": False,
            },
        )

    def _get_told_lines(self):
        """Limit and terms as they hold for the customer, as pairs of a label and a text."""
        account = self.sudo()  # agreed with the customer
        account.invalidate_recordset(["effective_limit", "limit_state"])
        interest = account.late_interest_rate
        lines = [
            (self.env._("Credit limit"), account._limit_words(account.limit_state, account.effective_limit)),
            (self.env._("Payment terms"), account.payment_term_id.name),
            (self.env._("Late interest"), account.company_id._credit_late_interest_text(interest)),
        ]
        return [(label, text) for label, text in lines if text]
