import uuid
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.credit_management.const import ROLES
from odoo.addons.credit_management.models.common.text import day_of, stripped

from ..core import agreement as core

AGREEMENT_ACTIVITY = "credit_management_portal.credit_agreement_activity_type"
MAIL_TEMPLATE = "credit_management_portal.credit_agreement_mail_template"


class CreditAgreement(models.Model):
    """Our side of an agreement: approved by a second person, sent, taken back, countersigned, ended."""

    _inherit = "credit.agreement"

    can_approve = fields.Boolean(string="Awaiting My Decision", compute="_compute_can_approve")
    can_countersign = fields.Boolean(compute="_compute_can_approve")

    @api.depends("state", "author_id", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_approve(self):
        manager = self.env.user.has_group(ROLES["manager"])
        free = self._origin._get_free() if manager else self.browse()
        for agreement in self:
            mine = agreement._origin in free
            agreement.can_approve = mine and agreement.state == core.DRAFT
            agreement.can_countersign = mine and agreement.state == core.SIGNED

    # === ACTIONS === #

    def action_refresh(self):
        """Take over limit and terms as they are granted now."""
        self._check_role("analyst")
        self._check_state(core.DRAFT)
        for agreement in self:
            agreement._draw_terms()
        return True

    def action_approve(self):
        """Fix the text: from now on it says what the customer will sign."""
        self._check_role("manager")
        self._check_state(core.DRAFT)
        self._check_hands()
        self._check_shown()
        for agreement in self:
            agreement._check_terms()
            content = agreement._prepare_content()
            agreement._credit_by_method().write(
                {
                    "state": core.APPROVED,
                    "approver_id": self.env.uid,
                    "approved_on": fields.Datetime.now(),
                    "content": content,
                    "content_hash": core.digest(content),
                    "approved_to": agreement._describe_recipients(),
                    "recipient_ids": [fields.Command.set(agreement._get_addressed().ids)],
                }
            )
            agreement._message_log(body=self.env._("%s approved", agreement.display_name))
        return True

    def action_send(self):
        """Mail the link by which the customer signs."""
        self._check_role("analyst")
        self._check_state(core.APPROVED)
        for agreement in self:
            agreement._check_terms()
            recipients = agreement._get_recipients()
            days = agreement.company_id.sudo().credit_agreement_sign_days  # a setting, for whoever sends
            agreement._credit_by_method().write(
                {
                    "state": core.SENT,
                    "sent_on": fields.Datetime.now(),
                    "sign_until": agreement.company_id._credit_today() + timedelta(days=days) if days else False,
                }
            )
            agreement._renew_token()
            agreement._mail_link(recipients)
        return True

    def action_take_back(self):
        """Let it be changed: what was sent is worth nothing any more, and its link opens nothing."""
        self._check_role("analyst")
        for agreement in self:
            if agreement.state not in (core.APPROVED, core.SENT, core.DECLINED):
                agreement._check_state(core.SENT)
        self._set_drafted()
        return True

    def action_countersign(self):
        """Sign for the company what the customer has signed; it replaces the agreement that it renews."""
        self._check_role("manager")
        self._check_state(core.SIGNED)
        self._check_hands()
        self._check_shown()
        for agreement in self:
            agreement._check_intact()
            agreement._credit_by_method().write(
                {
                    "state": core.COUNTERSIGNED,
                    "countersigned_by": self.env.uid,
                    "countersigned_on": fields.Datetime.now(),
                }
            )
            agreement._keep_file("final_file", "final_hash")
            agreement._replace_renewed()
            agreement._credit_close_activities(AGREEMENT_ACTIVITY)
            agreement._message_log(
                body=self.env._(
                    "Countersigned by %(user)s. SHA-256 of the file: %(hash)s",
                    user=self.env.user.name,
                    hash=agreement.final_hash,
                )
            )
        return True

    def action_open_end(self):
        """Ask for the last day and the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End Agreement"),
            "res_model": "credit.agreement.end",
            "view_mode": "form",
            "target": "new",
            "context": {"default_agreement_id": self.id, "credit_shown": self.env.context.get("credit_shown", False)},
        }

    def action_end(self, last_day, reason):
        """End an agreement that both have signed; limits are ended on their own.

        :param last_day: the last day on which it still holds; yesterday at the earliest
        :param str reason: why
        """
        self._check_role("manager")
        self._check_state(core.COUNTERSIGNED)
        self._check_shown()
        last_day = day_of(last_day)
        if not last_day or not stripped(reason):
            raise UserError(self.env._("Say which is the last day of the agreement and why it ends."))
        for agreement in self:
            agreement._check_last_day(last_day)
            agreement._set_over(core.ENDED, last_day, stripped(reason))
        return True

    # === CHECKS === #

    def _check_role(self, role):
        if not self.env.user.has_group(ROLES[role]):
            raise AccessError(
                self.env._("%(user)s cannot decide on agreements. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")

    def _check_state(self, state):
        for agreement in self:
            if agreement.state != state:
                raise UserError(
                    self.env._(
                        "%(agreement)s is “%(state)s”, so this cannot be done any more. Open it again to see it as it"
                        " stands.",
                        agreement=agreement.display_name,
                        state=dict(self._fields["state"]._description_selection(self.env))[agreement.state],
                    )
                )

    def _check_last_day(self, last_day):
        yesterday = self.company_id._credit_today() - timedelta(days=1)
        latest = self.ended_on or self.valid_to
        if last_day < yesterday or (latest and last_day > latest):
            raise UserError(
                self.env._(
                    "%(agreement)s ends between %(first)s and %(last)s: choose a day within.",
                    agreement=self.display_name,
                    first=self._day(yesterday),
                    last=self._day(latest) if latest else "–",
                )
            )

    # === TRANSITIONS === #

    def _set_drafted(self):
        """Back to a draft: the link that was sent opens nothing any more."""
        self._renew_token()
        decided = (
            "approver_id", "approved_on", "approved_to", "content", "content_hash", "sent_on", "sign_until",
            "decline_reason",
        )  # fmt: skip
        nobody = [fields.Command.clear()]
        self._credit_by_method().write({"state": core.DRAFT, "recipient_ids": nobody, **dict.fromkeys(decided, False)})
        for agreement in self:
            agreement._message_log(body=self.env._("%s taken back", agreement.display_name))

    def _set_over(self, state, last_day, reason):
        """Note the last day beside what was signed, which stays as it is."""
        self._credit_by_method().write({"state": state, "ended_on": last_day, "end_reason": reason})
        self._credit_close_activities(AGREEMENT_ACTIVITY)
        self._message_log(
            body=self.env._(
                "%(agreement)s ends on %(day)s: %(reason)s",
                agreement=self.display_name,
                day=self._day(last_day),
                reason=reason,
            )
        )

    def _replace_renewed(self):
        renewed = self.renews_id
        if renewed.state == core.COUNTERSIGNED:
            last_day = self.valid_from - timedelta(days=1)
            last_day = min(filter(None, (last_day, renewed.ended_on or renewed.valid_to)))
            renewed._set_over(core.REPLACED, last_day, self.env._("Replaced by %s", self.name))

    # === LINK === #

    def _portal_ensure_token(self):
        # EXTENDS 'portal': a method of ours writes it, for no client does. Templates that one of us renders ask for it,
        # in a preview or in a mail to any address.
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "The link of %(agreement)s lets its reader sign, so only its customer gets it: by “Send”.",
                    agreement=self.display_name,
                )
            )
        if not self.access_token:
            self._renew_token()
        return self.access_token

    def _renew_token(self):
        for agreement in self.sudo():  # nobody of us reads or writes it
            agreement._credit_by_method().access_token = str(uuid.uuid4())

    @api.private
    def get_portal_url(self, suffix=None, report_type=None, download=None, query_string=None, anchor=None):
        # EXTENDS 'portal': the address lets its reader sign, so no program of ours is told
        return super().get_portal_url(suffix, report_type, download, query_string, anchor)

    def _get_share_url(self, redirect=False, signup_partner=False, pid=None, share_token=True):
        # EXTENDS 'portal': shared is the page for who is logged in
        return super()._get_share_url(redirect, signup_partner, pid, share_token=False)

    def _mail_link(self, recipients):
        """Queue one mail for each, of the company and beside the log: the link is for the customer alone.

        It goes to the address of now, as it was approved: a contact can be changed before the queue gets to it.
        """
        # The link is for no reader of ours, and who creates a message reads it: the system does.
        template = self.env.ref(MAIL_TEMPLATE).with_user(SUPERUSER_ID)
        company = self.company_id.sudo().partner_id  # whoever sends
        for partner in recipients:
            template.with_context(lang=self._get_lang()).send_mail(
                self.id,
                email_values={
                    "model": False,
                    "res_id": False,
                    "author_id": company.id,
                    "email_from": company.email_formatted or self.env.user.email_formatted,
                    "recipient_ids": [fields.Command.clear()],
                    "email_to": partner.email_formatted,
                },
            )
        self._message_log(
            body=self.env._(
                "Sent to %(names)s, to be signed until %(day)s",
                names=", ".join(recipients.mapped("display_name")),
                day=self._day(self.sign_until) or "–",
            )
        )
