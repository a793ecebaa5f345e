from odoo import models

# The stricter of two statuses is the one further right.
STRICTNESS = ["not_assessed", "active", "watch", "closed", "stop"]
# Fields an account takes over from another one where its own are empty.
ADOPTED = ["grade_id", "score", "late_interest_rate", "pricelist_id", "controller_id", "last_review"]


class CreditAccount(models.Model):
    """Two accounts become one when their customers do."""

    _inherit = "credit.account"

    def _move_to(self, partner):
        """Give these accounts to another partner, merging where it has one already.

        :param partner: the customer they belong to from now on
        """
        for account in self.sudo():  # a merge moves what its user cannot see, too
            target = self.sudo().search(
                [("partner_id", "=", partner.id), ("company_id", "=", account.company_id.id), ("id", "!=", account.id)]
            )
            if target:
                target._absorb(account)
            else:
                account._by_method().write({"partner_id": partner.id})
                target = account
            target._mirror_limit()

    def _absorb(self, other):
        """Merge another account of the same company into this one and delete it.

        Two limits are never added up, and a merge never grants more than was approved for the
        customer that remains: if this account has an approved limit, it alone governs, and the
        other's stay on record as ended. If it has none, the other's are taken as they are. The
        stricter status and the earlier review win. Messages, activities, attachments and
        whatever else points to the other account move here.
        """
        self.ensure_one()
        note = self._merge_note(other)
        self._absorb_limits(other)
        self._adopt(other)
        self._move_references(other)
        other.unlink()
        self._message_log(body=note)

    def _merge_note(self, other):
        statuses = dict(self._fields["status"]._description_selection(self.env))
        return self.env._(
            "The credit account of %(partner)s was merged into this one. It had status %(status)s, grade %(grade)s and"
            " limit %(limit)s. Its limits are kept on record; two limits are never added up.",
            partner=other.partner_id.display_name,
            status=statuses[other.status],
            grade=other.grade_id.code or "–",
            limit=other._limit_text(),
        )

    def _limit_text(self):
        if self.limit_state == "limited":
            return self.currency_id.format(self.effective_limit)
        return dict(self._fields["limit_state"]._description_selection(self.env))[self.limit_state]

    def _absorb_limits(self, other):
        moving = other.limit_ids
        if self.limit_ids.filtered("counts"):
            superseded = moving.filtered("counts")
            superseded._by_method().write(
                {
                    "state": "ended",
                    "counts": False,
                    "origin": "merge",
                    "end_reason": self.env._("Merged into a customer with a limit of its own."),
                }
            )
        moving._by_method().write({"account_id": self.id})

    def _adopt(self, other):
        vals = {name: other[name] for name in ADOPTED if not self[name] and other[name]}
        vals = {name: self._fields[name].convert_to_write(value, self) for name, value in vals.items()}
        if reviews := list(filter(None, (self.next_review, other.next_review))):
            vals["next_review"] = min(reviews)
        if STRICTNESS.index(other.status) > STRICTNESS.index(self.status):
            vals["status"] = other.status
            vals["status_reason"] = other.status_reason or self.env._("Merged with %s", other.partner_id.display_name)
        self.write(vals)

    def _move_references(self, other):
        """Let Odoo's own merge of records move every foreign key and every generic reference."""
        merge = self.env["base.partner.merge.automatic.wizard"]
        self.env.flush_all()
        merge._update_foreign_keys_generic(self._name, other, self)
        merge._update_reference_fields_generic(self._name, other, self)
        self.env.invalidate_all()
        self.env.registry.clear_cache()  # rules of a policy may name the account
