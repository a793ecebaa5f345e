"""Two years of customers who were assessed and paid, for pictures of what grades and forecasts have meant.

Run in Odoo's shell, on the pictures' own copy of the demonstration. Everything is made up, and the same every time.
"""
# ruff: noqa: F821 -- env is the shell's

import random
from datetime import timedelta

from odoo.addons.credit_management.core.ledger.ledger import Invoice

CUSTOMERS, SPAN, EVERY = 48, 800, 24  # days back to the first invoice, and between two of a customer
ASSESSED = 340  # days ago, when the cards were in use
TOWNS = "Ashford", "Bramley", "Corby", "Dunmore", "Elgin", "Fairfax", "Gorleston", "Haslemere"
TRADES = "Hardware", "Catering", "Textiles", "Printworks", "Dairy", "Lighting"
# How late customers pay: days on average, spread, and the share of invoices that take two months more.
HABITS = ((-3, 3, 0.0), (1, 4, 0.01), (5, 6, 0.02), (9, 9, 0.06), (18, 14, 0.12), (28, 20, 0.25))

chance = random.Random(19)
demonstration, company = env["credit.demonstration"], env.ref("base.main_company")
today = company._credit_today()
analyst, manager = (env.ref(f"credit_management.user_{name}") for name in ("analyst", "manager"))
terms = env.ref("account.account_payment_term_30days")
partners = env["res.partner"].create(
    [
        {
            "name": f"{TOWNS[number % 8]} {TRADES[number // 8]}",
            "is_company": True,
            "property_payment_term_id": terms.id,
            "country_id": env.ref(f"base.{('us', 'fr', 'de')[number % 3]}").id,
        }
        for number in range(CUSTOMERS)
    ]
)


def invoices(number, partner):
    usual, spread, stuck = HABITS[number % len(HABITS)]
    size = 400 * 2 ** chance.uniform(0, 3)
    for back in range(SPAN - number, 0, -EVERY):
        invoiced = today - timedelta(days=back)
        due = invoiced + timedelta(days=30)
        late = chance.gauss(usual, spread) + (60 if chance.random() < stuck else 0)
        paid = max(due + timedelta(days=round(late)), invoiced)
        yield Invoice(
            number=f"H{number:02}-{back:03}",
            invoiced=invoiced,
            due=due,
            paid_on=paid if paid < today else None,
            amount=round(size * chance.uniform(0.5, 1.5), 2),
            partner_id=partner.id,
        )


posted = env["credit.ledger"]._post(
    company, [one for number, partner in enumerate(partners) for one in invoices(number, partner)]
)
demonstration._book_in_time(posted.invoices | posted.payments.move_id)
accounts = env["credit.account"].search([("partner_id", "in", partners.ids), ("company_id", "=", company.id)])
missing = partners - accounts.partner_id
accounts |= env["credit.account"].create([{"partner_id": one.id, "company_id": company.id} for one in missing])
for account in accounts.sorted("id"):
    # What is proposed rests on the figures of that day, and may differ from those of today.
    why = "Computed on the figures of its day."
    demonstration.with_user(analyst)._assess(account.id, ASSESSED, manager.id, difference_reason=why)
env["credit.calibration"]._keep(company)
env.cr.commit()
