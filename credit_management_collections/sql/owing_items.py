"""What customers owe item by item, what they have paid that nobody has matched, and what was sent to them before."""

from odoo.tools import SQL

from odoo.addons.credit_management.core.exposure.exposure import RECEIVABLE, UNALLOCATED
from odoo.addons.credit_management.sql.exposure.scope import KINDS

DRAFT_DAYS = 30  # so long a payment that somebody has only drafted may be money
NOT_REACHED_DAYS = 30  # so long nobody is called who was called in vain
BOUNCES = 3  # of a contact, from which its address is taken for a wrong one
SENT = ("sending", "sent", "uncertain")


def items(aged, root_id):
    """Posted receivables and what lies against them, from the rows of credit.open.item.

    What is matched already with a receipt of a later day is not asked for, though it is open until then.

    :param aged: SELECT of the open items, with their id, reference, move, amount and currency
    :return: SELECT of partner, line, category, day, day due, amount, currency, move, number of the instalment,
        reference, payment reference, type of move, text, excluded from follow-up
    """
    words = {"receivable": RECEIVABLE, "unallocated": UNALLOCATED, "kinds": KINDS}
    return SQL(
        """
        SELECT item.partner_id, line.id, item.category, item.date, COALESCE(item.date_due, item.date),
               CASE item.category WHEN %(receivable)s THEN LEAST(item.amount_currency, line.amount_residual_currency)
                    ELSE -GREATEST(item.amount_currency, line.amount_residual_currency) END::float8,
               item.currency_id, item.move_id,
               CASE move.move_type WHEN 'entry' THEN line.id ELSE %(instalment)s END,
               item.reference, move.payment_reference, move.move_type,
               CONCAT_WS(' ', move.ref, line.name), COALESCE(line.no_followup, FALSE)
          FROM (%(aged)s) item
          JOIN account_move_line line ON line.id = item.id / %(kinds)s
          JOIN account_move move ON move.id = line.move_id
         WHERE item.category IN (%(receivable)s, %(unallocated)s) AND item.id %% %(kinds)s = 0
           AND item.root_id = %(root_id)s AND item.partner_id IS NOT NULL
         ORDER BY item.partner_id, line.id
        """,
        aged=aged,
        root_id=root_id,
        instalment=instalment(),
        **words,
    )


def instalment():
    """The place of a ``line`` among the instalments of its invoice: the same where the invoice is posted anew, or where
    a due date was moved to which nobody has agreed.
    """
    return SQL(
        """
        (SELECT COUNT(*) FROM account_move_line other
          WHERE other.move_id = line.move_id AND other.account_id = line.account_id
            AND (LEAST(other.credit_date_due, COALESCE(other.date_maturity, other.date)), other.id)
                <= (LEAST(line.credit_date_due, COALESCE(line.date_maturity, line.date)), line.id))
        """
    )


def payments(partner_ids, company_ids, today):
    """Payments that wait for their bank statement. Those with an entry are in the ledger already.

    :return: SELECT of partner, payment, currency, amount, day, text, whether in the ledger, invoices it is for, whether
        somebody has only drafted it
    """
    return SQL(
        """
        SELECT partner.commercial_partner_id, payment.id, payment.currency_id, payment.amount::float8, payment.date,
               CONCAT_WS(' ', payment.memo, payment.payment_reference), COALESCE(entry.state = 'posted', FALSE),
               ARRAY(SELECT rel.invoice_id FROM account_move__account_payment rel WHERE rel.payment_id = payment.id),
               payment.state = 'draft'
          FROM account_payment payment
          JOIN res_partner partner ON partner.id = payment.partner_id
     LEFT JOIN account_move entry ON entry.id = payment.move_id
         WHERE payment.payment_type = 'inbound' AND payment.partner_type = 'customer' AND payment.amount > 0
           AND (payment.state = 'in_process' OR payment.state = 'draft' AND payment.date >= %(today)s - %(days)s)
           AND payment.company_id = ANY(%(companies)s) AND partner.commercial_partner_id = ANY(%(partners)s)
        """,
        today=SQL("%s::date", today),
        days=DRAFT_DAYS,
        companies=list(company_ids),
        partners=list(partner_ids),
    )


