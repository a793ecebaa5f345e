from collections import defaultdict

from odoo import Command, fields, models
from odoo.fields import Domain

from ...core.exposure.reconciliation import Movement, course


class CreditReconciliation(models.Model):
    """Reads what is told to the customer: the balance before, what moved it, and what is delivered and not invoiced."""

    _inherit = "credit.reconciliation"

    def _fill(self):
        """Write the balances of these drafts anew, in a fixed number of queries for each company and period."""
        periods = self.grouped(lambda one: (one.company_id, one.date_from, one.date_to))
        for (company, first, last), some in periods.items():
            openings, lines = some._read_openings(company, first), some._read_lines(company, first, last)
            deliveries, crossed = some._read_deliveries(company, last), some._read_crossed(company, last)
            for one in some:
                partner = one.partner_id
                moved = lines.get(partner, self.env["account.move.line"])
                opening, within = openings[partner.id], defaultdict(list)
                for currency, movement in crossed[partner.id]:
                    if movement.day < first:
                        opening[currency] += movement.amount
                    else:
                        within[currency].append(movement)
                rows = self._prepare_balances(opening, moved, within, deliveries[partner.id], company.currency_id)
                one.write({"balance_ids": [Command.clear(), *map(Command.create, rows)]})

    def _get_receivable_domain(self, company):
        return [
            ("account_id", "in", self.env["credit.open.item"]._receivable_account_ids()),
            ("company_id", "child_of", company.ids),
            ("partner_id.commercial_partner_id", "in", self.partner_id.ids),
            ("parent_state", "=", "posted"),
        ]

    def _read_openings(self, company, first):
        """``{customer id: {currency: what was owed before the period}}``"""
        domain = [*self._get_receivable_domain(company), ("date", "<", first)]
        groups = self.env["account.move.line"]._read_group(
            domain, ["partner_id", "currency_id"], ["amount_currency:sum"]
        )
        found = defaultdict(lambda: defaultdict(float))
        for partner, currency, amount in groups:
            found[partner.commercial_partner_id.id][currency] += amount
        return found

    def _read_lines(self, company, first, last):
        domain = [*self._get_receivable_domain(company), ("date", ">=", first), ("date", "<=", last)]
        domain.append(("amount_currency", "!=", 0))  # a difference of rates moves nothing in the currency that is owed
        lines = self.env["account.move.line"].search(domain, order="date, id")
        return lines.grouped(lambda line: line.partner_id.commercial_partner_id)

    def _read_crossed(self, company, last):
        """What was paid in another currency than it was owed in: matched, it is in neither currency's balance any more.

        :return: ``{customer id: [(currency, movement)]}``
        """
        items = Domain(self._get_receivable_domain(company))
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

    def _read_deliveries(self, company, last):
        """``{customer id: {currency: [what was delivered until the day, and is in no invoice posted until then]}}``"""
        lines = self.env["sale.order.line"].search(
            [
                ("order_id.partner_invoice_id.commercial_partner_id", "in", self.partner_id.ids),
                ("company_id", "child_of", company.ids),
                ("state", "=", "sale"),
                ("qty_delivered", ">", 0),
                "|",
                "|",
                ("invoice_status", "!=", "invoiced"),
                ("invoice_lines.parent_state", "=", "draft"),
                ("invoice_lines.date", ">", last),
            ],
            order="order_id, id",
        )
        found = defaultdict(lambda: defaultdict(list))
        for order, some in lines.grouped("order_id").items():
            left = [(line, self._get_left(line, last)) for line in some]
            some = [(line, rest) for line, rest in left if line.product_uom_id.compare(rest, 0) > 0]
            rows = [self._prepare_delivery(line, rest) for line, rest in some]
            if rows:
                rows += self._prepare_down_payments(order, last, sum(row["amount"] for row in rows))
                found[order.partner_invoice_id.commercial_partner_id.id][order.currency_id] += rows
        return found

    def _get_left(self, line, last):
        """Transfers have days; what a person has typed as delivered has none."""
        is_moved = line.qty_delivered_method == "stock_move"
        delivered = line.with_context(accrual_entry_date=last).qty_delivered_at_date if is_moved else line.qty_delivered
        later = sum(
            one.product_uom_id._compute_quantity(one.quantity, line.product_uom_id) * -one.move_id.direction_sign
            for one in line.invoice_lines
            if one.parent_state == "posted" and one.date > last
        )
        return delivered - line.qty_invoiced_posted + later

    def _prepare_down_payments(self, order, last, most):
        """What invoices of down payments took already, and no final invoice has given back: it is in the balance."""
        paid = order.order_line.filtered("is_downpayment").invoice_lines.filtered(
            lambda one: one.parent_state == "posted" and one.date <= last
        )
        amount = min(sum(one.price_total * -one.move_id.direction_sign for one in paid), most)
        if order.currency_id.compare_amounts(amount, 0) <= 0:
            return []
        name = ", ".join(paid.move_id.mapped("name"))
        return [{"order": order.name, "product": name, "quantity": -1.0, "amount": order.currency_id.round(-amount)}]

    def _prepare_balances(self, openings, lines, crossed, deliveries, own):
        by_currency = lines.grouped("currency_id")
        currencies = {currency for currency, amount in openings.items() if not currency.is_zero(amount)}
        currencies |= by_currency.keys() | crossed.keys() | deliveries.keys()
        for currency in sorted(currencies or {own}, key=lambda one: (one != own, one.name)):
            some = by_currency.get(currency, lines.browse())
            moved = sorted([*map(self._to_core, some), *crossed.get(currency, ())], key=lambda one: one.day)
            found = course(openings.get(currency, 0.0), moved, currency.decimal_places)
            delivered = deliveries.get(currency, [])
            yield {
                "currency_id": currency.id,
                "opening": found.opening,
                "debit": found.debit,
                "credit": found.credit,
                "closing": found.closing,
                "delivered": currency.round(sum(row["amount"] for row in delivered)),
                "movements": [
                    {
                        "day": fields.Date.to_string(row.movement.day),
                        "document": row.movement.document,
                        "reference": row.movement.reference,
                        "debit": row.debit,
                        "credit": row.credit,
                        "balance": row.balance,
                    }
                    for row in found.rows
                ],
                "deliveries": delivered,
            }

    def _to_core(self, line):
        reference = " · ".join(filter(None, (line.move_id.ref, line.move_id.invoice_origin)))
        return Movement(line.date, line.move_id.name or "", reference, line.amount_currency)

    def _prepare_delivery(self, line, left):
        ordered = line.product_uom_qty
        price = line.price_total / ordered if ordered else line.credit_price_of_one  # added to a delivery
        return {
            "order": line.order_id.name,
            "product": line.product_id.display_name or line.name,
            "quantity": left,
            "amount": line.currency_id.round(price * left),
        }
