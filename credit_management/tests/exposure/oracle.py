"""What a customer owes, recomputed in plain loops over the ORM, written apart from the queries."""

import pytz


def owed(partner, company):
    """Amounts by category, for a commercial partner and a root company, in its currency."""
    return {
        "receivable": sum(rest for rest in residuals(partner, company) if rest > 0),
        "unallocated": sum(rest for rest in residuals(partner, company) if rest < 0),
        "order": sum(max(0.0, order_rest(order)) for order in orders(partner, company) if not is_later(order)),
        "order_later": sum(max(0.0, order_rest(order)) for order in orders(partner, company) if is_later(order)),
        "draft_invoice": sum(max(0.0, draft_rest(move)) for move in drafts(partner, company)),
        "overdue": overdue(partner, company),
    }


def family(company):
    return company.env["res.company"].search([("id", "child_of", company.id)])


def receivable_lines(partner, company):
    lines = partner.env["account.move.line"].search(
        [("account_id.account_type", "=", "asset_receivable"), ("company_id", "in", family(company).ids)]
    )
    return lines.filtered(
        lambda line: (
            line.parent_state == "posted"
            and line.partner_id.commercial_partner_id == partner
            and not line.account_id.non_trade
        )
    )


def rest_of(line):
    matched = sum(line.matched_credit_ids.mapped("amount")) - sum(line.matched_debit_ids.mapped("amount"))
    return line.company_id.currency_id.round(line.balance - matched)


def residuals(partner, company):
    return [rest_of(line) for line in receivable_lines(partner, company)]


def overdue(partner, company):
    today = company._credit_today()
    lines = receivable_lines(partner, company)
    return sum(rest_of(line) for line in lines if rest_of(line) > 0 and (line.date_maturity or line.date) < today)


def orders(partner, company):
    found = partner.env["sale.order"].search([("state", "=", "sale"), ("company_id", "in", family(company).ids)])
    return found.filtered(lambda order: order.partner_invoice_id.commercial_partner_id == partner)


def is_later(order):
    """Whether it is to be delivered on a day beyond the horizon, where the company is."""
    company = order.company_id.root_id
    horizon = order.env["credit.policy"]._in_force_record(company).horizon_days
    if not horizon or not order.commitment_date:
        return False
    zone = pytz.timezone(company.credit_tz or company.partner_id.tz or "UTC")
    day = pytz.utc.localize(order.commitment_date).astimezone(zone).date()
    return (day - company._credit_today()).days > horizon


def order_rest(order):
    """Ordered less invoiced, a line at a time, and what is on drafts; posted down payments taken off the sum."""
    rest = sum(line_rest(line) for line in order.order_line if not line.display_type and not line.is_downpayment)
    for line in order.order_line.filtered("is_downpayment"):
        for item in line.invoice_lines.filtered(lambda item: item.parent_state == "posted"):
            rest -= item.price_total * (-1 if item.move_id.move_type == "out_refund" else 1)
    return order.company_id.currency_id.round(rest / (order.currency_rate or 1))


def line_rest(line):
    billed = drafted = 0.0
    for item in line.invoice_lines.filtered(lambda item: item.parent_state != "cancel"):
        sign = -1 if item.move_id.move_type == "out_refund" else 1
        billed += sign * item.quantity
        if item.parent_state == "draft":
            drafted += sign * item.price_total
    wanted = line.product_uom_qty
    if line.product_id.invoice_policy == "delivery":
        wanted = max(wanted, line.qty_delivered)
    if line.order_id.credit_closed_short:
        wanted = line.qty_delivered
    return max(0.0, wanted - billed) * (line.price_total / line.product_uom_qty) + drafted


def drafts(partner, company):
    found = partner.env["account.move"].search(
        [("state", "=", "draft"), ("move_type", "=", "out_invoice"), ("company_id", "in", family(company).ids)]
    )
    return found.filtered(lambda move: move.commercial_partner_id == partner)


def draft_rest(move):
    ordered = sum(line.price_total for line in move.invoice_line_ids if line.sale_line_ids)
    return move.company_id.currency_id.round((move.amount_total - ordered) / (move.invoice_currency_rate or 1))
