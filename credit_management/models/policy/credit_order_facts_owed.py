from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...core.limit.limits import NOT_ASSESSED
from ...core.policy.policy import measures
from ...sql.policy import drawing
from ..common.pending import is_pending

# Where each part of a row of ``credit_drawing_facts`` ends.
OWN = drawing.count("own")
KNOWN = OWN + drawing.count("known")


class Drawn(NamedTuple):
    """What one query has read for a decision that draws on limits, and on whose it has drawn."""

    orders: dict  # {order: row of credit_order_facts}
    customers: dict  # {partner id: what is known of the customer}
    partner_ids: set
    owed: list  # rows of credit_exposure_sums, of those drawn on


class CreditOrderFacts(models.AbstractModel):
    """What customers owe, and the draw on their limits that keeps parallel decisions apart."""

    _inherit = "credit.order.facts"

    @api.model
    def _draw(self, orders, root, rules, view):
        """Read in one query what a decision asks in three, and draw on the limits of the customers measured.

        :return: Drawn; None for documents other than saved orders, and where no rule measures
        """
        measuring = self._get_measuring(rules)
        if not measuring or orders._name != "sale.order" or not all(isinstance(id_, int) for id_ in orders._ids):
            return None
        if is_pending(self.env):
            self._flush_for_orders()
            self._flush_for_customers()
        query = SQL(
            "SELECT * FROM credit_drawing_facts(%s::int[], %s::int[], %s, %s::int[], %s, %s, %s, %s)",
            orders.ids, list(self.env["credit.open.item"]._receivable_account_ids()), root.id, list(view.company_ids),
            view.today, view.decimal_places, view.later_from, any(scope.everybody for scope in measuring),
        )  # fmt: skip
        self.env.cr.execute(query, log_exceptions=False)  # may have to be done again
        own, customers, partner_ids, owed = {}, {}, set(), []
        for row in self.env.cr.fetchall():
            if row[0]:
                own[row[0]] = row[1:OWN]
            elif row[OWN]:
                partner_id, *known, is_drawn = row[OWN:KNOWN]
                customers[partner_id] = self._customer(*known)
                if is_drawn:
                    partner_ids.add(partner_id)
            else:
                owed.append(row[KNOWN:])
        if not own.keys() >= set(orders._ids):
            return None
        return Drawn({order: own[order.id] for order in orders}, customers, partner_ids, owed)

    @api.model
    def _get_measuring(self, rules):
        """The scopes of the rules that ask what customers owe."""
        return [rule.scope for rule in rules if measures(rule)]

    @api.model
    def _read_owed(self, root, customers, rules, policy, view, claim, drawn=None):
        """The exposure of the customers whom a rule measures by it.

        :param drawn: what ``_draw`` has given; who is not drawn on there is drawn on here
        """
        measuring = self._get_measuring(rules)
        measured = [
            partner_id
            for partner_id, customer in customers.items()
            if any(scope.everybody or customer["limit"].state != NOT_ASSESSED for scope in measuring)
        ]
        if drawn and drawn.partner_ids.issuperset(measured):
            totals = self.env["credit.exposure"]._sum_up_each(drawn.owed, measured, policy.counted)
        else:
            totals = self._read_totals_drawing(root, customers, measured, policy, view, claim)
        for partner_id, exposure in totals.items():
            if exposure.is_broken:
                raise UserError(
                    self.env._(
                        "What %(partner)s owes cannot be told: an amount in its ledger is no number. Ask an accountant"
                        " to correct the journal item.",
                        # Whoever sees the order sees whom it is for.
                        partner=self.env["res.partner"].sudo().browse(partner_id).display_name,
                    )
                )
        return totals

    @api.model
    def _read_totals_drawing(self, root, customers, measured, policy, view, claim):
        """The same of these customers and of the members of their groups, having drawn on the limits where asked."""
        together = self._get_together(root, [customers[partner_id] for partner_id in measured])
        draw = None
        if claim and measured:
            keys = {(partner_id, root.id) for partner_id in measured}
            draw = self.env["credit.pool"]._claim_sql(keys, {one.group_id for one in together.memberships})
        asked = list({*measured, *together.partner_ids})
        return self.env["credit.exposure"]._read_totals(root, asked, policy.counted, view, beside=draw)
