from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.fields import Domain

from ...const import ANALYST


class CreditAbsence(models.Model):
    """Absences of today: whom they take away, and whose authority they lend to whom."""

    _inherit = "credit.absence"

    @api.model
    @tools.ormcache("day")
    def _find_around(self, day):
        """The absences of a day and of its neighbours, for companies live in several zones.

        Archived ones are none, whatever the context of who asks first: the answer is everybody's.
        """
        days = Domain("date_from", "<=", day + timedelta(days=1)) & Domain("date_to", ">=", day - timedelta(days=1))
        return tuple(self.search(days & Domain("active", "=", True)).ids)

    @api.model
    def _read_today(self, companies):
        """The absences of this day in each legal entity: ``{company: absences}``."""
        absences = self.sudo()  # who is absent is no secret to who asks whom to ask
        absences = absences.browse(absences._find_around(fields.Date.today()))
        if not absences:
            return dict.fromkeys(companies, absences)
        return {
            company: absences.filtered(lambda one, company=company: one._is_on(company, company._credit_today()))
            for company in companies
        }

    def _is_on(self, company, day):
        return self.company_id in (company, self.company_id.browse()) and self.date_from <= day <= self.date_to

    @api.model
    def _read_lent(self, users, companies):
        """Whose authority each person has beside the own today: ``{(user, company): users}``, mostly empty.

        It ends with the role, the work or the account of who lends it. A substitute who is absent decides for nobody,
        and hands on nothing that was lent to them.
        """
        found, none = {}, self.env["res.users"].sudo()  # who may decide is no secret
        able = None
        for company, absences in self._read_today(companies).items():
            lending = absences.filtered(lambda one: one._lends())
            if not lending:
                continue
            able = able if able is not None else self.env["res.users"]._credit_with_role(ANALYST)
            there = able._credit_working_for(company)
            for absence in lending - lending.filtered(lambda one, gone=absences.user_id: one.substitute_id in gone):
                key = absence.substitute_id, company
                if absence.user_id in there and absence.substitute_id in users & there:
                    found[key] = found.get(key, none) | absence.user_id
        return found

    def _lends(self):
        """Whether a third person has arranged that the substitute has this authority."""
        people = self.user_id | self.substitute_id
        return bool(self.with_authority and self.arranged_by and self.arranged_by not in people)

    @api.model
    def _get_lenders(self, user):
        """Who lends this person an authority now or later: neither is theirs to change."""
        # Arranged where they need not look.
        lending = Domain("substitute_id", "=", user.id) & Domain("with_authority", "=", True)
        absences = self.sudo().search(lending & Domain("active", "=", True))
        return absences.filtered(lambda one: one.phase != "over").user_id
