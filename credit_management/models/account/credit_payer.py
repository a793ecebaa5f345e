from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...const import MANAGER

# Set by proposing, agreeing and ending alone.
DECIDED = {"state", "author_id", "approver_id", "valid_from", "valid_to"}


class CreditPayer(models.Model):
    """A customer who may be billed for the orders of another one.

    Proposed by an analyst and agreed by a second person; a credit manager who does not sell to the
    customer may do both. Its log is the account's.
    """

    _name = "credit.payer"
    _description = "Agreed Payer"
    _inherit = ["credit.guard", "credit.shown"]
    _order = "state, id desc"
    _rec_name = "payer_id"

    account_id = fields.Many2one("credit.account", string="Orders Of", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    payer_id = fields.Many2one(
        "res.partner",
        required=True,
        ondelete="restrict",
        index=True,
        domain="[('parent_id', '=', False)]",
        help="Who may be billed for orders of this customer: the debt, and the limit it is held against, are theirs.",
    )
    reason = fields.Char(required=True, help="What was agreed, and in which document.")
    state = fields.Selection(
        [("proposed", "Proposed"), ("agreed", "Agreed"), ("refused", "Refused"), ("ended", "Ended")],
        required=True,
        default="proposed",
        readonly=True,
        copy=False,
    )
    author_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    approver_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    valid_from = fields.Date(string="Since", readonly=True, copy=False)
    valid_to = fields.Date(string="Until", readonly=True, copy=False)
    can_decide = fields.Boolean(string="Awaiting My Decision", compute="_compute_can")
    can_end = fields.Boolean(compute="_compute_can")

    _agreed_by_somebody = models.Constraint(
        "CHECK (state <> 'agreed' OR (approver_id IS NOT NULL AND valid_from IS NOT NULL))",
        "A payer is agreed by a person, from a day.",
    )
    _agreed_once = models.UniqueIndex("(account_id, payer_id) WHERE state IN ('proposed', 'agreed')")

    # === COMPUTE === #

    @api.depends("state", "author_id", "account_id")
    @api.depends_context("uid")
    def _compute_can(self):
        manager = self.env.user.has_group(MANAGER)
        for payer in self:
            payer.can_decide = manager and payer.state == "proposed" and payer._is_another_pair_of_eyes()
            payer.can_end = manager and payer.state == "agreed"

    # === CONSTRAINTS === #

    @api.constrains("account_id", "payer_id")
    def _check_payer_is_another(self):
        for payer in self.sudo():  # a customer of another branch need not be the user's to read
            if payer.payer_id == payer.account_id.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(partner)s pays its own orders anyway. Choose another customer as payer.",
                        partner=payer.payer_id.display_name,
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self._credit_is_by_method():
            # Filled in before the check: a client can send defaults in the context, or store them.
            vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
            proposal = {"state": "proposed", "author_id": self.env.uid}
            for vals in vals_list:
                forged = {name for name in DECIDED & vals.keys() if vals[name] and vals[name] != proposal.get(name)}
                if forged:
                    self._credit_refuse_fields(forged, self.env._("Propose the payer and let a credit manager agree."))
        for vals in vals_list:
            self._name_customer(vals)
        payers = super().create(vals_list)._credit_recompute_related()
        payers._log(self.env._("%(payer)s proposed as payer by %(user)s: %(reason)s"))
        return payers

    def write(self, vals):
        if not self._credit_is_by_method():
            if forged := (DECIDED | self._credit_related_names() | {"account_id", "payer_id"}) & vals.keys():
                self._credit_refuse_fields(forged, self.env._("Use Agree, Refuse or End, or propose another payer."))
            if any(payer.state != "proposed" for payer in self):
                self._credit_refuse_fields(
                    vals.keys() & self._fields.keys(), self.env._("It is decided. End it instead.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if decided := self.filtered(lambda payer: payer.state != "proposed")[:1]:
            raise UserError(
                self.env._(
                    "%(payer)s as payer of %(partner)s is decided and stays on record. A credit manager can end it.",
                    payer=decided.payer_id.display_name,
                    partner=decided.account_id.partner_id.display_name,
                )
            )

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["account_id", "payer_id", "reason", "state"]

    def _name_customer(self, vals):
        """Whatever contact is given, the payer is its customer."""
        if vals.get("payer_id"):
            vals["payer_id"] = self.env["res.partner"].browse(vals["payer_id"]).commercial_partner_id.id

    # === ACTIONS === #

    def action_agree(self):
        """Let the payer be billed from today, the day of an entity that its branches' users need not read."""
        self._check_deciding()
        self._check_shown()
        for payer in self:
            # The day of the legal entity, which users of a branch need not read.
            payer._set_state("agreed", valid_from=payer.company_id.sudo()._credit_today())
        self._log(self.env._("%(payer)s agreed as payer by %(user)s: %(reason)s"))

    def action_refuse(self):
        self._check_deciding()
        self._check_shown()
        self._set_state("refused")
        self._log(self.env._("%(payer)s refused as payer by %(user)s."))

    def action_end(self):
        """No longer let the payer be billed; orders that were let in stay."""
        self._check_manager()
        self._check_shown()
        for payer in self:
            if payer.state != "agreed":
                payer._refuse_state()
            # As above.
            payer._set_state(
                "ended", valid_to=payer.company_id.sudo()._credit_today(), approver_id=payer.approver_id.id
            )
        self._log(self.env._("%(payer)s ended as payer by %(user)s."))

    # === BUSINESS === #

    def _check_deciding(self):
        self._check_manager()
        for payer in self:
            if payer.state != "proposed":
                payer._refuse_state()
            if not payer._is_another_pair_of_eyes():
                raise AccessError(
                    self.env._(
                        "%(user)s proposed %(payer)s as payer and sells to %(partner)s. Ask another credit manager to"
                        " agree.",
                        user=self.env.user.name,
                        payer=payer.payer_id.display_name,
                        partner=payer.account_id.partner_id.display_name,
                    )
                )

    def _check_manager(self):
        self.check_access("write")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "%(user)s is no credit manager. Ask one to decide who may be billed for %(partners)s.",
                    user=self.env.user.name,
                    partners=", ".join(self.account_id.mapped("display_name")),
                )
            )

    def _refuse_state(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "%(payer)s as payer is “%(state)s” already. Propose the payer anew.",
                payer=self.payer_id.display_name,
                state=states[self.state],
            )
        )

    def _is_another_pair_of_eyes(self):
        """Whether the user did not propose this, or at least does not sell to the customer."""
        self.ensure_one()
        user = self.env.user
        if self.author_id != user:
            return True
        customer = self.account_id.sudo().partner_id  # who sells to whom is for everybody to be held against
        return user not in customer._credit_get_sellers()[customer]

    def _set_state(self, state, **vals):
        self._credit_by_method().write({"approver_id": self.env.user.id, **vals, "state": state})

    def _log(self, text):
        """Say on the account who did what."""
        for payer in self:
            words = {"payer": payer.payer_id.display_name, "user": self.env.user.name, "reason": payer.reason}
            payer.account_id.sudo()._message_log(body=text % words)  # who proposes need not write accounts

    @api.model
    def _agreed(self, account_ids, payer_ids):
        """Which pairs of account and payer are agreed. Decisions ask this for who may read neither, hence sudo.

        :rtype: set[tuple[int, int]]
        """
        domain = [("account_id", "in", account_ids), ("payer_id", "in", payer_ids), ("state", "=", "agreed")]
        return {(payer.account_id.id, payer.payer_id.id) for payer in self.sudo().search(domain)}
