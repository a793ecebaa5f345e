"""Debts of a customer, recomputed in plain loops over the ORM, written apart from the queries."""

import pytz


def owed(partner, company):
    """Amounts by category, for a commercial partner and a root company, in its currency."""
    return {
        "receivable": sum(rest for rest in residuals(partner, company) if rest > 0),
        "unallocated": sum(rest for rest in residuals(partner, company) if rest < 0),
        "order": sum(order_rest(order) for order in orders(partner, company) if not is_later(order)),
        "order_later": sum(order_rest(order) for order in orders(partner, company) if is_later(order)),
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
            line.move_id.state == "posted"
            and not is_of_a_later_day(line)
            and line.partner_id.commercial_partner_id == partner
            and not line.account_id.non_trade
        )
    )


def is_of_a_later_day(line):
    """Whether it settles something, from a later day on."""
    return line.balance < 0 and line.date > line.company_id.root_id._credit_today()


def rest_of(line):
    paid = line.matched_credit_ids
    if line.amount_currency:  # else it is an exchange difference, and none without its payment
        paid = paid.filtered(lambda match: not is_of_a_later_day(match.credit_move_id))
    matched = sum(paid.mapped("amount")) - sum(line.matched_debit_ids.mapped("amount"))
    return line.company_id.currency_id.round(line.balance - matched)


def residuals(partner, company):
    return [rest_of(line) for line in receivable_lines(partner, company)]


def overdue(partner, company):
    today = company._credit_today()
    lines = receivable_lines(partner, company)
    return sum(rest_of(line) for line in lines if rest_of(line) > 0 and due(line) < today)


def due(line):
    """The day it was posted with, or an earlier one; a later one only once it is agreed."""
    written = line.date_maturity or line.date
    return min(line.credit_date_due or written, written)


def orders(partner, company):
    found = partner.env["sale.order"].search([("state", "=", "sale"), ("company_id", "in", family(company).ids)])
    return found.filtered(lambda order: order.partner_invoice_id.commercial_partner_id == partner)


def is_later(order):
    """Whether it is to be delivered on a day beyond the horizon, where the company is."""
    company = order.company_id.root_id
    horizon = order.env["credit.policy"]._get_in_force(company).horizon_days
    if not horizon or not order.commitment_date:
        return False
    zone = pytz.timezone(company.credit_tz or company.partner_id.tz or "UTC")
    day = pytz.utc.localize(order.commitment_date).astimezone(zone).date()
    return (day - company._credit_today()).days > horizon


def order_rest(order):
    """The claim: what will be owed for the order, line by line, less what its customer's posted invoices took."""
    lines = order.order_line.filtered(lambda line: not line.display_type)
    if all(is_as_ordered(line) for line in lines):
        claim = order.amount_total
    else:
        claim = sum(down_payment_rest(line) if line.is_downpayment else line_rest(line) for line in lines)
    return order.company_id.currency_id.round(max(0.0, claim) / (order.currency_rate or 1))


def taken_by(line):
    """The posted invoice lines of the order line that are its customer's, with their sign and its share in them."""
    customer = line.order_id.partner_invoice_id.commercial_partner_id
    return [
        (item, (-1 if item.move_id.move_type == "out_refund" else 1) * share_in(item, line))
        for item in line.invoice_lines
        if item.move_id.state == "posted" and item.move_id.partner_id.commercial_partner_id == customer
    ]


def share_in(item, line):
    """An invoice line is taken once, by quantity, whatever the number of its order lines."""
    sizes = {each: max(abs(each.product_uom_qty), abs(each.qty_delivered)) for each in item.sale_line_ids}
    total = sum(sizes.values())
    return sizes[line] / total if total else 1 / len(sizes)


def going_on(line):
    """The quantity that will be delivered and invoiced."""
    ordered, delivered = line.product_uom_qty, line.qty_delivered
    if line.price_unit < 0:
        return ordered  # a discount is never delivered
    if line.order_id.credit_closed_short:
        return delivered
    return ordered if ordered < 0 else max(ordered, delivered)


def price_of_one(line):
    if line.product_uom_qty:
        return line.price_total / line.product_uom_qty
    price = line.price_unit * (1 - line.discount / 100)
    return line.tax_ids.compute_all(price, line.currency_id, 1, line.product_id)["total_included"]


def is_as_ordered(line):
    """Whether nothing has happened to the line since it was ordered."""
    if taken_by(line) or (line.is_downpayment and line.price_total < 0):
        return False
    return going_on(line) == line.product_uom_qty


def line_rest(line):
    taken = 0.0
    for item, sign in taken_by(line):
        if sign < 0 and line.order_id.credit_closed_short:
            continue  # what was credited is not invoiced again
        taken += sign * item.product_uom_id._compute_quantity(item.quantity, line.product_uom_id, round=False)
    left = going_on(line) - taken
    left = min(left, 0.0) if line.product_uom_qty < 0 else max(left, 0.0)
    return left * price_of_one(line)


def down_payment_rest(line):
    """Posted down payments are taken off; goods called down payment are goods; a negative one must be backed."""
    backed = sum(sign * item.price_total for item, sign in taken_by(line))
    worth = going_on(line) * price_of_one(line)
    if worth < 0:
        worth = max(worth, min(backed, 0.0))
    return worth - backed


def drafts(partner, company):
    found = partner.env["account.move"].search(
        [("state", "=", "draft"), ("move_type", "=", "out_invoice"), ("company_id", "in", family(company).ids)]
    )
    return found.filtered(lambda move: move.commercial_partner_id == partner)


def draft_rest(move):
    """Part of a draft that comes from no confirmed order of its customer and is not paid already."""
    ordered = 0.0
    for line in move.invoice_line_ids:
        orders = line.sale_line_ids.order_id.filtered(lambda order: order.state == "sale")
        if move.commercial_partner_id in orders.partner_invoice_id.commercial_partner_id:
            ordered += line.price_total
    paid = sum(
        match.debit_amount_currency
        for match in move.line_ids.matched_credit_ids
        if match.credit_move_id.parent_state == "posted" and not is_of_a_later_day(match.credit_move_id)
    )
    return move.company_id.currency_id.round((move.amount_total - ordered - paid) / (move.invoice_currency_rate or 1))
