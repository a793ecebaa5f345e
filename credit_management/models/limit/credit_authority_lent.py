from dataclasses import replace

from odoo import api, fields, models

from ...core.limit.authority import strongest, weakest


class CreditAuthority(models.Model):
    """Authority of who is absent, lent to a substitute: as much as the absent has, and never more than both would."""

    _inherit = "credit.authority"

    absence_text = fields.Char(
        string="Absent", compute="_compute_absence_text", help="Who of them is absent now or soon, and who is asked."
    )

    @api.depends("user_id", "role", "company_id")
    @api.depends_context("lang")
    def _compute_absence_text(self):
        # Of a role the people may be many: those who are absent or will be are few.
        coming = self.env["credit.absence"].search(
            [("date_to", ">=", fields.Date.today()), ("active", "=", True)], order="date_from, id"
        )
        for authority in self:
            absences = coming.filtered(lambda one, authority=authority: authority._is_for(one.user_id))
            authority.absence_text = "; ".join(absences.mapped("summary")) or False

    def action_open_absences(self):
        """The absences of the person, or of the people with the role."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_absence_action")
        if self.user_id:
            return action | {
                "domain": [("user_id", "=", self.user_id.id)],
                "context": {"default_user_id": self.user_id.id},
            }
        # Who has the role need not be in sight.
        people = self.env["res.users"]._credit_with_role(self._get_role_group())
        return action | {"domain": [("user_id", "in", people.ids)]}

    @api.model
    def _lookup_lent(self, users, accounts, decision):
        """The authorities lent to each person over each customer today; those that lend none are left out.

        A class that anybody gave by hand counts for nothing here, and who has changed the scale, of the two, needs
        authority for every class: else one person would do by the other's what that one could not.

        :param decision: RAISE or RELEASE; what one decides on alone is not lent
        :return: {(user, account): [core.limit.authority.Authority, each with whose it is]}
        """
        judged = accounts.sudo()  # it decides, readable or not
        lent = self.env["credit.absence"]._read_lent(users, judged.company_id)
        if not lent:
            return {}
        absent = self.env["res.users"].sudo().union(*lent.values())  # who may decide is no secret
        own = self._read_granted(absent, judged.company_id, decision)
        changed = self._get_changed_scale(users | absent, judged.company_id)
        classes, found = judged._get_risk_classes(), {}
        for (user, company), lenders in lent.items():
            every = company in changed.get(user, ())
            for account, one in zip(accounts, judged, strict=True):
                if one.company_id == company:
                    found[user, account] = [
                        replace(authority, lent_by=lender.id)
                        for lender in lenders
                        if (
                            authority := self._over_classes(
                                own, lender, one, classes[one], every or company in changed.get(lender, ())
                            )
                        )
                    ]
        return found

    @api.model
    def _over_classes(self, own, user, account, classes, every):
        asked = classes | ({False} if every else set())
        return weakest(self._over_class(own, user, account, risk_class) for risk_class in asked)

    @api.model
    def _with_lent(self, authority, lent, lends):
        """The stronger of the own authority and those lent, the own one where they are alike.

        :param lends: says of a person who lends authority whether it may be used here
        """
        users = self.env["res.users"]
        usable = [one for one in lent if lends(users.browse(one.lent_by))]
        return strongest(filter(None, (authority, *usable)))

    def _check_not_own(self, names=frozenset()):
        # EXTENDS 'credit_management': nor what one decides by as a substitute
        super()._check_not_own(names)
        if self.env.su or set(names) == {"own_up_to"}:
            return
        lenders = self.env["credit.absence"]._get_lenders(self.env.user)
        if lent := self.filtered(lambda record: any(record._is_for(lender) for lender in lenders))[:1]:
            self._refuse_own(lent)
