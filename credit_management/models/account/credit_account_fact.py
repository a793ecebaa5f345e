from odoo import SUPERUSER_ID, Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.sql import column_exists

from ...const import ANALYST

# Facts agreed with an account, and the field of the contact that says the same.
FACTS = {"country_id": "country_id", "industry_id": "industry_id", "category_ids": "category_id"}
AGREED = (*FACTS, "team_id")  # the team an order names counts where none is agreed


class CreditAccount(models.Model):
    """Country, industry, team and tags as they were agreed when the customer was assessed.

    Cards, scores and the scopes of rules go by them. Salespeople edit contacts: what a contact says otherwise is shown,
    and counts once an analyst takes it over. An account that nobody has decided on follows its contact.
    """

    _inherit = "credit.account"

    country_id = fields.Many2one("res.country", tracking=True, copy=False, ondelete="restrict")
    industry_id = fields.Many2one("res.partner.industry", tracking=True, copy=False, ondelete="restrict")
    team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        tracking=True,
        copy=False,
        ondelete="restrict",
        help="By it, rules of teams choose the customer, whichever team its orders name. Empty: the team of the order.",
    )
    category_ids = fields.Many2many("res.partner.category", string="Customer Tags", tracking=True, copy=False)
    facts_differ = fields.Char(
        string="The Contact Says",
        compute="_compute_facts_differ",
        groups=ANALYST,
        help="Differs from what was agreed, and is not used.",
    )

    def _auto_init(self):
        # Accounts of a former version begin with what their contacts say.
        known = column_exists(self.env.cr, self._table, "country_id")
        done = super()._auto_init()
        if not known:
            self.env.cr.execute(
                "UPDATE credit_account account SET country_id = partner.country_id, industry_id = partner.industry_id"
                " FROM res_partner partner WHERE partner.id = account.partner_id"
            )
            self._insert_tags(SQL("TRUE"))
        return done

    # === COMPUTE === #

    @api.depends(*FACTS, *(f"partner_id.{name}" for name in FACTS.values()))
    @api.depends_context("lang")
    def _compute_facts_differ(self):
        for account in self:
            partner = account.sudo().partner_id  # who reads the account may know what its contact says
            account.facts_differ = ", ".join(
                f"{self._fields[name]._description_string(self.env)}:"
                f" {', '.join(partner[theirs].mapped('display_name')) or '–'}"
                for name, theirs in FACTS.items()
                if account[name] != partner[theirs]
            )

    # === CRUD === #

    def write(self, vals):
        if not self.env.su and (named := set(AGREED) & vals.keys()):
            self._check_may_agree(named)
        return super().write(vals)

    @api.model
    def _normalise(self, vals):
        # EXTENDS 'credit_management': a new account begins with what its contact says, read as the system
        done = super()._normalise(vals)
        partner = self.env["res.partner"].sudo().browse(vals.get("partner_id") or ())
        for name, theirs in FACTS.items():
            if name == "category_ids":
                vals[name] = [Command.set(partner[theirs].ids)]
            else:
                vals[name] = partner[theirs].id
        return done

    def _inserted(self, names):
        # EXTENDS 'credit_management': tags are no column
        self._insert_tags(SQL("account.id = ANY(%s)", self.ids))
        return super()._inserted(names)

    def _insert_tags(self, condition):
        self.env["res.partner"].flush_model(["category_id"])
        self.env.cr.execute(
            SQL(
                "INSERT INTO credit_account_res_partner_category_rel (credit_account_id, res_partner_category_id)"
                " SELECT account.id, tag.category_id FROM credit_account account"
                "  JOIN res_partner_res_partner_category_rel tag ON tag.partner_id = account.partner_id"
                " WHERE %s ON CONFLICT DO NOTHING",
                condition,
            )
        )

    # === AGREEING === #

    def _check_may_agree(self, names):
        """For analysts who do not sell to the customer."""
        if not self.env.user.has_group(ANALYST) or any(
            self.env.user in users for users in self._map_sellers().values()
        ):
            self._credit_refuse_fields(
                names, self.env._("A credit analyst who does not sell to the customer agrees on it.")
            )

    def action_adopt_facts(self):
        """Agree on what the contacts say now."""
        self.check_access("write")
        if not self.env.su:
            self._check_may_agree(set(AGREED))
        for account in self:
            if not account.facts_differ:
                raise UserError(
                    self.env._("The contact of %(account)s says nothing else.", account=account.display_name)
                )
        self._follow_contact()
        return True

    def _follow_contact(self):
        for account in self.sudo():  # its caller has checked who may
            partner, vals = account.partner_id, {}
            for name, theirs in FACTS.items():
                if account[name] != partner[theirs]:
                    vals[name] = self._fields[name].convert_to_write(partner[theirs], account)
            if vals:
                account.write(vals)

    def _follows_contact(self):
        """Whether what the user writes on the contact is agreed by that."""
        self.ensure_one()
        if self.env.uid == SUPERUSER_ID or (not self.grade_id and self.status == "not_assessed"):
            return True
        return self.env.user.has_group(ANALYST) and self.env.user not in self._map_sellers()[self]
