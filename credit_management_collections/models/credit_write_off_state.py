from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from odoo.addons.credit_management.const import MANAGER
from odoo.addons.credit_management.core.limit import approval
from odoo.addons.credit_management.models.common.text import stripped

from ..const import COLLECTOR, WRITE_OFF_ACTIVITY
from ..core.write_off import Claim, paid_since

OPEN = ("proposed", "approved")


class CreditWriteOff(models.Model):
    """From draft to approval; whose authority is enough: credit_write_off_authority."""

    _inherit = "credit.write.off"

    can_decide = fields.Boolean(
        string="Awaiting My Decision",
        compute="_compute_can_decide",
        search="_search_within_authority",
        help="You may approve it: you had no hand in it, and your authority is enough.",
    )
    can_refuse = fields.Boolean(compute="_compute_can_decide")
    beyond_authority = fields.Boolean(compute="_compute_can_decide")
    can_take_back = fields.Boolean(compute="_compute_can_take_back")

    @api.depends("state", "author_id", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        others = self._origin._get_others_waiting()
        able = others._within_authority()
        for document in self:
            document.can_decide = document._origin.id in able.ids
            document.can_refuse = document._origin.id in others.ids
            document.beyond_authority = document._origin.id in (others - able).ids

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_take_back(self):
        collector = self.env.user.has_group(COLLECTOR)
        for document in self:
            document.can_take_back = collector and document.state in OPEN

    # === ACTIONS === #

    def action_add_items(self):
        """Add what is overdue of the customer, all of it as far as it is not there yet."""
        self._check_collector()
        self._check_state("draft")
        for write_off in self:
            account = write_off.sudo().account_id  # who asks need not read the ledger
            items = account._find_overdue_items() - write_off.sudo().line_ids.move_line_id  # as above
            self.env["credit.write.off.line"].create(
                [{"write_off_id": write_off.id, "move_line_id": item.id} for item in items]
            )
        return True

    def action_propose(self):
        """Let another person decide on drafts; they stay as they are from now on."""
        self._check_collector()
        self._check_state("draft")
        self._refresh_amounts()
        for write_off in self:
            write_off._check_complete()
            write_off._check_left()
        self._add_hands()
        self._forget_votes()
        for write_off in self:
            write_off._credit_by_method().write(
                {
                    "state": "proposed",
                    "author_id": self.env.uid,
                    "proposed_on": fields.Datetime.now(),
                    **write_off._prepare_provided_vals(),
                }
            )
            write_off._check_can_pass()
            if user := write_off._get_pass_to():
                write_off._pass_to(user)
        return True

    def action_take_back(self):
        """Let what is proposed or approved be changed; it is proposed and approved anew then."""
        self._check_collector()
        self._claim()
        self._check_state(*OPEN)
        self._add_hands()
        self._forget_votes()
        self._credit_by_method().write({"state": "draft", "approver_id": False, "approved_on": False})
        self._credit_close_activities(WRITE_OFF_ACTIVITY)
        return True

    def action_approve(self):
        """Let the amounts be written off; somebody else posts them."""
        self._check_deciding()
        self._check_shown()
        self._claim()
        for write_off in self:
            write_off._check_complete()
            write_off._check_left()
            write_off._check_booked()
            write_off._approve()
        return True

    def _approve(self):
        """By one person with the authority, or by a yes to the step that waits; the last one lets it be posted."""
        needed = self._get_needed()
        if self._get_steps(needed) != approval.ONE_PERSON:
            if self._vote(agrees=True) == approval.PASSED:
                self._set_decided("approved")
            else:
                self._ask_next()
            return
        authority = self._lookup_authorities()[self.env.user, self]
        if obstacle := self._get_obstacle_of_amount(needed, authority):
            raise AccessError(obstacle)
        self._note_lent(authority, needed)
        self._set_decided("approved")

    def action_refuse(self, reason):
        """Turn requests down.

        :param str reason: why; who asked reads it
        """
        self._check_deciding()
        self._check_shown()
        if not stripped(reason):
            raise UserError(self.env._("Say why: the reason stays on record and reaches the one who asked."))
        self._claim()
        for write_off in self:
            if write_off._get_steps() != approval.ONE_PERSON and write_off._vote(False, reason) == approval.OPEN:
                write_off._ask_next()  # others of a committee may agree yet
                continue
            write_off._set_decided("refused", decision_reason=stripped(reason))
        return True

    def action_open_refuse(self):
        """Ask for the reason of the refusal."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse"),
            "res_model": "credit.write.off.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_write_off_id": self.id,
                "credit_shown": self.env.context.get("credit_shown", False),
            },
        }

    def _set_decided(self, state, **vals):
        decided = {"state": state, "approver_id": self.env.uid, "approved_on": fields.Datetime.now()}
        self._credit_by_method().write({**decided, **vals})
        self._credit_close_activities(WRITE_OFF_ACTIVITY)

    # === CHECKS === #

    def _check_collector(self):
        if not self.env.user.has_group(COLLECTOR):
            raise AccessError(self.env._("%(user)s asks for no write-offs. Ask a collector.", user=self.env.user.name))
        self.check_access("write")

    def _check_deciding(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("%(user)s cannot decide on write-offs. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")
        self._check_state("proposed")
        self._check_hands()

    def _check_state(self, *states):
        for write_off in self:
            if write_off.state not in states:
                raise UserError(
                    self.env._(
                        "%(document)s is “%(state)s”, so this cannot be done. Open it again to see it as it stands.",
                        document=write_off.display_name,
                        state=dict(self._fields["state"]._description_selection(self.env))[write_off.state],
                    )
                )

    def _claim(self):
        """Let decisions on these, and those on the same customers, pass one after the other."""
        self.account_id.sudo()._claim_limits()  # accounts are not theirs to write
        self._claim_rows()

    def _check_complete(self):
        """Refuse a form that says too little to decide on."""
        missing = [name for name in ("line_ids", "cause", "cause_text", "course") if not self[name]]
        if missing:
            raise UserError(
                self.env._(
                    "Fill in %(fields)s first: who decides reads it.",
                    fields=", ".join(f"“{self._fields[name]._description_string(self.env)}”" for name in missing),
                )
            )
        self.line_ids._check_item()
        if not all(line.currency_id.compare_amounts(line.amount, 0.0) > 0 for line in self.line_ids):
            raise UserError(self.env._("Enter an amount above zero for each item, or take the item out."))
        other = self.sudo().search(  # one out of sight asks for the same, too
            [
                ("id", "!=", self.id),
                ("state", "in", OPEN),
                ("line_ids.move_line_id", "in", self.sudo().line_ids.move_line_id.ids),  # the ledger need not be read
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._("%(other)s asks for the same items. Open that one instead.", other=other.display_name)
            )

    def _check_left(self):
        """Refuse to write off what was paid meanwhile."""
        if short := paid_since(self._get_claims()):
            line = self.line_ids.browse(short[0].id)
            raise UserError(
                self.env._(
                    "%(partner)s has paid since: %(now)s is left of %(asked)s of %(item)s. Take %(document)s back,"
                    " correct it and propose it again.",
                    partner=self.sudo().partner_id.display_name,  # the customer need not be in sight
                    now=format_amount(self.env, max(short[0].left, 0.0), line.currency_id),
                    asked=format_amount(self.env, short[0].asked, line.currency_id),
                    item=line.reference,
                    document=self.name,
                )
            )

    def _check_booked(self):
        """Refuse items that are another customer's by now, or stand in the books with another amount than was asked."""
        self.line_ids._check_item()
        for line in self.sudo().line_ids:  # who decides need not read the ledger
            currency, booked = line.company_currency_id, line._measure()
            if currency.compare_amounts(line.company_amount, booked):
                raise UserError(
                    self.env._(
                        "%(item)s was changed: %(now)s of it stand in the books by now, and %(asked)s were asked for."
                        " Take %(document)s back and propose it again.",
                        item=line.reference,
                        now=format_amount(self.env, booked, currency),
                        asked=format_amount(self.env, line.company_amount, currency),
                        document=self.name,
                    )
                )

    def _refresh_amounts(self):
        """Compute amounts in the books anew: an invoice may have been changed since its item was added."""
        lines = self.sudo().line_ids  # who asks need not read the ledger
        for name in ("company_amount", "reference"):  # stored computed fields are a client's to write
            self.env.add_to_compute(lines._fields[name], lines)
        self.env.add_to_compute(self._fields["amount"], self)

    def _get_claims(self):
        """The items as core asks for them, with what is left of them by now."""
        items = self.sudo().line_ids  # who decides need not read the ledger
        items.move_line_id.invalidate_recordset(["amount_residual", "amount_residual_currency"])
        return [
            Claim(line.id, line.amount, line.move_line_id.amount_residual_currency, line.currency_id.rounding)
            for line in items
        ]
