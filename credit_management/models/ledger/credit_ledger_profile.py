from odoo import fields, models

from ...core.ledger import column as ledger_column
from ...core.ledger import profile as core
from ...core.ledger.header import plain

# Answers of an import that a profile keeps: those that hold for every file of the program.
KEPT = (
    "repeated", "credit_side", "payment_rows", "paid_day", "sheets", "hidden_rows", "turned_signs", "numbered_credits",
    "heading_level",
)  # fmt: skip


class CreditLedgerProfile(models.Model):
    """Ways in which a company's old program writes its files, to be used again next month."""

    _name = "credit.ledger.profile"
    _description = "Profile of a Ledger File"
    _order = "name, id"

    name = fields.Char(required=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    headings = fields.Json(readonly=True)  # of the whole file, as words
    meanings = fields.Json(readonly=True)  # by heading
    forms = fields.Json(readonly=True)  # by heading: how days and amounts are written
    answers = fields.Json(readonly=True)  # by field of the import

    def _to_core(self):
        """
        :rtype: core.ledger.profile.Profile
        """
        return core.Profile(
            self.name, tuple(self.headings or ()), self.forms or {}, self.answers or {}, self.meanings or {}
        )


class CreditLedgerImport(models.Model):
    """Recognising the program that wrote a file, and keeping what was chosen for its next one."""

    _inherit = "credit.ledger.import"

    profile_id = fields.Many2one(
        "credit.ledger.profile", check_company=True, help="Found by the headings of the file when left empty."
    )
    profile_name = fields.Char(string="Recognized As", readonly=True, copy=False)

    def _find_profile(self, headers):
        """
        :rtype: core.ledger.profile.Profile or None
        """
        if self.profile_id:
            return self.profile_id._to_core()
        own = self.env["credit.ledger.profile"].search([("company_id", "=", self.company_id.id)])
        return core.recognise(headers, [one._to_core() for one in own])

    def _profile_name(self, table):
        profile = self._find_profile(table.headers)
        return profile.name if profile else False

    def _guess(self, table):
        """The columns as guessed, then as the profile has them; its answers where none is given."""
        columns = ledger_column.guess(table.headers, table.body, table.mac)
        profile = self._find_profile(table.headers)
        if not profile:
            return columns
        given = {name: value for name, value in profile.answers.items() if name in KEPT and not self[name]}
        if given:
            self._credit_by_method().write(given)
        return core.apply(profile, columns)

    def action_save_profile(self):
        """Keep the columns and answers of this file for the next one of the same program."""
        self.ensure_one()
        self._check_may_import()
        columns = {plain(column.header): column for column in self.column_ids if column.header}
        vals = {
            "name": self.profile_name or self.file_name or self.env._("Ledger"),
            "company_id": self.company_id.id,
            "headings": sorted(columns),
            "meanings": {heading: column.meaning for heading, column in columns.items() if column.meaning},
            "forms": {heading: form for heading, column in columns.items() if (form := column._form())},
            "answers": {name: self[name] for name in KEPT if self[name]},
        }
        same = self.env["credit.ledger.profile"].search([("company_id", "=", self.company_id.id)])
        same = same.filtered(lambda one: one.headings == vals["headings"])[:1]
        if same:
            same.write({name: vals[name] for name in ("meanings", "forms", "answers")})
        else:
            same = self.env["credit.ledger.profile"].create(vals)
        if self.state == "draft":
            self._credit_by_method().profile_id = same
        return {
            "type": "ir.actions.act_window",
            "res_model": "credit.ledger.profile",
            "res_id": same.id,
            "view_mode": "form",
            "target": "new",
        }
