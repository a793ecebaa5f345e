import ast

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.credit_management.models.common.text import in_sentence

from ..const import COLLECTOR
from .credit_reminder import KINDS, REMINDER

CHOSEN = {"company_id", "domain", "kind", "strategy_ids"}


class CreditReminderRun(models.Model):
    """One run of reminders: whom, previewed message by message, sent by the job as it was seen or less.

    draft → previewed (credit_reminder_run_preview) → sending → done (credit_reminder_run_send), or cancelled. Nothing
    is sent that was not in the preview, and nothing that has been paid, disputed or promised since: each message is
    checked again when its turn comes (credit_reminder_send). The job may be killed at any moment: it goes on where it
    stopped.
    """

    _name = "credit.reminder.run"
    _description = "Reminder Run"
    _inherit = ["credit.decided", "credit.log", "mail.activity.mixin"]
    _drafted_states = ("draft", "previewed")
    _deleted_states = ("draft", "previewed")
    _order = "id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, index=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        domain=[("parent_id", "=", False)],
        default=lambda self: self.env.company.root_id,
        index=True,
        help="The legal entity whose customers are reminded.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        KINDS,
        string="Sends",
        required=True,
        default=REMINDER,
        help="Statements go once a month to customers whose strategy says so, with all that is open, due or not.",
    )
    is_automatic = fields.Boolean(
        string="Automatic", readonly=True, copy=False, help="Previewed and sent by the daily job."
    )
    strategy_ids = fields.Many2many(
        "credit.strategy", string="Strategies", help="Only customers who follow one of these. Empty for all."
    )
    domain = fields.Char(string="Customers", default="[]", help="Conditions on the credit account. Empty for all.")
    day = fields.Date(readonly=True, copy=False, help="The company's day of the preview.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("previewed", "Previewed"),
            ("sending", "Sending"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    author_id = fields.Many2one(
        "res.users", string="Previewed by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    approved_by_id = fields.Many2one("res.users", string="Sent by", readonly=True, copy=False)
    approved_on = fields.Datetime(string="Sent from", readonly=True, copy=False)
    previewed_on = fields.Datetime(readonly=True, copy=False)
    token = fields.Char(readonly=True, copy=False, help="One mark of every message as it was shown.")
    problem = fields.Char(readonly=True, copy=False, help="Why the job stands still. It tries again every hour.")
    reminder_ids = fields.One2many("credit.reminder", "run_id", string="Reminders", readonly=True)

    # === COMPUTE === #

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for run in self:
            run.display_name = run.name or self.env._("New Reminder Run")

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | CHOSEN

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown': of the messages the token
        return ["count", "totals_text", "left_out_text", "token", "state"]

    @api.model
    def _complete_vals(self, vals_list):
        numbers = self.env["ir.sequence"].sudo()  # nobody but the system counts
        return [{**vals, "name": numbers.next_by_code(self._name)} for vals in vals_list]

    def write(self, vals):
        # EXTENDS 'credit.decided': a preview is of what was chosen then
        done = super().write(vals)
        if not self._credit_is_by_method() and CHOSEN & vals.keys():
            self._drop_preview()
        return done

    @api.constrains("company_id")
    def _check_entity(self):
        for run in self:
            if run.company_id.parent_id:
                raise UserError(self.env._("Choose the legal entity: its branches have the customers of it."))

    @api.model
    def _get_remedy(self):
        return self.env._("Use Preview, Send or Cancel instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a draft, preview it and send it.")

    def _get_decided_text(self):
        return self.env._("%s was sent and stays as it is. Make another run.", self.display_name)

    def _get_kept_text(self):
        return self.env._("%s stays on record: only what was never sent is deleted.", self.display_name)

    # === BUSINESS === #

    def _get_domain(self):
        """Which accounts were chosen: read with the rights of who previews it."""
        try:
            more = Domain(ast.literal_eval(self.domain or "[]"))
            more.validate(self.env["credit.account"])
        except (ValueError, SyntaxError, TypeError, KeyError, MemoryError, RecursionError) as error:
            raise UserError(
                self.env._("“Customers” cannot be read: choose them with the editor, or leave it empty.")
            ) from error
        return Domain("company_id", "=", self.company_id.id) & more

    # === CHECKS === #

    def _check_working(self):
        if not self.env.user.has_group(COLLECTOR):
            raise AccessError(
                self.env._("%s does not collect what customers owe. Ask a collector.", self.env.user.name)
            )
        self.check_access("write")

    def _check_state(self, *states):
        for run in self:
            if run.state not in states:
                raise UserError(
                    self.env._(
                        "%(run)s is %(state)s, so this cannot be done. Open it again to see it as it stands.",
                        run=run.display_name,
                        state=in_sentence(
                            self.env, dict(self._fields["state"]._description_selection(self.env))[run.state]
                        ),
                    )
                )