def statement_lines(partner_ids, company_ids):
    """Lines of bank statements that nobody has reconciled.

    :return: SELECT of partner, line, currency, amount, day, text
    """
    return SQL(
        """
        SELECT partner.commercial_partner_id, line.id, COALESCE(line.foreign_currency_id, line.currency_id),
               -line.amount_residual::float8, move.date, CONCAT_WS(' ', line.payment_ref, move.ref)
          FROM account_bank_statement_line line
          JOIN account_move move ON move.id = line.move_id AND move.state = 'posted'
          JOIN res_partner partner ON partner.id = line.partner_id
         WHERE line.is_reconciled IS NOT TRUE AND line.amount > 0 AND line.amount_residual < 0
           AND line.company_id = ANY(%s) AND partner.commercial_partner_id = ANY(%s)
        """,
        list(company_ids),
        list(partner_ids),
    )


def levels(move_ids):
    """
    :return: SELECT of move, number of the instalment, highest level that was ever sent, its day, day from due of the
        last courtesy note
    """
    return SQL(
        """
        SELECT line.move_id, line.instalment, MAX(line.level),
               (ARRAY_AGG(reminder.day ORDER BY line.level DESC, reminder.day DESC))[1],
               MAX(line.step_days) FILTER (WHERE line.level = 0 AND reminder.kind = 'reminder')
          FROM credit_reminder_line line
          JOIN credit_reminder reminder ON reminder.id = line.reminder_id
         WHERE line.counts IS TRUE AND line.move_id = ANY(%s)
         GROUP BY line.move_id, line.instalment
        """,
        list(move_ids),
    )


def contacts(account_ids, today):
    """
    :return: SELECT of account, day of the last message, whether a call waits, whether it was called in vain of late,
        day of the last statement
    """
    return SQL(
        """
        SELECT account_id, MAX(day) FILTER (WHERE state = ANY(%(sent)s)),
               BOOL_OR(state = 'waiting'),
               BOOL_OR(state = 'dropped' AND reason = 'not_reached' AND day > %(today)s - %(days)s),
               MAX(day) FILTER (WHERE kind = 'statement' AND state = ANY(%(sent)s))
          FROM credit_reminder
         WHERE account_id = ANY(%(ids)s) AND state <> 'previewed'
         GROUP BY account_id
        """,
        ids=list(account_ids),
        sent=list(SENT),
        today=SQL("%s::date", today),
        days=NOT_REACHED_DAYS,
    )


def reach(account_ids):
    """Whom reminders go to, and how: the contact for reminders, else for invoices, else the customer.

    :return: SELECT of account, contact, whether there is mail, letter, phone, and the address of each
    """
    return SQL(
        """
        SELECT account.id, contact.id,
               contact.email_normalized IS NOT NULL AND COALESCE(contact.message_bounce, 0) < %(bounces)s
               AND NOT EXISTS (SELECT FROM mail_blacklist blocked
                                WHERE blocked.email = contact.email_normalized AND blocked.active),
               NULLIF(contact.street, '') IS NOT NULL AND NULLIF(contact.city, '') IS NOT NULL
               AND contact.country_id IS NOT NULL,
               NULLIF(contact.phone, '') IS NOT NULL,
               contact.email_normalized,
               CONCAT_WS(', ', contact.street, contact.street2, CONCAT_WS(' ', contact.zip, contact.city)),
               contact.phone
          FROM credit_account account
          JOIN res_partner customer ON customer.id = account.partner_id
    CROSS JOIN LATERAL (
               SELECT COALESCE((SELECT one.id FROM res_partner one
                                 WHERE one.commercial_partner_id = customer.id AND one.id <> customer.id AND one.active
                                   AND one.type IN ('credit_reminder', 'invoice')
                                 ORDER BY one.type = 'credit_reminder' DESC, one.id LIMIT 1), customer.id) AS id
               ) chosen
          JOIN res_partner contact ON contact.id = chosen.id
         WHERE account.id = ANY(%(ids)s)
        """,
        ids=list(account_ids),
        bounces=BOUNCES,
    )
