import base64
import json

from odoo import Command, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import ANALYST, MANAGER
from ...models.common.day import format_day


class CreditPerson(models.TransientModel):
    """Everything that is kept of one person: shown, given to the person as a file, deleted."""

    _name = "credit.person"
    _description = "Personal Data of One Person"
    _inherit = ["credit.finite", "credit.single"]
    _rec_name = "person"

    person = fields.Char(required=True, help="A name, a telephone number or a mail address, or a part of one.")
    line_ids = fields.One2many("credit.person.line", "person_id", string="Found")
    searched = fields.Boolean(readonly=True)
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    # === ACTIONS === #

    def action_find(self):
        """Look everywhere, and show what names the person."""
        self._check_role(ANALYST)
        found = self._find()
        rows = [self._prepare_line(place, record) for place, record in found]
        self.write(
            {"searched": True, "file": False, "line_ids": [Command.clear(), *(Command.create(row) for row in rows)]}
        )
        return self._reopen()

    def action_export(self):
        """Write what was chosen into a file for the person."""
        self._check_role(ANALYST)
        rows = [self._prepare_export(place, record) for place, record in self._get_chosen()]
        told = {"person": self.person, "on": str(self.env.company._credit_today()), "kept": rows}
        content = json.dumps(told, ensure_ascii=False, indent=2).encode()
        self.write({"file": base64.b64encode(content), "file_name": "personal-data.json"})
        return self._reopen()

    def action_erase(self):
        """Delete what was chosen. By a credit manager."""
        self._check_role(MANAGER)
        chosen = self._get_chosen()
        if not chosen:
            raise UserError(self.env._("Nothing is chosen. Look for a person and choose what is to be deleted."))
        self.env["credit.personal.data"]._erase(chosen)
        self.write({"line_ids": [Command.clear()], "file": False})
        return self._reopen()

    # === BUSINESS === #

    def _check_role(self, role):
        self.ensure_one()
        if not self.env.user.has_group(role):
            raise AccessError(
                self.env._("%(user)s cannot do this with personal data. Ask a credit manager.", user=self.env.user.name)
            )

    def _find(self):
        return self.env["credit.personal.data"]._find(self.person)

    def _get_chosen(self):
        """What is chosen, as far as it still names the person: a client may have sent any line."""
        chosen = {(line.model, line.res_id, line.field) for line in self.line_ids if line.chosen}
        return [(place, one) for place, one in self._find() if (place.model, one.id, place.field) in chosen]

    def _prepare_line(self, place, record):
        account = self.env["credit.personal.data"]._get_account(place, record)
        return {
            "model": place.model,
            "res_id": record.id,
            "field": place.field,
            "where": self._name_place(place),
            "customer": account.partner_id.display_name,
            "text": record[place.field],
            "chosen": True,
        }

    def _prepare_export(self, place, record):
        account = self.env["credit.personal.data"]._get_account(place, record)
        return {
            "where": self._name_place(place),
            "customer": account.partner_id.display_name,
            "text": record[place.field],
            "since": format_day(self.env, record.create_date),
        }

    def _name_place(self, place):
        model = self.env[place.model]
        return f"{model._description}: {model._fields[place.field]._description_string(self.env)}"

    def _reopen(self):
        return {
            "type": "ir.actions.act_window", "name": self._description, "res_model": self._name, "res_id": self.id,
            "view_mode": "form", "target": "current",
        }  # fmt: skip


class CreditPersonLine(models.TransientModel):
    """One field that names the person."""

    _name = "credit.person.line"
    _description = "Something Kept of a Person"
    _inherit = ["credit.finite", "credit.single"]

    person_id = fields.Many2one("credit.person", required=True, ondelete="cascade", index=True)
    model = fields.Char(readonly=True)
    res_id = fields.Integer(string="Record", readonly=True, aggregator=None, help="Number of the record it stands in.")
    field = fields.Char(readonly=True)
    where = fields.Char(readonly=True)
    customer = fields.Char(readonly=True)
    text = fields.Char(string="What Is Kept", readonly=True)
    chosen = fields.Boolean(default=True)
