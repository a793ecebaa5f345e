from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ...core.ledger import ledger as core
from ..common.day import format_day

SHOWN = 3  # invoices named in a sentence


class CreditLedger(models.AbstractModel):
    """Obstacles to booking a ledger: one sentence, before anything is booked."""

    _inherit = "credit.ledger"

    @api.model
    def _obstacle(self, company, invoices):
        """
        :param invoices: each with the id of its customer; one below zero stands for a customer that is still to come
        :return: a sentence, or None
        """
        if not invoices:
            return None
        return (
            self._without_accounts(company)
            or self._faulty(company, invoices)
            or self._locked(company, invoices)
            or self._without_currency(company, invoices)
            or self._without_rate(company, invoices)
            or self._twice(company, invoices)
        )

    @api.model
    def _without_accounts(self, company):
        accounts = self.env["account.account"]
        domain = [*accounts._check_company_domain(company), ("account_type", "=", "asset_receivable")]
        if accounts.with_company(company).search_count(domain, limit=1):
            return None
        return self.env._(
            "%(company)s has no receivable account yet. Install its chart of accounts first, in the settings.",
            company=company.name,
        )

    @api.model
    def _faulty(self, company, invoices):
        today = company._credit_today()
        for one in invoices:
            if reason := core.fault(one, today):
                return self.env._(
                    "Invoice %(number)s cannot be booked: %(reason)s",
                    number=one.number or self.env._("without a number"),
                    reason=self._fault_texts()[reason],
                )
        return None

    @api.model
    def _fault_texts(self):
        return {
            core.NO_NUMBER: self.env._("it has no number. Give it one."),
            core.ZERO: self.env._("its amount is zero. Leave it out."),
            core.FUTURE_INVOICE: self.env._("it is dated in the future. Leave it out, or correct the date."),
            core.DUE_BEFORE_INVOICE: self.env._("it is due before it was made. Correct one of the two dates."),
            core.DUE_LONG_AFTER: self.env._(
                "it is due more than ten years after it was made. Correct one of the two dates."
            ),
            core.FUTURE_PAYMENT: self.env._(
                "it is paid in the future. Leave the date of payment empty, or correct it."
            ),
            core.PAID_WITHOUT_DAY: self.env._("something is paid, but no day says when. Give the date of payment."),
            core.OVERPAID: self.env._("more is paid than its amount. Correct one of the two."),
            core.PAID_OTHER_SIGN: self.env._("amount and payment have different signs. Correct one of the two."),
        }

    @api.model
    def _locked(self, company, invoices):
        """The lock date in the way, if any: what it locks lies on it or before."""
        first = min(one.invoiced for one in invoices)
        paid = [one.paid_on for one in invoices if one.settled and one.paid_on]
        paid += [part.paid_on for one in invoices for part in one.instalments if part.settled]
        paid += [one.invoiced for one in invoices if one.payment]
        found = company._get_lock_date_violations(first, sale=True, purchase=False, tax=False)
        if paid:
            found += company._get_lock_date_violations(min(paid), sale=False, purchase=False, tax=False)
        if not found:
            return None
        day, name = max(found)
        return self.env._(
            "%(company)s is locked up to %(day)s (%(lock)s), and this ledger goes back to %(first)s. Ask an accountant"
            " to set an earlier lock date for the time of the import.",
            company=company.name,
            day=format_day(self.env, day),
            lock=company.fields_get([name], ["string"])[name]["string"],
            first=format_day(self.env, min([first, *paid])),
        )

    @api.model
    def _without_currency(self, company, invoices):
        codes = {one.currency for one in invoices if one.currency}
        if missing := sorted(codes - self.env["res.currency"]._credit_by_code().keys()):
            return self.env._(
                "%(codes)s: no currency in use here. Ask an accountant to activate it under Currencies, or correct it.",
                codes=", ".join(missing),
            )
        return None

    @api.model
    def _without_rate(self, company, invoices):
        """Odoo takes the first rate there is for the days before it: those would be wrong amounts."""
        first = {}
        for one in invoices:
            if one.currency and one.currency != company.currency_id.name:
                first[one.currency] = min(first.get(one.currency, one.invoiced), one.invoiced)
        rates = self._first_rates(company, list(first))
        for code, day in sorted(first.items()):
            if code not in rates or rates[code] > day:
                return self.env._(
                    "There is no rate of %(currency)s for %(day)s. Enter one of that day or before under Currencies.",
                    currency=code,
                    day=format_day(self.env, day),
                )
        return None

    @api.model
    def _first_rates(self, company, codes):
        if not codes:
            return {}
        self.env["res.currency.rate"].flush_model(["currency_id", "company_id", "name"])
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT currency.name, MIN(rate.name) FROM res_currency_rate rate"
                    " JOIN res_currency currency ON currency.id = rate.currency_id"
                    " WHERE currency.name = ANY(%s) AND (rate.company_id IS NULL OR rate.company_id = %s) GROUP BY 1",
                    codes,
                    company.root_id.id,
                )
            )
        )

    @api.model
    def _twice(self, company, invoices):
        """Numbers that a customer has had already, in this ledger or in Odoo."""
        customers = self._customers(invoices)
        seen, twice = set(), []
        for one in invoices:
            key = customers[one.partner_id], one.number.lower()
            if key in seen:
                twice.append(one)
            seen.add(key)
        if twice:
            return self.env._(
                "Several invoices of one customer have the same number: %(numbers)s. Each number may occur once.",
                numbers=self._numbers(twice),
            )
        there = self._already_there(company, seen)
        if known := [one for one in invoices if (customers[one.partner_id], one.number.lower()) in there]:
            return self.env._(
                "Already in Odoo: %(numbers)s. Leave out what has been booked before.", numbers=self._numbers(known)
            )
        return None

    @api.model
    def _customers(self, invoices):
        ids = dict.fromkeys(one.partner_id for one in invoices)
        partners = self.env["res.partner"].browse(found for found in ids if found > 0)
        return {found: found for found in ids} | {one.id: one.commercial_partner_id.id for one in partners}

    @api.model
    def _already_there(self, company, keys):
        """Which of these customers have had an invoice of such a number, in capitals or not.

        :param keys: tuples of the id of a commercial partner and a number
        """
        sought = defaultdict(list)
        for customer_id, number in keys:
            sought[customer_id, number.lower()].append((customer_id, number))
        numbers = list({number for _customer_id, number in sought})
        self.env["account.move"].flush_model(
            ["ref", "name", "commercial_partner_id", "move_type", "state", "company_id"]
        )
        # By the customers' index first: that of texts like these takes a second for a thousand of them.
        rows = self.env.execute_query(
            SQL(
                """
                  WITH invoice AS MATERIALIZED (
                           SELECT commercial_partner_id, ref, name FROM account_move
                            WHERE company_id = %s AND move_type IN ('out_invoice', 'out_refund') AND state <> 'cancel'
                              AND commercial_partner_id = ANY(%s)
                       )
                SELECT commercial_partner_id, lower(ref), lower(name) FROM invoice
                 WHERE lower(ref) = ANY(%s) OR lower(name) = ANY(%s)
                """,
                company.id,
                list({customer_id for customer_id, _number in keys}),
                numbers,
                numbers,
            )
        )
        found = {(customer_id, number) for customer_id, *both in rows for number in both}
        return {key for one in found & sought.keys() for key in sought[one]}

    @api.model
    def _numbers(self, invoices):
        rest = len(invoices) - SHOWN
        named = ", ".join(one.number for one in invoices[:SHOWN])
        return self.env._("%(named)s and %(count)s more", named=named, count=rest) if rest > 0 else named
