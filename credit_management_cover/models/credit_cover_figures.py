from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.models.common.day import format_day

from ..core import covered as core
from ..core import deadlines as days
from ..core.covered import covering

LEAD = 60  # days ahead that the form tells of what is to be done


class CreditCover(models.Model):
    """What a cover is worth today, in one sentence before everything else."""

    _inherit = "credit.cover"

    verdict = fields.Char(string="Today", compute="_compute_verdict", help="How much it covers, and until when.")
    covered_amount = fields.Monetary(
        string="Covered", compute="_compute_verdict", help="What it pays today of what the customer owes."
    )
    secured_amount = fields.Monetary(
        string="Secured Limit", compute="_compute_secured_amount", help="By how much it raises the limit today."
    )
    next_step = fields.Char(
        string="To Be Done", compute="_compute_verdict", groups=ANALYST, help="The next day on which cover can be lost."
    )

    # === COMPUTE === #

    @api.depends("limit_ids.counts", "limit_ids.amount", "limit_ids.valid_from", "limit_ids.valid_to")
    def _compute_secured_amount(self):
        for cover in self:
            today = cover._get_today()
            rows = cover._origin._get_standing_rows()
            cover.secured_amount = sum(row.amount for row in rows if row.valid_from <= today)

    @api.depends("state", "counts", "first", "last", "amount", "decision_ids.state", "report_ids.reported_on")
    @api.depends_context("lang")
    def _compute_verdict(self):
        standings = self._read_standings()
        for cover in self:
            standing, documents = standings.get(cover._origin, (None, {}))
            found = standing and standing.covering()
            cover.covered_amount = found.of(cover._origin.id) if found else 0.0
            cover.verdict = cover._describe_verdict(found)
            cover.next_step = cover._describe_next(standing, found, documents) if found else False

    def _read_standings(self):
        """Of those that count, in as many queries as there are legal entities.

        :return: {cover: what credit.covering reads of its customer}
        """
        found = {}
        counting = self._origin.filtered("counts")
        for company, covers in counting.sudo().grouped("company_id").items():  # the entity need not be in sight
            read = self.env["credit.covering"]._read(company._credit_root(), covers.partner_id.ids)
            found |= {cover.with_env(self.env): read[cover.partner_id.id] for cover in covers}
        return found

    # === WORDS === #

    def _describe_verdict(self, found):
        if self.state in ("draft", "proposed"):
            return self.env._("Covers nothing before another person has confirmed it.")
        if found is None:
            return self.env._("Covers nothing: it was refused, or taken back before it began.")
        today, owed = self._get_today(), sum(one.item.amount for one in found.items)
        words = {
            "covered": self._money(self.covered_amount),
            "owed": self._money(owed),
            "uncovered": self._money(found.uncovered),
            "day": format_day(self.env, self.last) if self.last else "",
        }
        if self.first > today:
            return self.env._("Covers nothing before %(day)s.", day=format_day(self.env, self.first))
        if self.last and self.last < today:
            if self.kind == "insurance" and self.covered_amount:
                return self.env._(
                    "Over since %(day)s. What was shipped until then stays insured: %(covered)s of the %(owed)s owed.",
                    **words,
                )
            return self.env._("Covers nothing any more: over since %(day)s.", **words)
        if not owed:
            ends = self.env._("Stands until %(day)s; nothing is owed that it would pay.", **words)
            return ends if self.last else self.env._("Stands without end; nothing is owed that it would pay.")
        said = self.env._("Covers %(covered)s of the %(owed)s owed; %(uncovered)s is not covered.", **words)
        if self.last:
            said = self.env._(
                "Covers %(covered)s of the %(owed)s owed, until %(day)s; %(uncovered)s is not covered.", **words
            )
        why = self._describe_reasons(found)
        return f"{said} {why}" if why and found.uncovered > 0 else said

    def _describe_reasons(self, found):
        reasons = dict.fromkeys(reason for one in found.items for reason in one.reasons)
        words = self._get_reason_words()
        return self.env._("Why: %s.", ", ".join(words[reason] for reason in reasons)) if reasons else ""

    @api.model
    def _get_reason_words(self):
        """Why something is not covered, as it goes on after “Why:”."""
        return {
            core.NO_COVER: self.env._("no cover"),
            core.NO_LIMIT: self.env._("the insurer gave no limit for the day of shipment"),
            core.ABOVE: self.env._("more than what is covered"),
            core.LONG_TERMS: self.env._("terms longer than insured"),
            core.NOT_REPORTED: self.env._("not reported in time"),
            core.EXCLUDED: self.env._("excluded"),
            core.ENDS_BEFORE_DUE: self.env._("due after the cover ends"),
            core.OWN_SHARE: self.env._("own share"),
        }

    def _describe_next(self, standing, found, documents):
        """The next thing somebody has to do about this cover, or that cover was lost."""
        own = [one for one in standing.covers if one.id == self._origin.id]
        coming = days.deadlines(own, covering(standing.covers, standing.items, standing.on), standing.on, LEAD)
        if not coming:
            return False
        first = coming[0]
        move_id = documents[first.item_id].move_id if first.item_id in documents else None
        words = {
            "day": format_day(self.env, first.day),
            "amount": self._money(first.amount),
            "invoice": self.env["account.move"].sudo().browse(move_id or ()).display_name,  # analysts read its number
        }
        sentences = {
            days.EXPIRY: self.env._("It ends on %(day)s: prolong or replace it. %(amount)s is at stake.", **words),
            days.LIMIT_EXPIRY: self.env._(
                "The insurer's limit of %(amount)s ends on %(day)s: ask for a new one.", **words
            ),
            days.CALL: self.env._("Call it by %(day)s: %(amount)s is at stake.", **words),
            days.REPORT: self.env._("Report %(invoice)s to the insurer by %(day)s, or it loses its cover.", **words),
            days.LOST: self.env._("%(invoice)s was not reported in time: cover of it was lost on %(day)s.", **words),
            days.REDUCED: self.env._("The insurer's limit falls by %(amount)s on %(day)s.", **words),
        }
        return sentences[first.kind]

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)
