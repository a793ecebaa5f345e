from collections import defaultdict

from odoo import Command, fields, models

from ...core.exposure.reconciliation import Movement, course


class CreditReconciliation(models.Model):
    """Reads what is told to the customer: the balance before, what moved it, and what is delivered and not invoiced."""

    _inherit = "credit.reconciliation"

    def _fill(self):
        """Write the balances of these drafts anew, in a fixed number of queries for each company and period."""
        periods = self.grouped(lambda one: (one.company_id, one.date_from, one.date_to))
        for (company, first, last), some in periods.items():
            openings, lines = some._read_openings(company, first), some._read_lines(company, first, last)
            deliveries = some._read_deliveries(company)
            for one in some:
                partner = one.partner_id
                moved = lines.get(partner, self.env["account.move.line"])
                rows = self._prepare_balances(openings[partner.id], moved, deliveries[partner.id], company.currency_id)
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
        lines = self.env["account.move.line"].search(domain, order="date, id")
        return lines.grouped(lambda line: line.partner_id.commercial_partner_id)

    def _read_deliveries(self, company):
        """``{customer id: {currency: [order lines of which more was delivered than posted invoices say]}}``"""
        lines = self.env["sale.order.line"].search(
            [
                ("order_id.partner_invoice_id.commercial_partner_id", "in", self.partner_id.ids),
                ("company_id", "child_of", company.ids),
                ("state", "=", "sale"),
                ("qty_delivered", ">", 0),
                "|",
                ("invoice_status", "!=", "invoiced"),
                ("invoice_lines.parent_state", "=", "draft"),
            ],
            order="order_id, id",
        )
        found = defaultdict(lambda: defaultdict(list))
        for line in lines:
            if line.product_uom_id.compare(line.qty_delivered, line.qty_invoiced_posted) > 0:
                found[line.order_id.partner_invoice_id.commercial_partner_id.id][line.currency_id].append(line)
        return found

    def _prepare_balances(self, openings, lines, deliveries, own):
        by_currency = lines.grouped("currency_id")
        currencies = {currency for currency, amount in openings.items() if not currency.is_zero(amount)}
        currencies |= by_currency.keys() | deliveries.keys()
        for currency in sorted(currencies or {own}, key=lambda one: (one != own, one.name)):
            some = by_currency.get(currency, lines.browse())
            found = course(openings.get(currency, 0.0), map(self._to_core, some), currency.decimal_places)
            delivered = [self._prepare_delivery(line) for line in deliveries.get(currency, ())]
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

    def _prepare_delivery(self, line):
        left = line.qty_delivered - line.qty_invoiced_posted
        price = line.price_total / line.product_uom_qty if line.product_uom_qty else line.price_reduce_taxinc
        return {
            "order": line.order_id.name,
            "product": line.product_id.display_name or line.name,
            "quantity": left,
            "amount": line.currency_id.round(price * left),
        }
