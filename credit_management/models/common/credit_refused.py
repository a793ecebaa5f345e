from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError

from .day import format_day


class CreditRefused(models.AbstractModel):
    """A document that asks for what may have been refused before.

    A refusal is shown on what is asked next, and it binds: until the facts have changed, who refused it decides, or
    somebody with as much authority. Models say which refusal it is, whether its facts still stand, and whose
    authority is how large.
    """

    _name = "credit.refused"
    _description = "Document That May Have Been Refused Before"

    refused_before_text = fields.Text(string="Refused Before", compute="_compute_refused_before_text")

    @api.depends_context("lang")
    def _compute_refused_before_text(self):
        refusals = self._get_refusals()
        for document in self:
            refusal = refusals.get(document)
            document.refused_before_text = refusal._describe_refusal() if refusal else False

    # === WHAT A MODEL SAYS === #

    def _get_refusals(self):
        """The refusal that stands before each document, of what was asked for before it.

        :return: ``{document: refused document}``
        """
        return {}

    def _is_as_refused(self, refusal):
        """Whether what it was refused for still stands."""
        return True

    def _get_refusal(self):
        """Of a refused document: who refused it, when and why."""
        raise NotImplementedError

    def _get_ceilings(self, users):
        """How large the authority of each user is here: ``{user: amount}``."""
        raise NotImplementedError

    # === ASK === #

    def _describe_refusal(self):
        refuser, moment, reason = self.sudo()._get_refusal()  # a refusal out of sight is one, too
        day = fields.Datetime.context_timestamp(self, moment).date() if moment else False
        return self.env._(
            "%(user)s refused %(document)s on %(day)s. %(reason)s",
            user=refuser.name or "–",
            document=self.display_name,
            day=format_day(self.env, day),
            reason=f"“{reason}”" if reason else "",
        ).strip()

    def _get_refused_obstacle(self):
        """Why a refusal keeps the user from approving this document, as a sentence; nothing where it does not."""
        self.ensure_one()
        user = self.env.user
        refusal = self._get_refusals().get(self)
        if not refusal or user.id == SUPERUSER_ID or not self._is_as_refused(refusal):
            return ""
        refuser = refusal.sudo()._get_refusal()[0]  # see above
        if not refuser or refuser == user:
            return ""
        ceilings = self._get_ceilings(user | refuser)
        if ceilings[user] >= ceilings[refuser]:
            return ""
        return self.env._(
            "%(refusal)s Nothing has changed since: ask %(refuser)s to decide on %(document)s, or somebody with as much"
            " authority.",
            refusal=refusal._describe_refusal(),
            refuser=refuser.name,
            document=self.display_name,
        )

    def _check_refused_before(self):
        for document in self:
            if obstacle := document._get_refused_obstacle():
                raise AccessError(obstacle)
