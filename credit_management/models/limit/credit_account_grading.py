from odoo import SUPERUSER_ID, api, fields, models

from ...const import ANALYST
from ..account.credit_grade import RISK_CLASSES

UNGRADED = "none"
# How much authority each class asks for, least first; who is of none may be of any.
ORDER = {risk_class: place for place, (risk_class, _label) in enumerate(RISK_CLASSES)} | {False: len(RISK_CLASSES)}
WORST = RISK_CLASSES[-1][0]


class CreditAccount(models.Model):
    """The risk classes by which authority over an account is looked up.

    The class of an account follows from its grade, and a manager may write a grade. So the account keeps the class
    that stood before, and a better one by hand lends nobody authority unless the one who gave it had authority over
    the class that stood. It keeps the class of the day it was graded, too: grades that are redefined afterwards ask
    for no less.
    """

    _inherit = "credit.account"

    authority_class = fields.Selection(
        [(UNGRADED, "Not Graded"), *RISK_CLASSES],
        string="Risk Class for Authority",
        readonly=True,
        copy=False,
        groups=ANALYST,
        help="Who decides on this customer needs authority for this class, besides the one of its grade: the worse of"
        " what was computed and chosen, or what stood when somebody wrote a better grade by hand.",
    )
    graded_by = fields.Many2one(
        "res.users",
        string="Graded by Hand by",
        readonly=True,
        copy=False,
        groups=ANALYST,
        help="Gave the customer a better grade that no scorecard has computed. It counts for authority as far as this"
        " person could have decided without it.",
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'credit_management'
        for vals in vals_list:
            self._refuse_authority_fields(self._credit_read_defaults({"authority_class", "graded_by"}, vals))
        accounts = super().create(vals_list)
        # The class that stood is kept, whoever opens the account.
        accounts.filtered("grade_id")._keep_class_that_stood(dict.fromkeys(accounts.sudo(), False))
        return accounts

    def write(self, vals):
        # EXTENDS 'credit_management'
        self._refuse_authority_fields(vals)
        if "grade_id" not in vals:
            return super().write(vals)
        stood = self.sudo()._get_worst_classes()  # decides, readable or not
        done = super().write(vals)
        self._keep_class_that_stood(stood)
        return done

    @api.model
    def _refuse_authority_fields(self, vals):
        names = {name for name in ("authority_class", "graded_by") if vals.get(name)}
        if not self._credit_is_by_method() and (names or (self and {"authority_class", "graded_by"} & vals.keys())):
            self._credit_refuse_fields(
                names or {"authority_class", "graded_by"} & vals.keys(), self.env._("It follows from assessments.")
            )

    # === BUSINESS === #

    def _get_risk_classes(self):
        """The risk classes a customer may be of: authority must suffice for each, not for the most pleasant one.

        :return: ``{account: classes}``; the class False where there is none
        """
        return {
            account: {account.risk_class} | ({account._get_class_that_stood()} if account.authority_class else set())
            for account in self
        }

    def _get_class_that_stood(self):
        return False if self.authority_class in (UNGRADED, False) else self.authority_class

    def _get_worst_classes(self):
        """
        :return: ``{account: the class that asks for most authority}``
        """
        return {account: max(found, key=ORDER.__getitem__) for account, found in self._get_risk_classes().items()}

    def _keep_class_that_stood(self, stood):
        """Keep for authority the class that stood before a grade was written; Odoo's own code is nobody's hand.

        :param stood: {account: its worst class before}
        """
        by_hand = self.env.uid != SUPERUSER_ID

        def is_better(account):
            return by_hand and account.risk_class != WORST and ORDER[account.risk_class] < ORDER[stood[account]]

        accounts = self.sudo()  # what is kept is not the user's to write
        for (risk_class, better), alike in accounts.grouped(
            lambda account: (stood[account] if is_better(account) else account.risk_class, is_better(account))
        ).items():
            alike._set_authority_class(risk_class, better)

    def _adopt(self, other):
        # EXTENDS 'credit_management': a customer becomes no better by merging with another one
        graded = (self | other).filtered("grade_id")
        worst = max(graded._get_worst_classes().values(), key=ORDER.__getitem__, default=None)
        by_hand = graded.graded_by[:1]
        done = super()._adopt(other)
        if worst is not None:
            self._credit_by_method().write({"authority_class": worst or UNGRADED, "graded_by": by_hand.id})
        return done

    def _set_authority_class(self, risk_class, by_hand=False):
        """Record the class for which authority is asked from now on.

        :param by_hand: whether somebody has given a better one than this, which no card has computed
        """
        self._credit_by_method().write(
            {
                "authority_class": risk_class or (UNGRADED if by_hand else False),
                "graded_by": self.env.uid if by_hand else False,
            }
        )
