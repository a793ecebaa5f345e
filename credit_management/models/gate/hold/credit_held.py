from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount
from odoo.tools.sql import column_exists, create_column

from ....const import ANALYST, USER
from ....sql.common import sellers
from ...common.credit_guard import BY_METHOD
from ...common.credit_single import ensure_one
from ...common.read_once import read_once
from ...common.text import number_of, stripped
from .credit_hold import ASKED, STATES

# Written by the hold's methods; a client that could would lend one document the release of another.
OF_HOLD = {"credit_hold_id", "credit_hold_state", "credit_hold_ids", "credit_hand_ids"}


class CreditHeld(models.AbstractModel):
    """A document of Odoo that can be put on hold, and its holds: an order, a customer invoice."""

    _name = "credit.held"
    _description = "Document That Can Be Put on Hold"

    # The field of a hold that names the document, and the to-do of who goes on with it.
    _credit_hold_field = ""
    _credit_go_on_activity = ""
    # Fields that make who writes them a hand of the document: what is sold to whom on which terms, and by whom.
    _credit_counting = frozenset()

    credit_hold_id = fields.Many2one(
        "credit.hold", readonly=True, copy=False, ondelete="set null", index="btree_not_null", groups=USER
    )
    credit_hold_state = fields.Selection(
        STATES,
        string="Credit Decision",
        compute="_compute_credit_hold_state",
        store=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=USER,
    )
    credit_hold_stage = fields.Selection(
        [STATES[0], ASKED, *STATES[1:]], string="Credit", compute="_compute_credit_hold_stage", groups=USER
    )
    credit_asked_text = fields.Char(string="Credit Request", compute="_compute_credit_hold_stage", groups=USER)

    @api.depends("credit_hold_id.state")
    def _compute_credit_hold_state(self):
        for document in self:
            document.credit_hold_state = document.credit_hold_id.state

    @api.depends("credit_hold_id.stage", "credit_hold_id.asked_text")
    def _compute_credit_hold_stage(self):
        for document in self:
            hold = document.sudo().credit_hold_id  # who reads the document knows that it waits, and for whom
            document.credit_hold_stage = hold.stage
            document.credit_asked_text = hold.asked_text

    def _auto_init(self):
        # EXTENDS 'base': no document there is has ever been stopped, nothing to compute for a million of them.
        if self._auto and not column_exists(self.env.cr, self._table, "credit_hold_state"):
            create_column(self.env.cr, self._table, "credit_hold_state", "varchar")
        return super()._auto_init()

    # === WHAT A MODEL SAYS === #

    def _credit_billed_to(self):
        """The address the document is billed to."""
        raise NotImplementedError

    def _credit_seller(self):
        """The user who sells it."""
        raise NotImplementedError

    def _credit_payment_term(self):
        raise NotImplementedError

    def _credit_days_given(self):
        """The days until it is due, where no payment term says so."""
        return 0

    def _credit_rate(self):
        """Price of one unit of the company's currency in its own."""
        raise NotImplementedError

    def _credit_is_pending(self):
        """Whether it is still to become firm."""
        raise NotImplementedError

    def _credit_checkpoints_ahead(self, amount):
        """Checkpoints at which it may be stopped next, the likeliest first.

        :param amount: the total it is to have
        """
        raise NotImplementedError

    def _credit_claim_rows(self):
        """Let decisions on one document come one after the other: the second one is run again."""
        raise NotImplementedError

    def _credit_cancel(self):
        """Give it up, as somebody would by its own button."""
        raise NotImplementedError

    def _credit_go_on(self, hold):
        """Do what was tried when the hold stopped it."""
        raise NotImplementedError

    def _credit_number(self):
        return self.name

    def _credit_sizes(self):
        """Amount of each, with what is not on its lines any more: ``{document: amount}`` in its own currency."""
        return {document: document.amount_total for document in self}

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._credit_refuse_hold_fields(vals)
        if self.default_get(["credit_hand_ids"]).get("credit_hand_ids"):
            self._credit_refuse_hold_fields(OF_HOLD)
        documents = super().create(vals_list)
        for document in documents.sudo():  # defaults come with the context of a client, or are stored
            if document.credit_hold_id or document.credit_hold_state:
                self._credit_refuse_hold_fields(OF_HOLD)
        return documents

    def write(self, vals):
        self._credit_refuse_hold_fields(vals)
        done = super().write(vals)
        if vals.get("state") == "cancel":
            self._credit_after_cancel()
        if self._credit_counting & vals.keys():
            self._credit_add_hand()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_credit_hold(self):
        self._credit_after_cancel()

    def _credit_refuse_hold_fields(self, names):
        if not OF_HOLD.isdisjoint(names) and not self.env["credit.guard"]._credit_is_by_method():
            raise AccessError(
                self.env._(
                    "%(user)s cannot put a document on hold or release it by hand: the credit policy and those who"
                    " decide on holds do. Choose “Ask for Release” on it.",
                    user=self.env.user.name,
                )
            )

    # === ACTIONS === #

    def action_credit_holds(self):
        """The hold of this document; all of them when there were several."""
        ensure_one(self)
        return self.credit_hold_ids._get_records_action(name=self.env._("Credit Holds"))

    def action_credit_open_request(self):
        """Ask why the document should go through."""
        ensure_one(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for Release"),
            "res_model": "credit.hold.request",
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{self._credit_hold_field}": self.id},
        }

    def action_credit_request_release(self, justification, amount=None):
        """Ask for a release of a document that would be stopped, or of a larger one.

        :param str justification: why it should go through
        :param amount: up to which total, in the currency of the document; its own without it
        :return: the id of the hold
        """
        ensure_one(self)
        self.check_access("write")
        amount = self._credit_check_asked(justification, amount)
        wanted = amount + self._credit_beyond_total()
        for checkpoint in self._credit_checkpoints_ahead(amount):
            if hold := self.env["credit.hold"]._ask(self, justification.strip(), wanted, checkpoint):
                break
        else:
            raise UserError(
                self.env._(
                    "%(document)s passes the credit policy up to %(amount)s: no release is needed. Confirm or"
                    " change it.",
                    document=self._credit_number(),
                    amount=format_amount(self.env, amount, self.currency_id),
                )
            )
        return hold.id

    def _credit_check_asked(self, justification, amount):
        """Refuse to ask for nothing, without a reason, or for less than there is.

        :return: the total asked for
        """
        number = self._credit_number()
        if not stripped(justification):
            raise UserError(self.env._("Say why %(document)s should go through all the same.", document=number))
        if self.state == "cancel":
            raise UserError(self.env._("%(document)s is cancelled. Reset it to draft first.", document=number))
        amount = self.amount_total if amount is None else number_of(amount)
        if amount is None:
            raise UserError(self.env._("Say up to which amount %(document)s should go through.", document=number))
        if self.currency_id.compare_amounts(amount, self.amount_total) < 0:
            raise UserError(
                self.env._(
                    "%(document)s is worth %(total)s already. Ask for at least that much.",
                    document=number,
                    total=format_amount(self.env, self.amount_total, self.currency_id),
                )
            )
        return self.currency_id.round(amount)

    def _credit_beyond_total(self):
        """Amount beyond its printed total: what was invoiced and is not on its lines any more."""
        self.ensure_one()
        return self._credit_sizes()[self] - self.amount_total

    # === HANDS === #

    def _credit_add_hand(self):
        """Remember analysts and managers who change what counts in these documents: others decide on no hold."""
        person = self.env["res.users"]._credit_person()
        if person.id != SUPERUSER_ID and person.has_group(ANALYST):
            # Who signs by the customer's link need not write the document.
            new = self.sudo().filtered(lambda document: person not in document.credit_hand_ids)
            if new:
                by_method = new.with_context(credit_by_method=BY_METHOD, skip_is_manually_modified=True)
                by_method.write({"credit_hand_ids": [fields.Command.link(person.id)]})

    def _credit_get_hands(self):
        """Users who made these documents what they are, or sell them."""
        return self._credit_seller() | self.create_uid | self.credit_hand_ids

    @read_once
    def _credit_get_former_sellers(self):
        """Who sold these documents before somebody else does: ``{document: users}``, in one query."""
        self.flush_recordset()
        found = dict.fromkeys(self, self.env["res.users"])
        if self:
            for document, user in self.env.execute_query(sellers.sellers_of(self._name, self.ids)):
                found[self.browse(document)] |= self.env["res.users"].browse(user)
        return found

    # === BUSINESS === #

    def _credit_customer(self):
        """The customer who will owe for it."""
        return self._credit_billed_to().commercial_partner_id

    def _credit_set_hold(self, hold):
        """Make a hold the current one of its document."""
        # A user who is stopped may not write this, and the one who asks has no part in it: hence sudo.
        by_method = self.sudo().with_context(credit_by_method=BY_METHOD, skip_is_manually_modified=True)
        by_method.write({"credit_hold_id": hold.id})

    def _credit_release(self, today=None):
        """Release of this document; a change that is on hold leaves the former release in force.

        :param today: the day of the decision; today when left out
        :rtype: core.policy.policy.Release | None
        """
        self.ensure_one()
        hold = self.sudo().credit_hold_id  # a decision reads the release, whoever asks for it
        for granted in (hold, hold.former_id):
            if granted and granted._document() == self._origin and granted._grants():
                return granted._to_core(today or self.company_id._credit_today())
        return None

    def _credit_after_firm(self):
        """The documents are firm: releases are used, what was still on hold passed by itself."""
        documents = self.sudo()  # holds are the system's: who confirms or posts may not write them
        holds = documents.credit_hold_id
        if not holds:
            return
        (holds | holds.former_id)._set_used()
        holds._set_cleared()
        documents.filtered("credit_hold_id").activity_unlink([self._credit_go_on_activity])
        # A refusal or a release of last month says nothing about a document that passed today.
        stale = documents.filtered(lambda one: one.credit_hold_id.state in ("refused", "lapsed", "cancelled"))
        if stale:
            stale._credit_set_hold(holds.browse())

    def _credit_after_cancel(self):
        """Nothing is left to decide, and nothing to use."""
        states = ["open", "released", "used"]
        # Who cancels may not write holds, hence sudo.
        holds = self.env["credit.hold"].sudo()
        holds = holds.search([(self._credit_hold_field, "in", self.ids), ("state", "in", states)])
        holds._set_cancelled()
        holds._set_lapsed(("released", "used"))
