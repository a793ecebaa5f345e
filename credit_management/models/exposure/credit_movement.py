from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ...core.exposure.reconciliation import Movement, course


class CreditMovement(models.AbstractModel):
    """What moved the balances of customers in a period, in each currency: the statement of account and the
    reconciliation tell the same.
    """

    _name = "credit.movement"
    _description = "Movements of an Account"

    @api.model
    def _read(self, company, partners, first, last):
        """In a fixed number of queries, of what the caller may read.

        :param company: a root company
        :param partners: commercial partners
        :return: {customer id: {currency: core.exposure.reconciliation.Course}}, the company's currency first; those in
            which nothing was owed or moved are left out
        """
        items = self._get_domain(company, partners)
        openings, lines = self._read_openings(items, first), self._read_lines(items, first, last)
        crossed = self._read_crossed(items, last)
        found = {}
        for id_ in partners.ids:
            opening, within = openings[id_], lines[id_]
            for currency, movement in crossed[id_]:
                if movement.day < first:
                    opening[currency] += movement.amount
                else:
                    within[currency].append(movement)
            found[id_] = self._prepare_courses(opening, within, company.currency_id)
        return found

    def _prepare_courses(self, opening, within, own):
        currencies = {currency for currency, amount in opening.items() if not currency.is_zero(amount)}
        currencies |= within.keys()
        return {
            currency: course(
                opening.get(currency, 0.0),
                sorted(within.get(currency, ()), key=lambda one: one.day),
                currency.decimal_places,
            )
            for currency in sorted(currencies, key=lambda one: (one != own, one.name))
        }

    def _get_domain(self, company, partners):
        """Posted receivables of the customers."""
        return Domain(
            [
                ("account_id", "in", self.env["credit.open.item"]._receivable_account_ids()),
                ("company_id", "child_of", company.ids),
                ("partner_id.commercial_partner_id", "in", partners.ids),
                ("parent_state", "=", "posted"),
            ]
        )

    def _read_openings(self, items, first):
        """``{customer id: {currency: what was owed before the period}}``"""
        groups = self.env["account.move.line"]._read_group(
            items & Domain("date", "<", first), ["partner_id", "currency_id"], ["amount_currency:sum"]
        )
        found = defaultdict(lambda: defaultdict(float))
        for partner, currency, amount in groups:
            found[partner.commercial_partner_id.id][currency] += amount
        return found

    def _read_lines(self, items, first, last):
        """``{customer id: {currency: [movement]}}``"""
        # A difference of rates moves nothing in the currency that is owed.
        within = Domain("date", ">=", first) & Domain("date", "<=", last) & Domain("amount_currency", "!=", 0)
        found = defaultdict(lambda: defaultdict(list))
        for line in self.env["account.move.line"].search(items & within, order="date, id"):
            found[line.partner_id.commercial_partner_id.id][line.currency_id].append(self._to_core(line))
        return found

    def _read_crossed(self, items, last):
        """What was paid in another currency than it was owed in: matched, it is in neither currency's balance any more.

        :return: ``{customer id: [(currency, movement)]}``
        """
        currencies = [one for (one,) in self.env["account.move.line"]._read_group(items, ["currency_id"])]
        partials = self.env["account.partial.reconcile"].search(
            Domain("debit_move_id", "any", items)
            & Domain("credit_move_id", "any", items)
            & Domain("max_date", "<=", last)
            & Domain.OR(
                Domain("debit_currency_id", "=", one.id) & Domain("credit_currency_id", "!=", one.id)
                for one in currencies
            ),
            order="max_date, id",
        )
        found = defaultdict(list)
        for one in partials:
            owed, paid = one.debit_move_id, one.credit_move_id
            partner = owed.partner_id.commercial_partner_id
            if partner == paid.partner_id.commercial_partner_id:
                names = owed.move_id.name or "", paid.move_id.name or ""
                less = Movement(one.max_date, names[1], names[0], -one.debit_amount_currency)
                more = Movement(one.max_date, names[0], names[1], one.credit_amount_currency)
                found[partner.id] += [(owed.currency_id, less), (paid.currency_id, more)]
        return found

    def _to_core(self, line):
        reference = " · ".join(filter(None, (line.move_id.ref, line.move_id.invoice_origin)))
        return Movement(line.date, line.move_id.name or "", reference, line.amount_currency)
