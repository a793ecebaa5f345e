from odoo import models


class ResUsers(models.Model):
    """Who is there to decide on credit, and who stands in for whom."""

    _inherit = "res.users"

    def _credit_there(self, company):
        # EXTENDS 'credit_management' (common)
        if not self or not company:
            return self
        return self - self.env["credit.absence"]._read_today(company)[company].user_id.with_env(self.env)

    def _credit_stand_in(self, company):
        # EXTENDS 'credit_management' (common): substitutes of substitutes, too, each asked once
        if not self or not company:
            return self
        absences = self.env["credit.absence"]._read_today(company)[company]
        person, asked = self, self.browse()
        while person and (absence := absences.filtered(lambda one, person=person: one.user_id == person)[:1]):
            asked |= person
            person = absence.substitute_id._credit_working_for(company).with_env(self.env) - asked
        return person
