from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.http import request

from ...const import ANALYST

# Whoever touches a record is not by that who decided on it.
LOG_ACCESS = ("create_uid", "write_uid")


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _credit_person(self):
        """The user at the keys: pages of the portal act as the superuser for whoever opened a customer's link."""
        if self.env.uid != SUPERUSER_ID or not request:
            return self.env.user
        return self.browse(request.session.uid or SUPERUSER_ID)

    def _sees_credit_alerts(self):
        return bool(self) and self.has_group(ANALYST)

    @api.model
    def _credit_with_role(self, role):
        """The users who hold a role, also through another one; groups are no secret to the code, hence sudo."""
        return self.env.ref(role).sudo().all_user_ids

    def _credit_working_for(self, company):
        """Those of them who work in a legal entity or in a branch of it, and still do."""
        users = self.sudo()  # their other companies need not be in sight
        return self & users.filtered(
            lambda user: user.active and not user.share and company in user.company_ids.root_id
        )

    # === WHO IS THERE === #

    def _credit_there(self, company):
        """Those of them who are not absent from a legal entity today; who knows of absences extends it."""
        return self

    def _credit_stand_in(self, company):
        """Whom to ask instead of this person in a legal entity today: the same one, a substitute, or nobody."""
        return self

    def _credit_count_to_dos(self):
        """How many to-dos on credit each of them has: ``{user id: number}``."""
        logs = list(self.env["credit.log"]._credit_logs())
        # Of others; how many there are says whom to ask.
        activities = self.env["mail.activity"].sudo()
        open_ones = [("user_id", "in", self.ids), ("res_model", "in", logs)]
        return {user.id: count for user, count in activities._read_group(open_ones, ["user_id"], ["__count"])}

    # === LEAVING === #

    def action_archive(self):
        # EXTENDS 'mail': the to-dos of who is archived are deleted there
        self._credit_pass_on()
        return super().action_archive()

    def write(self, vals):
        # EXTENDS 'base'
        if "active" in vals and not vals["active"]:
            self._credit_pass_on()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_credit_decisions(self):
        for user in self:
            if decisions := user._credit_decisions():
                raise UserError(
                    self.env._(
                        "%(user)s stands in decisions on credit (%(decisions)s) and cannot be deleted. Archive the"
                        " user instead.",
                        user=user.name,
                        decisions=", ".join(decisions),
                    )
                )

    def _credit_decisions(self):
        """What names the user as who asked, proposed or decided: the fields that methods alone write."""
        self.ensure_one()
        found = []
        for name, model in sorted(self.env.registry.items()):
            if not name.startswith("credit.") or model._abstract or model._transient or not model._auto:
                continue
            fields = [
                field
                for field in model._fields.values()
                if field.comodel_name == self._name and field.store and field.readonly and field.name not in LOG_ACCESS
            ]
            for field in fields:
                # Decisions of other companies, and on customers of others, are as good.
                records = self.env[name].sudo().with_context(active_test=False)
                if record := records.search([(field.name, "in", self.ids)], limit=1):
                    what = f"{record._description} {record.display_name}"
                    found.append(f"{what}: {field._description_string(self.env)}")
        return found

    def _credit_pass_on(self):
        """Give the open to-dos of a log to somebody who may decide on them."""
        logs = self.env["credit.log"]._credit_logs()
        leaving = self.filtered("active")
        activities = self.env["mail.activity"].sudo()  # of others
        for activity in activities.search([("user_id", "in", leaving.ids), ("res_model", "in", list(logs))]):
            record = self.env[activity.res_model].sudo().browse(activity.res_id).exists()
            if record:
                record._credit_pass_activity(activity, leaving)
