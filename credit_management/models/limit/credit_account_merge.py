from odoo import models


class CreditAccount(models.Model):
    """What becomes of the limits when two accounts become one."""

    _inherit = "credit.account"

    def _move_to(self, partner):
        # EXTENDS 'credit_management'
        companies = self.sudo().company_id  # the accounts themselves may be gone afterwards
        done = super()._move_to(partner)
        self.sudo().search([("partner_id", "=", partner.id), ("company_id", "in", companies.ids)])._mirror_limit()
        return done

    def _merge_note(self, other):
        # EXTENDS 'credit_management'
        limit = self.env._(
            "Its limit was %(limit)s. Its limits are kept on record; two limits are never added up.",
            limit=other._limit_text(),
        )
        return f"{super()._merge_note(other)} {limit}"

    def _limit_text(self):
        if self.limit_state == "limited":
            return self.currency_id.format(self.effective_limit)
        return dict(self._fields["limit_state"]._description_selection(self.env))[self.limit_state]

    def _adopt(self, other):
        # EXTENDS 'credit_management'
        self._absorb_limits(other)
        return super()._adopt(other)

    def _absorb_limits(self, other):
        """Move the other account's limits here.

        Two limits are never added up, and a merge never grants more than was approved for the
        customer that remains: if this account has an approved limit, it alone governs, and the
        other's stay on record as ended. If it has none, the other's are taken as they are.
        """
        moving = other.limit_ids
        if self.limit_ids.filtered("counts"):
            superseded = moving.filtered("counts")
            superseded._credit_by_method().write(
                {
                    "state": "ended",
                    "counts": False,
                    "origin": "merge",
                    "end_reason": self.env._("Merged into a customer with a limit of its own."),
                }
            )
        moving._credit_by_method().write({"account_id": self.id})
        # What somebody was about to decide was about another customer.
        moving.filtered(lambda limit: limit.state == "proposed")._credit_by_method().write({"state": "draft"})
