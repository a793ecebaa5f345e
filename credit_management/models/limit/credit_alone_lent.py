from functools import partial

from odoo import models

from ..common.day import format_day


class CreditAlone(models.AbstractModel):
    """Authority over a document: one's own, or that of somebody absent who had no hand in it either."""

    _inherit = "credit.alone"

    def _lookup_authorities(self, users=None):
        """The highest authority of each person over each of these.

        :param users: the one who asks when left out
        :return: {(user, document): core.limit.authority.Authority | None}
        """
        users = users or self.env.user
        authorities, accounts = self.env["credit.authority"], self.account_id
        own = authorities._lookup(users, accounts, self._decision)
        lent = authorities._lookup_lent(users, accounts, self._decision)
        if not lent:
            return {(user, document): own[user, document.account_id] for user in users for document in self}
        hands = self._get_hands()
        return {
            (user, document): authorities._with_lent(
                own[user, document.account_id],
                # Who may decide alone does so by the own authority.
                () if user in hands[document] else lent.get((user, document.account_id), ()),
                partial(document._may_lend, hands=hands[document]),
            )
            for user in users
            for document in self
        }

    def _may_lend(self, user, hands=None):
        """Whether a substitute may use this person's authority here: not of who had a hand in it, nor of who could not
        decide on it either.

        :param hands: those of the document, where they are known
        """
        self.ensure_one()
        hands = self._get_hands()[self] if hands is None else hands
        return user in self.env["res.users"]._credit_with_role(self._deciding_role) and user not in hands

    def _note_lent(self, authority, needed):
        """Write down whose authority was used, where one's own is not enough.

        :param needed: how much the decision needs, in the company's currency
        """
        self.ensure_one()
        if authority is None or not authority.lent_by:
            return
        own = self.env["credit.authority"]._lookup(self.env.user, self.account_id, self._decision)
        own = own[self.env.user, self.account_id]
        if own is not None and own.covers(needed):
            return
        absent = self.env["res.users"].sudo().browse(authority.lent_by)  # whose authority it was is no secret
        company = self.company_id._credit_root()
        absences = self.env["credit.absence"]._read_today(company)[company]
        absence = absences.filtered(lambda one: one.user_id == absent and one.substitute_id == self.env.user)[:1]
        thread = self._get_pass_thread()[0].sudo()  # the log is not theirs to write
        thread._message_log(
            body=self.env._(
                "%(user)s decides on %(document)s by the authority of %(absent)s, who is absent until %(day)s. Arranged"
                " by %(arranger)s.",
                user=self.env.user.name,
                document=self.display_name,
                absent=absent.name,
                day=format_day(self.env, absence.date_to),
                arranger=absence.arranged_by.name,
            ),
            author_id=self.env.user.partner_id.id,
        )
