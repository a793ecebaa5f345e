import logging

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError
from odoo.tools import frozendict, str2bool

from ....core.policy.policy import CONFIRMATION, INVOICE

_logger = logging.getLogger(__name__)


class CreditHold(models.Model):
    """Continuation of a document from where it was stopped."""

    _inherit = "credit.hold"

    def _resume(self):
        """Confirm the orders of holds that no longer stand in the way.

        What was stopped after its confirmation passes at the next try. An order that a condition of
        its release still stops waits: for a prepayment the re-check looks out.
        """
        # Who releases need not be somebody who may confirm or post.
        for hold in self.sudo().filtered(lambda hold: hold._can_resume()):
            document = hold._document()
            decision = document._credit_decide(hold.checkpoint).get(document)
            if decision is None or not decision.blocked:
                hold._go_on()

    def _can_resume(self):
        return self.checkpoint in (CONFIRMATION, INVOICE) and self._document()._credit_is_pending()

    def _go_on(self):
        """Confirm or post as it was tried before; a failure undoes the attempt and nothing else.

        :return: whether the document is confirmed or posted
        """
        self.ensure_one()
        document = self._document_as_odoo()
        try:
            with self.env.cr.savepoint():
                return document._credit_go_on(self)
        except OperationalError:
            raise  # not of this order: the whole request is run again
        except UserError as error:
            _logger.info("%s of hold %s cannot go on: %s", self.order_name, self.reference, error)
            self._tell_failed(str(error))
            return False

    def _document_as_odoo(self):
        """The document in its own company, without what a dialog has left in the context."""
        context = frozendict({name: self.env.context[name] for name in ("lang", "tz") if name in self.env.context})
        document = self._document().with_env(self.env(context=context, su=True))
        return document.with_company(document.company_id)

    def _invoice_paid_order(self, order):
        """Do what Odoo does for orders confirmed by an online payment, which it has done for this one already.

        Each payment was booked when it arrived, the invoice comes only now: they are matched here.
        As Odoo's own job would: who releases orders need not be somebody who may invoice them.
        """
        order = order.with_user(SUPERUSER_ID)
        # Settings of the database, and jobs, are for administrators.
        automatic = self.env["ir.config_parameter"].sudo().get_param("sale.automatic_invoice")
        paid = order.transaction_ids.filtered(
            lambda tx: tx.state == "done" and tx.operation != "validation" and tx.is_post_processed
        ).sorted("id")
        if not paid or not str2bool(automatic or "False"):
            return
        transaction = paid[-1:]  # Odoo makes the invoice with the payment that confirms the order
        transaction._invoice_sale_orders()
        invoices = transaction.invoice_ids
        invoices.filtered(lambda invoice: invoice.state == "draft").action_post()
        for payment in paid.payment_id:
            lines = (payment.move_id.line_ids + invoices.line_ids).filtered(
                lambda line, account=payment.destination_account_id: line.account_id == account and not line.reconciled
            )
            if lines.filtered("credit") and lines.filtered("debit"):
                lines.reconcile()
        self._send_invoices(transaction)

    def _send_invoices(self, transaction):
        """Now or by Odoo's job, as the settings say."""
        # Settings of the database, and jobs, are for administrators.
        parameters = self.env["ir.config_parameter"].sudo()
        job = self.env.ref("sale.send_invoice_cron", raise_if_not_found=False)
        if str2bool(parameters.get_param("sale.async_emails") or "False") and job:
            # Odoo's own job; who releases need not administer jobs.
            job.sudo()._trigger()
        else:
            transaction._send_invoice()
