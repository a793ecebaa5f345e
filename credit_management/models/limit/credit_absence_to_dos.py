from markupsafe import Markup

from odoo import api, fields, models

# What of an absence says from when on who is asked instead of whom.
ASKED_INSTEAD = {"user_id", "substitute_id", "company_id", "date_from", "date_to", "active"}


class CreditAbsence(models.Model):
    """To-dos that stand open when an absence begins: the substitute gets them.

    New ones go there from the start, see ``_credit_stand_in``. What cannot be the substitute's, for want of authority
    or as their own matter, goes to somebody who may decide on it. Where no substitute is named all stay as they are,
    and nothing goes back when the absence ends: whoever has begun goes on.
    """

    _inherit = "credit.absence"

    @api.model_create_multi
    def create(self, vals_list):
        absences = super().create(vals_list)
        absences._pass_to_dos()
        return absences

    def write(self, vals):
        done = super().write(vals)
        if ASKED_INSTEAD & vals.keys():
            self._pass_to_dos()
        return done

    @api.model
    def _pass_all_to_dos(self):
        """Those of everybody who is absent today: the daily job finds absences whose first day has come."""
        self.browse(self._find_around(fields.Date.today()))._pass_to_dos()

    def _pass_to_dos(self):
        logs = list(self.env["credit.log"]._credit_logs())
        for absence in self.sudo():  # to-dos and documents of others; who may enter an absence has been checked
            if not absence.active or not absence.substitute_id:
                continue
            open_ones = [("user_id", "=", absence.user_id.id), ("res_model", "in", logs)]
            passed = {}  # by who has them now
            for activity in absence.env["mail.activity"].search(open_ones, order="id"):
                record, summary = absence.env[activity.res_model].browse(activity.res_id), activity.summary
                if taker := absence._pass_to_do(activity):
                    passed.setdefault(taker, []).append((record, summary))
            if passed:
                absence._tell_passed(passed)

    def _pass_to_do(self, activity):
        """:return: whose it is now; nobody where it stays"""
        record = self.env[activity.res_model].browse(activity.res_id).exists()
        company = record.company_id.root_id if "company_id" in record._fields else self.company_id
        company = company or self.company_id or self.env.company.root_id
        if not record or self.company_id not in (company, self.company_id.browse()):
            return self.env["res.users"]
        stand_in = self.user_id._credit_stand_in(company)
        if not stand_in or stand_in == self.user_id:  # not absent there today, or everybody asked is
            return self.env["res.users"]
        return record._credit_pass_to_stand_in(activity, stand_in)

    def _tell_passed(self, passed):
        """Say so in the log, and to each whose to-dos they are now which ones: one message, however many there are."""
        self._message_log(
            body=self.env._(
                "To-dos of %(user)s that were open: %(count)d. They are now those of %(people)s.",
                user=self.user_id.name,
                count=sum(map(len, passed.values())),
                people=", ".join(user.name for user in passed),
            )
        )
        for user, to_dos in passed.items():
            told = self.with_context(lang=user.lang)
            text = told.env._("While %s is away, these to-dos are yours:", self.user_id.name)
            links = [
                Markup('<li><a href="{}">{}</a></li>').format(
                    f"{one.get_base_url()}/mail/view?model={one._name}&res_id={one.id}",
                    told._name_to_do(one, summary),
                )
                for one, summary in to_dos
            ]
            told.message_notify(
                partner_ids=user.partner_id.ids,
                subject=told.env._(
                    "To-dos of %(user)s are yours now: %(count)d", user=self.user_id.name, count=len(links)
                ),
                body=Markup("<p>{}</p><ul>{}</ul>").format(text, Markup().join(links)),
                author_id=self.env.user.partner_id.id,
            )

    def _name_to_do(self, record, summary):
        """The document, and what is to be done where its name does not say it."""
        name = record.with_context(lang=self.env.context.get("lang")).display_name
        return name if not summary or summary in name else f"{name}, {summary}"
