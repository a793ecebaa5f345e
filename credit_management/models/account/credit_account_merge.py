from odoo import api, models

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
                account._credit_by_method().write({"partner_id": partner.id})
                target = account

    def _absorb(self, other):
        """Merge another account of the same company into this one and delete it.

        The stricter status and the earlier review win. Messages, activities, attachments and
        whatever else points to the other account move here.
        """
        self.ensure_one()
        note = self._merge_note(other)
        self._absorb_payers(other)
        self._adopt(other)
        self._move_references(other)
        other.unlink()
        self._message_log(body=note)

    def _merge_note(self, other):
        statuses = dict(self._fields["status"]._description_selection(self.env))
        return self.env._(
            "The credit account of %(partner)s was merged into this one. It had status %(status)s and grade %(grade)s.",
            partner=other.partner_id.display_name,
            status=statuses[other.status],
            grade=other.grade_id.code or "–",
        )

    def _absorb_payers(self, other):
        """What both have agreed stays agreed once; a payer that is now the customer itself is none."""
        standing = ("proposed", "agreed")
        agreed = self.payer_ids.filtered(lambda payer: payer.state == "agreed").payer_id
        taken = self.payer_ids.filtered(lambda payer: payer.state in standing).payer_id
        for payer in other.payer_ids.filtered(lambda payer: payer.state in standing):
            if payer.payer_id in agreed | self.partner_id or (payer.payer_id in taken and payer.state == "proposed"):
                payer._credit_by_method().write({"state": "ended"})
            elif payer.payer_id in taken:  # ours was only proposed
                self.payer_ids.filtered(
                    lambda own, payer=payer: own.state == "proposed" and own.payer_id == payer.payer_id
                )._credit_by_method().write({"state": "ended"})

    def _adopt(self, other):
        """Take over what the other account has, where this one has nothing itself or has it less strictly."""
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
        self._drop_resemblances(other)
        self.env.flush_all()
        moving = [(records, name) for name, records in self._get_referring(other)]
        merge._update_foreign_keys_generic(self._name, other, self)
        merge._update_reference_fields_generic(self._name, other, self)
        self.env.invalidate_all()
        # Foreign keys are moved by SQL: what is stored beside them, the customer above all, follows here.
        for records, name in moving:
            records.exists().modified([name])
        self.env.flush_all()
        self.env.registry.clear_cache()  # rules of a policy may name the account

    def _drop_resemblances(self, other):
        """Who is known to resemble both resembles one from now on, and nobody resembles themselves."""
        known = self.env["credit.resemblance"].sudo()  # a merge moves what its user cannot see, too
        ours = known.search([("account_id", "=", self.id)]).partner_id | self.partner_id
        known.search([("account_id", "=", other.id), ("partner_id", "in", ours.ids)]).unlink()
        known.search([("account_id", "=", self.id), ("partner_id", "=", other.partner_id.id)]).unlink()

    @api.model
    def _get_referring(self, other):
        """Every record with a stored field that leads to this account, in sight or not: ``[(field, records)]``."""
        for model in self.env.values():
            if model._abstract or not model._auto or model._transient:
                continue
            for name, field in model._fields.items():
                if field.type == "many2one" and field.comodel_name == self._name and field.store and not field.related:
                    # A merge moves what its user cannot see, too.
                    records = model.sudo().with_context(active_test=False)
                    if found := records.search([(name, "=", other.id)], order="id"):
                        yield name, found
