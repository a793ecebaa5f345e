from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.credit_management.const import MANAGER
from odoo.addons.credit_management.models.common.text import stripped

from ...const import COLLECTOR, HANDOVER_ACTIVITY
from ...core import handover as core

ASKED_FOR = (core.PROPOSED, core.HANDED)


class CreditHandover(models.Model):
    """From draft to an agency or a lawyer, and back; whose authority is enough: credit_handover_authority."""

    _inherit = "credit.handover"

    can_decide = fields.Boolean(
        string="Awaiting My Decision",
        compute="_compute_can_decide",
        search="_search_within_authority",
        help="You may approve it: you had no hand in it, and your authority is enough.",
    )
    can_refuse = fields.Boolean(compute="_compute_can_decide")
    beyond_authority = fields.Boolean(compute="_compute_can_decide")

    @api.depends("state", "author_id", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        others = self._origin._get_others_waiting()
        able = others._within_authority()
        for document in self:
            document.can_decide = document._origin.id in able.ids
            document.can_refuse = document._origin.id in others.ids
            document.beyond_authority = document._origin.id in (others - able).ids

    # === ACTIONS === #

    def action_propose(self):
        """Let another person decide on drafts; they stay as they are from now on."""
        self._check_collector()
        self._check_state(core.DRAFT)
        for handover in self:
            handover._claim()
            handover._check_complete()
            handover._check_items()
            handover._refresh_amounts()
        self._add_hands()
        for handover in self:
            handover._credit_by_method().write(
                {"state": core.PROPOSED, "author_id": self.env.uid, "proposed_on": fields.Datetime.now()}
            )
            if user := handover._get_pass_to():
                handover._pass_to(user)
        return True

    def action_draft(self):
        """Let what is proposed be changed; it is proposed anew then."""
        self._check_collector()
        self._claim_rows()
        self._check_state(core.PROPOSED)
        self._add_hands()
        self._credit_by_method().write({"state": core.DRAFT})
        self._credit_close_activities(HANDOVER_ACTIVITY)
        return True

    def action_approve(self):
        """From now on the agency or the lawyer collects these items; nobody reminds of them."""
        self._check_deciding()
        self._check_shown()
        for handover in self.sorted("id"):
            handover._claim()
            handover._claim_rows()
            handover._check_complete()
            handover._check_items(is_approval=True)
            handover._refresh_amounts()
            needed = handover._get_needed()
            authority = handover._lookup_authorities()[self.env.user, handover]
            if obstacle := handover._get_obstacle_of_amount(needed, authority):
                raise AccessError(obstacle)
            handover._note_lent(authority, needed)
            # The moment as matchings have it: what was matched before does not count.
            handover._set_decided(
                core.HANDED, handed_on=handover.company_id._credit_today(), handed_at=self.env.cr.now()
            )
            handover._add_workbook()
        self._stop_cases()
        return True

    def action_refuse(self, reason):
        """Turn requests down.

        :param str reason: why; who asked reads it
        """
        self._check_deciding()
        self._check_shown()
        self._claim_rows()
        self._set_decided(core.REFUSED, decision_reason=self._get_reason(reason))
        return True

    def action_take_back(self, reason):
        """Collect it ourselves again: its items come back to reminders.

        :param str reason: why; it stays on record
        """
        self._check_manager()
        self._check_shown()
        self._check_not_selling()
        reason = self._get_reason(reason)
        self._claim_rows()
        self._check_state(core.HANDED)
        self._refresh_course()  # the last time
        running = self.filtered(lambda one: one.state == core.HANDED)
        running._set_ended(core.BACK, reason)
        return True

    def action_open_refuse(self):
        """Ask for the reason of the refusal."""
        return self._open_reason(self.env._("Refuse"), "refuse")

    def action_open_take_back(self):
        """Ask why it is taken back."""
        return self._open_reason(self.env._("Take Back"), "take_back")

    def _open_reason(self, title, step):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "credit.handover.reason",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_handover_id": self.id,
                "default_step": step,
                "credit_shown": self.env.context.get("credit_shown", False),
            },
        }

    # === STATES === #

    def _set_decided(self, state, **vals):
        self._credit_by_method().write({"state": state, "approver_id": self.env.uid, **vals})
        self._credit_close_activities(HANDOVER_ACTIVITY)

    def _set_ended(self, state, reason=""):
        """It is over: cases go on where nothing else of the customer is with an agency or a lawyer."""
        for handover in self:
            today = handover.company_id._credit_today()
            handover._credit_by_method().write({"state": state, "ended_on": today, "end_reason": reason})
        self._resume_cases()

    def _refresh_amounts(self):
        """Items as they are open by now; those that were paid since are left out."""
        # What the customer owes is read by the system.
        for handover in self.sudo():
            left = handover._read_open()
            for item in handover._get_chosen():
                item._credit_by_method().write({"amount": left.get(item.id, 0.0), "chosen": item.id in left})

    # === CHECKS === #

    def _check_deciding(self):
        self._check_manager()
        self._check_state(core.PROPOSED)
        self._check_hands()

    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "%s does not decide on what is handed over. Ask a credit manager.",
                    self.env.user.name,
                )
            )
        self.check_access("write")

    def _check_collector(self):
        if not self.env.user.has_group(COLLECTOR):
            raise AccessError(self.env._("%s hands nothing over. Ask a collector.", self.env.user.name))
        self.check_access("write")

    def _check_not_selling(self):
        """Who sells to a customer does not spare it an agency or a lawyer."""
        for handover, sellers in self._get_sellers().items():
            if self.env.user in sellers:
                raise AccessError(handover._get_hands_text(self.env.user))

    def _get_reason(self, reason):
        if not stripped(reason):
            raise UserError(self.env._("Say why: the reason stays on record and reaches the one who asked."))
        return stripped(reason)

    def _check_complete(self):
        """Refuse what says too little to decide on, or goes to somebody who does not collect for us."""
        recipient = self.sudo().recipient_id  # need not be in sight of who decides
        if not stripped(self.reason):
            raise UserError(self.env._("Say under Reason what was tried: who decides reads it."))
        if not recipient.credit_collects_as or recipient.commercial_partner_id == self.sudo().partner_id:  # as above
            raise UserError(
                self.env._(
                    "Choose to whom it goes: a contact that collects for us, as “Collects for Us as” on its page says,"
                    " and not the customer itself."
                )
            )
        if recipient.company_id and recipient.company_id not in self.sudo().company_id._credit_family():  # as above
            raise UserError(self.env._("%s collects for another company. Choose another contact.", recipient.name))

    def _check_items(self, is_approval=False):
        system = self.sudo()  # what the customer owes is read by the system
        left, chosen = system._read_open(), system._get_chosen()
        others = system.search([("account_id", "=", self.account_id.id), ("state", "in", ASKED_FOR)])
        places = {row._get_place() for row in (others - system)._get_chosen()}
        taken = chosen.filtered(lambda row: row._get_place() in places)
        claims = [core.Claim(row.id, row.amount, left.get(row.id, 0.0), row.currency_id.rounding) for row in chosen]
        for obstacle, ids in core.obstacles(claims, taken.ids, is_approval).items():
            raise UserError(self._describe_obstacle(obstacle, system.item_ids.browse(ids)))

    def _describe_obstacle(self, obstacle, rows):
        names = ", ".join(sorted(set(filter(None, rows.mapped("reference"))))) or "–"
        return {
            core.NO_ITEMS: self.env._("Choose the items that are handed over."),
            core.NOTHING_OPEN: self.env._("Nothing is open any more of %s. Take it out.", names),
            core.MORE_OPEN: self.env._(
                "More is open by now than was proposed of %(items)s. Set %(document)s back to draft and propose it"
                " again.",
                items=names,
                document=self.display_name,
            ),
            core.WITH_ANOTHER: self.env._("Handed over already, or proposed to be: %s. Take it out.", names),
        }[obstacle]
