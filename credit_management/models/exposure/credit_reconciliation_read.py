from collections import defaultdict

from odoo import Command, fields, models

from ...core.exposure.reconciliation import course


class CreditReconciliation(models.Model):
    """Reads what is told to the customer: the balance before, what moved it, and what is delivered and not invoiced."""

    _inherit = "credit.reconciliation"

    def _fill(self):
        """Write the balances of these drafts anew, in a fixed number of queries for each company and period."""
        periods = self.grouped(lambda one: (one.company_id, one.date_from, one.date_to))
        for (company, first, last), some in periods.items():
            courses = self.env["credit.movement"]._read(company, some.partner_id, first, last)
            deliveries = some._read_deliveries(company, last)
            for one in some:
                partner_id = one.partner_id.id
                rows = self._prepare_balances(courses[partner_id], deliveries[partner_id], company.currency_id)
                one.write({"balance_ids": [Command.clear(), *map(Command.create, rows)]})

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

    def _prepare_balances(self, courses, deliveries, own):
        currencies = courses.keys() | deliveries.keys() or {own}
        for currency in sorted(currencies, key=lambda one: (one != own, one.name)):
            found = courses.get(currency) or course(0.0, (), currency.decimal_places)
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

    def _prepare_delivery(self, line, left):
        ordered = line.product_uom_qty
        price = line.price_total / ordered if ordered else line.credit_price_of_one  # added to a delivery
        return {
            "order": line.order_id.name,
            "product": line.product_id.display_name or line.name,
            "quantity": left,
            "amount": line.currency_id.round(price * left),
        }
