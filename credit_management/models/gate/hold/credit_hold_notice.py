from odoo import SUPERUSER_ID, models
from odoo.tools import format_amount

from ....const import ANALYST, HOLD_ACTIVITY, MANAGER, USER
from ...common.day import format_day

# Customers read their order's internal notes by id (RPC), except those of this type.
ORDINARY = "comment"


class CreditHold(models.Model):
    """Notices of a hold: an activity for those who decide, a message for those who asked."""

    _inherit = "credit.hold"

    # === THOSE WHO DECIDE === #

    def _tell_opened(self):
        hold = self._as_teller()
        hold._document()._message_log(
            message_type=ORDINARY,
            body=self.env._(
                "%(hold)s: stopped by the credit policy (%(reasons)s).",
                hold=hold._get_html_link(title=hold.reference),
                reasons=hold.reasons_text,
            ),
        )
        hold._assign()

    def _assign(self):
        """Ask the one who decides: who looks after the customer, else the least of those whose authority is enough."""
        hold = self._as_teller()
        needed = hold._in_company_currency(hold._wanted()) + hold._released_before()
        user = hold._decider(needed) or hold._decider_alone()
        entitled, user = bool(user), user or hold._fallback_decider()
        if user and hold.waits_for_ids == user:  # nobody is asked twice
            hold._get_decision_activities().summary = hold._activity_summary(user)
            return
        hold.activity_unlink([HOLD_ACTIVITY])
        if not entitled:
            hold._message_log(body=hold._nobody_entitled(user, needed))
        if user:
            # Odoo's own mail about a to-do says less than the one of _mail_asked.
            quiet = hold.with_context(mail_activity_quick_update=True)
            quiet.activity_schedule(HOLD_ACTIVITY, user_id=user.id, summary=hold._activity_summary(user))
            hold._mail_asked()

    def _get_decision_activities(self):
        kind = self.env.ref(HOLD_ACTIVITY)
        return self.activity_ids.filtered(lambda activity: activity.activity_type_id == kind)

    def _credit_successor(self, excluded):
        needed = self._in_company_currency(self._wanted()) + self._released_before()
        return self._decider(needed, excluded) or self._fallback_decider(excluded)

    def _decider(self, amount, excluded=None):
        """Users who may release so much and have not asked for it; the account's controller and the company's first."""
        root = self.company_id.root_id
        entitled = self.env["credit.authority"]._entitled(self.account_id, amount, lends=self._may_lend)
        excluded = self._credit_parties() if excluded is None else excluded
        entitled = entitled.filtered(lambda user: self.company_id in user.company_ids) - excluded
        for preferred in (self.account_id.controller_id, root.credit_controller_id):
            if (asked := preferred._credit_stand_in(root) or preferred) in entitled:
                return asked
        return entitled[:1]

    def _decider_alone(self):
        """Where nobody else may: who asked for it or sells it, and may decide on so much alone."""
        for user in self._credit_parties().filtered("active"):
            alone = self.with_user(user).sudo(False)
            if user.has_group(ANALYST) and alone._get_alone() and alone in alone._within_authority():
                return user
        return self.env["res.users"]

    def _fallback_decider(self, excluded=None):
        """Credit manager with the most authority, where none is enough: to find somebody or to refuse."""
        managers = self.env.ref(MANAGER).all_user_ids
        candidates = self.env["credit.authority"]._deciders(self.company_id.root_id) & managers
        excluded = self._credit_parties() if excluded is None else excluded
        candidates = candidates.filtered(lambda user: self.company_id in user.company_ids) - excluded
        candidates = candidates._credit_there(self.company_id.root_id) or candidates
        authorities = self.env["credit.authority"]._release_authorities(candidates, self.account_id)
        ceilings = {user: found.ceiling if found else -1.0 for (user, _account), found in authorities.items()}
        return candidates.sorted(lambda user: (-ceilings[user], user.id))[:1]

    def _nobody_entitled(self, user, needed):
        amount = format_amount(self.env, needed, self.currency_id)
        if not user:
            return self.env._(
                "Nobody may release %(amount)s, and there is no credit manager to ask. An administrator grants"
                " authorities under Credit → Configuration.",
                amount=amount,
            )
        return self.env._(
            "Nobody but those who asked may release %(amount)s. %(user)s was asked to find somebody or to refuse; an"
            " administrator grants authorities under Credit → Configuration.",
            amount=amount,
            user=user.name,
        )

    def _activity_summary(self, user):
        hold = self.with_context(lang=user.lang)
        return hold.env._(
            "%(order)s of %(customer)s: %(amount)s",
            order=hold.order_name,
            customer=hold.partner_id.display_name,
            amount=format_amount(hold.env, hold._wanted(), hold.order_currency_id),
        )

    def _close_activities(self):
        # They belong to those who decide, and somebody else may have ended the hold.
        self.sudo().activity_unlink([HOLD_ACTIVITY])

    # === THOSE WHO ASKED === #

    def _tell_released(self):
        self._tell("released")

    def _tell_refused(self, cancelled):
        self._tell("refused", cancelled=cancelled)

    def _tell_lapsed(self):
        self._tell("lapsed")

    def _tell_cleared(self, confirmed):
        self._tell("cleared", confirmed=confirmed)
        document, seller = self._document(), self._seller()
        if confirmed or not seller:
            return
        # The message has been mailed; Odoo's own mail about a to-do would be a second one.
        document.with_context(mail_activity_quick_update=True).activity_schedule(
            document._credit_go_on_activity,
            user_id=seller.id,
            summary=self.with_context(lang=seller.lang).env._("No longer on credit hold"),
        )

    def _tell_failed(self, error):
        self._tell("failed", error=error)

    def _seller(self):
        return self._document()._credit_seller() or self.requester_id

    def _tell(self, event, **values):
        """Say on hold and order what has happened, and mail it to who asked and who sells the order."""
        for hold in self._as_teller():
            people = (hold.requester_id | hold._document()._credit_seller()).filtered("active")
            hold = hold.with_context(lang=people[:1].lang or self.env.lang)
            message = {
                "source_ref": "credit_management.credit_hold_message",
                "render_values": {"hold": hold, "event": event, "format_amount": format_amount, **values}
                | {"day": lambda day, hold=hold: format_day(hold.env, day)},
                "subtype_xmlid": "mail.mt_note",
                "subject": hold._subject(event),
                "message_type": ORDINARY,
            }
            hold.message_post_with_source(**message)
            hold._document().message_post_with_source(**message, partner_ids=people.partner_id.ids)

    def _subject(self, event):
        names = {
            "released": self.env._("%(order)s of %(customer)s is released"),
            "refused": self.env._("The release of %(order)s of %(customer)s is refused"),
            "cleared": self.env._("%(order)s of %(customer)s is no longer on hold"),
            "lapsed": self.env._("The release of %(order)s of %(customer)s is over"),
            "failed": self.env._("%(order)s of %(customer)s could not be confirmed"),
        }
        return names[event] % {"order": self.order_name, "customer": self.partner_id.display_name}

    def _as_teller(self):
        """The system writes where the user has no part in credit: authors read what they have written.

        A customer on the portal does not write to our people, and who ships reads no amounts.
        """
        # Nobody writes holds directly.
        return self.sudo() if self.env.user.has_group(USER) else self.with_user(SUPERUSER_ID)
