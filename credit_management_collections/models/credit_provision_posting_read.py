import hashlib
import json
from collections import defaultdict

from odoo import Command, fields, models

from odoo.addons.credit_management.core.monitoring.provision import AGE, expected_loss
from odoo.addons.credit_management.sql.exposure import month_ends

from ..core.provision_movement import Needed, movement, needed, spread_known
from .credit_provision_posting import FIGURES

COLLECTIVE, SPECIFIC = ("collective", "specific")


class CreditProvisionPosting(models.Model):
    """The figures of a provision: the matrix without those judged by name, what was booked, what was used since."""

    _inherit = "credit.provision.posting"

    def action_compute(self):
        """Work out the figures as of now; what was worked out before is dropped."""
        self._check_analyst()
        self._check_state("draft", "computed")
        for posting in self:
            posting._drop_figures()
            posting.sudo()._credit_by_method().write(  # rows are written by nobody: it was checked that this user may
                {
                    **posting._read_figures(),
                    "state": "computed",
                    "author_id": self.env.uid,
                    "computed_on": fields.Datetime.now(),
                }
            )
            posting._add_workbook()
        self._add_hands()
        return True

    def _drop_figures(self):
        worked_out = self.filtered(lambda posting: posting.state == "computed")
        rows = worked_out.sudo()  # rows are written by nobody
        rows.row_ids.unlink()
        rows.band_ids.unlink()
        worked_out._credit_by_method().write({"state": "draft", "token": False, "workbook": False})

    def _read_figures(self):
        """The values of the figures, rows and all."""
        root, coin = self.company_id._credit_root(), self.currency_id.rounding
        matrix = self.env["credit.provision"]._read_by(self.method, root, self.date, self.months)
        named, by_name = self._read_named(root, matrix.starts)
        matrix = matrix.changed(1 + self.adjustment / 100).without(named)
        amounts = [self.currency_id.round(amount) for amount in matrix.amounts]
        loss = expected_loss(amounts, matrix.rates)
        last = self._get_last()
        needs = {COLLECTIVE: needed(loss.by_band), SPECIFIC: Needed(0.0, sum(by_name.values()))}
        table = movement(last._get_closings(), self._read_used(last), needs, coin)
        standing = self._read_standing(root)
        missing = [str(first) for first, one in zip(matrix.starts, loss.by_band, strict=True) if one is None]
        bands = [
            {"first_day": first, "amount": amount, "rate": rate or 0.0, "known": rate is not None, "loss": one or 0.0}
            for first, amount, rate, one in zip(
                matrix.starts, amounts, matrix.rates, spread_known(loss.by_band, coin), strict=True
            )
        ]
        rows = [{"kind": row.name, **{name: getattr(row, name) for name in FIGURES}} for row in table.rows]
        return {
            "row_ids": [Command.create(row) for row in rows],
            "band_ids": [Command.create(band) for band in bands],
            "closing": table.total.closing,
            "charge": table.total.charge,
            "standing": standing,
            "entry_amount": self.currency_id.round(table.total.closing - standing),
            "unknown": ", ".join(missing) if table.unknown else False,
            "token": hashlib.sha256(json.dumps([rows, bands, standing]).encode()).hexdigest()[:16],
        }

    def _read_named(self, root, starts):
        """What customers judged by name owe, by band, and what is needed of each: ``{allowance: amount}``."""
        # Whoever is judged by name is out of the matrix, readable or not.
        allowances = self.env["credit.account.allowance"].sudo()
        allowances = allowances.search([("company_id", "=", root.id), ("state", "=", "approved")])
        if not allowances:
            return [0.0] * len(starts), {}
        items, month_end = self.env["credit.open.item"], self.env["credit.month.end"]
        items._flush()
        scope, owed = items._scope(allowances.partner_id.ids), defaultdict(lambda: [0.0] * len(starts))
        query = month_ends.customer_balances(
            self.date, starts, month_end._entities(root), scope, by_age=self.method == AGE
        )
        for partner_id, root_id, band, amount in self.env.execute_query(query):
            if root_id == root.id:
                owed[partner_id][band] = amount
        totals = [sum(bands) for bands in zip([0.0] * len(starts), *owed.values(), strict=True)]
        return totals, {one: min(one.amount, max(sum(owed[one.partner_id.id]), 0.0)) for one in allowances}

    def _get_last(self):
        """The provision before this one, whose entry was posted, or that needed none."""
        return self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "booked"),
                ("date", "<", self.date),
                "|",
                ("move_id", "=", False),
                ("move_id.state", "=", "posted"),
            ],
            order="date desc",
            limit=1,
        )

    def _get_closings(self):
        """What was provided by class: ``{kind: amount}``; nothing of no provision."""
        return {row.kind: row.closing for row in self.row_ids}

    def _read_used(self, last):
        """What was written off since the last provision, without tax, by class.

        What an earlier one has shown as used, and was reversed since, is used no longer: negative, in this one.
        """
        if not last:
            return {}  # what was never provided for is used up by nothing
        until, since = ("date", "<=", self.date), ("date", ">", last.date)
        posted = ("state", "=", "posted")  # taken back, nothing was used
        # Reversed, neither: what it had used stands on the account again.
        stays = ("reversal_move_ids", "not any", [posted, until])
        before, used = ("date", "<=", last.date), defaultdict(float)
        came_back = ("reversal_move_ids", "any", [posted, until, since])
        taken = self._find_written_off([posted, until, since, stays])
        reversed_ones = self._find_written_off([posted, before, came_back])
        reversed_ones -= self._find_written_off([posted, before, stays])  # in part, of another company of ours
        named = self.env["credit.account.allowance"].sudo()  # likewise
        named = named.search([("account_id", "in", (taken | reversed_ones).account_id.ids)])
        for some, sign in ((taken, 1), (reversed_ones, -1)):
            for one in some:
                by_name = named.filtered(lambda allowance, one=one: allowance._held_on(one.posted_on, one.account_id))
                used[SPECIFIC if by_name else COLLECTIVE] += sign * (one.allowance_amount + one.loss_amount)
        return dict(used)

    def _find_written_off(self, entries):
        """Posted write-offs of which an entry is such a one; what was written off is gone, readable or not."""
        domain = [("company_id", "=", self.company_id.id), ("state", "=", "posted"), ("move_ids", "any", entries)]
        return self.env["credit.write.off"].sudo().search(domain)  # see above

    def _read_standing(self, root):
        """What stands on the allowance account at the end of the day, posted."""
        account = root.sudo().credit_allowance_account_id  # settings of a company decide
        if not account:
            return 0.0
        domain = [
            ("account_id", "=", account.id),
            ("company_id", "in", root._credit_family().ids),
            ("parent_state", "=", "posted"),
            ("date", "<=", self.date),
        ]
        # The balance decides, whatever of it may be read.
        ((balance,),) = self.env["account.move.line"].sudo()._read_group(domain, [], ["balance:sum"])
        return self.currency_id.round(-(balance or 0.0)) or 0.0
