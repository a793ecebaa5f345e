from odoo import api, models
from odoo.exceptions import ValidationError


class CreditChosen(models.AbstractModel):
    """A definition that accounts, grades and companies choose: one of their own legal entity, or of all companies.

    Domains of views are wishes: with another company's rate its amounts would be taken for those of one's own currency.
    A model names the field by which accounts and grades choose it, and that by which companies do.
    """

    _name = "credit.chosen"
    _description = "Definition That Is Chosen"

    _chosen_by = _usual_by = None

    @api.constrains("company_id")
    def _check_choosers(self):
        """A definition that somebody elsewhere has chosen is not made one company's."""
        everything = self.sudo().with_context(active_test=False)  # who chose it need not be in sight
        for one in everything.filtered("company_id"):
            for model, name in (
                ("credit.account", self._chosen_by), ("credit.grade", self._chosen_by), ("res.company", self._usual_by),
            ):  # fmt: skip
                one.env[model].search([(name, "=", one.id)])._credit_check_of_company(name)


class CreditAccount(models.Model):
    _inherit = "credit.account"

    @api.constrains("strategy_id", "late_rate_id")
    def _check_chosen_of_company(self):
        for name in ("strategy_id", "late_rate_id"):
            self._credit_check_of_company(name)

    def _credit_check_of_company(self, name):
        for account in self.sudo():  # a definition out of sight is as wrong
            account._credit_check_is_of(account[name], account.company_id)

    def _credit_check_is_of(self, chosen, company):
        if chosen.company_id and chosen.company_id != company:
            raise ValidationError(
                self.env._(
                    "“%(chosen)s” is of %(company)s alone: choose one of %(own)s, or of all companies.",
                    chosen=chosen.display_name,
                    company=chosen.company_id.name,
                    own=company.name or self.env._("no company"),
                )
            )


class CreditGrade(models.Model):
    _inherit = "credit.grade"

    @api.constrains("strategy_id", "late_rate_id")
    def _check_chosen_of_company(self):
        for name in ("strategy_id", "late_rate_id"):
            self._credit_check_of_company(name)

    def _credit_check_of_company(self, name):
        for grade in self.sudo():  # as for accounts; grades are of all companies
            self.env["credit.account"]._credit_check_is_of(grade[name], self.env["res.company"])


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.constrains("credit_strategy_id", "credit_late_rate_id")
    def _check_credit_chosen(self):
        for name in ("credit_strategy_id", "credit_late_rate_id"):
            self._credit_check_of_company(name)

    def _credit_check_of_company(self, name):
        for company in self.sudo():  # as for accounts
            self.env["credit.account"]._credit_check_is_of(company[name], company._credit_root())
