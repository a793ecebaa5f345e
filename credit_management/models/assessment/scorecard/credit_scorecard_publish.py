from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ....const import ADMINISTRATOR


class CreditScorecard(models.Model):
    """How versions of a card come and go: published, followed by the next one, withdrawn."""

    _inherit = "credit.scorecard"

    # === ACTIONS === #

    def action_publish(self):
        """Let drafts judge from their first day on."""
        self._check_administrator()
        for card in self:
            card._check_draft()
            card._check_publishable()
            card._set_published()
        return True

    def action_copy_version(self):
        """Make a draft like this version that is to follow it, and open it."""
        self.ensure_one()
        self._check_administrator()
        versions = self.sudo().search([("family_id", "=", self.family_id.id)])
        values = {"family_id": self.family_id.id, "version": max(versions.mapped("version")) + 1}
        return self._by_method().copy(values).with_env(self.env)._get_records_action()

    def action_withdraw(self):
        """Let a published version judge nobody from today on, and no older version in its place."""
        self._check_administrator()
        for card in self:
            if card.phase not in ("in_force", "scheduled"):
                raise UserError(
                    self.env._(
                        "%(card)s is not in force, so there is nothing to withdraw. A draft is deleted.",
                        card=card.display_name,
                    )
                )
            card._by_method().ended_on = card._today()
            card.invalidate_model(["phase"])
            card._check_everybody_has_a_card(card._today())
            card._message_log(body=self.env._("%(card)s withdrawn", card=card.display_name))
        return True

    def _check_administrator(self):
        if not self.env.user.has_group(ADMINISTRATOR):
            raise AccessError(
                self.env._(
                    "%(user)s cannot change which scorecards are used. Ask a credit administrator.",
                    user=self.env.user.name,
                )
            )
        self.check_access("write")

    # === CHECKS === #

    def _check_publishable(self):
        """Sound, from today at the earliest, and not behind a later version from the first day on."""
        self.ensure_one()
        if sentences := self._fault_sentences():
            raise UserError("\n".join(sentences))
        today = self._today()
        begin = self.valid_from or today
        names = {"card": self.display_name, "day": format_date(self.env, begin)}
        if begin < today:
            raise UserError(
                self.env._(
                    "%(card)s cannot begin on %(day)s: what was judged before today is not rewritten."
                    " Choose today or a later day as “Valid From”.",
                    **names,
                )
            )
        if later := self._later_from(begin):
            raise UserError(
                self.env._(
                    "%(later)s begins on %(day)s too and would be used instead of %(card)s."
                    " Choose another day as “Valid From”, or make a new version.",
                    later=later.display_name,
                    **names,
                )
            )

    def _later_from(self, begin):
        """The later version that begins on the same day."""
        family = self.sudo().search([("family_id", "=", self.family_id.id), ("state", "=", "published")])
        same = family.filtered(lambda card: card._begins and card.valid_from == begin and card.version > self.version)
        return same[:1]

    def _check_everybody_has_a_card(self, day):
        """New and existing customers of every industry and amount are judged by some card."""
        companies = self.company_id or self.env["res.company"].sudo().search([("parent_id", "=", False)])
        for company in companies:
            general = self._in_force(company, day).filtered(lambda card: not card.industry_ids and not card.amount_max)
            covered = set(general.mapped("relationship"))
            if "any" not in covered and covered != {"new", "existing"}:
                raise UserError(
                    self.env._(
                        "Without %(card)s some customers of %(company)s would have no scorecard from %(day)s on."
                        " First publish one for all industries and amounts.",
                        card=self.display_name,
                        company=company.name,
                        day=format_date(self.env, day),
                    )
                )

    # === TRANSITIONS === #

    def _set_published(self):
        self.ensure_one()
        begin = self.valid_from or self._today()
        self._by_method().write(
            {
                "state": "published",
                "valid_from": begin,
                "published_by": self.env.uid,
                "published_on": fields.Datetime.now(),
            }
        )
        self.invalidate_model(["phase"])  # another version is superseded by it
        if self.version > 1:
            self._check_everybody_has_a_card(begin)  # the version before may have been for more customers
        self._message_log(
            body=self.env._(
                "%(card)s published, in force from %(day)s",
                card=self.display_name,
                day=format_date(self.env, begin),
            )
        )
