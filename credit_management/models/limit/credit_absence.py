from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...const import ADMINISTRATOR, ANALYST
from ..common.day import format_day

LONGEST = 366  # days
ARRANGER = {"arranged_by", "arranged_on"}


class CreditAbsence(models.Model):
    """Days on which somebody decides on no credit, and who is asked instead.

    Whoever is absent is asked last. A substitute decides by the authority of the absent only where a third person who
    grants authorities has arranged it: neither the absent nor the substitute. What that lends, credit_absence_lent.py
    says.
    """

    _name = "credit.absence"
    _description = "Absence"
    _inherit = ["credit.finite", "credit.shared", "credit.log", "credit.cached", "credit.single"]
    _order = "date_from desc, id desc"

    active = fields.Boolean(default=True, tracking=True, help="An absence that is archived does not take place.")
    user_id = fields.Many2one(
        "res.users",
        string="Absent",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        domain=[("parent_id", "=", False)],
        ondelete="cascade",
        index=True,
        tracking=True,
        help="Empty for every company.",
    )
    date_from = fields.Date(string="From", required=True, tracking=True, help="The first day of the absence.")
    date_to = fields.Date(string="To", required=True, tracking=True, help="The last day of the absence.")
    substitute_id = fields.Many2one(
        "res.users",
        domain=[("share", "=", False)],
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        help="Is asked instead, and decides by an authority of their own unless the absent one's was lent to them.",
    )
    with_authority = fields.Boolean(
        string="Lends Authority",
        tracking=True,
        help="The substitute also decides by the authority of the absent for raising limits and releasing orders. A"
        " credit administrator arranges it who is neither of the two. Not lent: what may be decided on alone, what"
        " the absent had a hand in, and what somebody else lends.",
    )
    arranged_by = fields.Many2one("res.users", readonly=True, copy=False, tracking=True, ondelete="restrict")
    arranged_on = fields.Datetime(readonly=True, copy=False)
    phase = fields.Selection(
        [("planned", "Planned"), ("now", "Absent"), ("over", "Over")], compute="_compute_phase", search="_search_phase"
    )

    summary = fields.Char(compute="_compute_summary", help="Who is absent when, and who is asked instead.")

    _days_in_order = models.Constraint("CHECK (date_from <= date_to)", "An absence ends on its first day or later.")

    # === COMPUTE === #

    @api.depends("date_from", "date_to", "company_id")
    def _compute_phase(self):
        for absence in self:
            today = absence._get_today()
            if not absence.date_from or not absence.date_to or absence.date_from > today:
                absence.phase = "planned"
            else:
                absence.phase = "now" if absence.date_to >= today else "over"

    def _search_phase(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self._get_today()
        domains = {
            "planned": Domain("date_from", ">", today),
            "now": Domain("date_from", "<=", today) & Domain("date_to", ">=", today),
            "over": Domain("date_to", "<", today),
        }
        return Domain.OR(domains[phase] for phase in value if phase in domains)

    @api.depends("user_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for absence in self:
            if not absence.date_from and not absence.date_to:
                absence.display_name = self.env._("New Absence")
                continue
            absence.display_name = self.env._(
                "%(user)s, %(first)s to %(last)s",
                user=absence.user_id.sudo().name,  # who is absent is no secret
                first=format_day(self.env, absence.date_from) if absence.date_from else "–",
                last=format_day(self.env, absence.date_to) if absence.date_to else "–",
            )

    @api.depends("user_id", "date_from", "date_to", "substitute_id", "with_authority")
    @api.depends_context("lang")
    def _compute_summary(self):
        for absence in self:
            texts = [absence.display_name]
            if substitute := absence.substitute_id.sudo().name:  # whom to ask is no secret
                lent = self.env._("%s decides by this authority", substitute)
                texts.append(lent if absence.with_authority else self.env._("%s is asked", substitute))
            absence.summary = ": ".join(texts)

    def _get_today(self):
        return (self.sudo().company_id or self.env.company)._credit_today()  # the day of a company is no secret

    # === CONSTRAINTS === #

    @api.constrains("user_id", "substitute_id", "with_authority", "date_from", "date_to", "company_id", "active")
    def _check_people(self):
        for absence in self.filtered("active"):
            if absence.user_id == absence.substitute_id:
                raise ValidationError(self.env._("Nobody is their own substitute. Choose somebody else."))
            if absence.with_authority and not absence.substitute_id:
                raise ValidationError(self.env._("Choose the substitute who decides by this authority."))
            if absence.date_to - absence.date_from > timedelta(days=LONGEST - 1):
                raise ValidationError(
                    self.env._("An absence lasts %s days at most. Choose an earlier last day.", LONGEST)
                )
            absence._check_decides(absence.substitute_id)
            absence._check_apart()

    def _check_decides(self, user):
        able = self.env["res.users"]._credit_with_role(ANALYST)
        able = able._credit_working_for(self.company_id) if self.company_id else able.filtered("active")
        if user and user not in able:
            raise ValidationError(
                self.env._(
                    "%(user)s does not decide on credit here. Choose a credit analyst or manager.",
                    user=user.sudo().name,  # whom one has chosen is no secret
                )
            )

    def _check_apart(self):
        """Two absences of one person on one day would have two substitutes."""
        same = Domain("user_id", "=", self.user_id.id) & Domain("id", "!=", self.id) & Domain("active", "=", True)
        days = Domain("date_from", "<=", self.date_to) & Domain("date_to", ">=", self.date_from)
        # An absence out of sight is one, too.
        others = self.sudo().search(same & days)
        if other := others.filtered(lambda one: not (one.company_id and self.company_id != one.company_id))[:1]:
            raise ValidationError(self.env._("%s is entered already. Change that absence.", other.display_name))
        if not self.company_id and others:
            raise ValidationError(self.env._("%s is entered already. Change that absence.", others[:1].display_name))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        self._check_not_arranger(*(self._credit_read_defaults(ARRANGER, vals) for vals in vals_list))
        absences = super().create(vals_list)
        for absence in absences:
            absence._check_begins_now()
            absence._check_may_enter()
        absences._set_arranger()
        return absences

    def write(self, vals):
        self._check_not_arranger(vals)
        changes = self._credit_document_names(vals) and not self._credit_is_by_method()
        if changes:
            self._check_not_over()
            self._check_may_enter()
        done = super().write(vals)
        if changes:
            if "date_from" in vals:
                self._check_begins_now()
            self._check_not_over(days=1)  # it may end now, by yesterday
            self._check_may_enter()
            self._set_arranger()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_logged(self):
        """Who decided for whom stays on record."""
        if not self.env.su:
            raise UserError(
                self.env._("%s stays on record. Archive it where it does not take place.", self[:1].display_name)
            )

    @api.model
    def _check_not_arranger(self, *vals_list):
        if not self._credit_is_by_method():
            for vals in vals_list:
                if ARRANGER & {name for name in vals if vals[name] or self}:
                    self._credit_refuse_fields(ARRANGER, self.env._("It is who lends the authority, and when."))

    def _check_begins_now(self):
        """Refuse what would have lent yesterday what nobody had arranged then."""
        for absence in self:
            if absence.date_from < (today := absence._get_today()):
                raise UserError(
                    self.env._(
                        "An absence is entered from today on, for what was decided stays decided. Choose %s or a"
                        " later day.",
                        format_day(self.env, today),
                    )
                )

    def _check_not_over(self, days=0):
        """Refuse to change what is past, and to move an end into the past."""
        for absence in self:
            today = absence._get_today()
            if absence.date_to < today - timedelta(days=days):
                raise UserError(
                    self.env._(
                        "%(absence)s stays on record as it was. Enter another one, from %(day)s on.",
                        absence=absence.display_name,
                        day=format_day(self.env, today),
                    )
                )

    def _check_may_enter(self):
        """Everybody who decides enters own absences; those of others, and what lends authority, a third one does."""
        user = self.env.user
        if self.env.su:
            return
        administrator = user.has_group(ADMINISTRATOR)
        for absence in self:
            if absence.with_authority and (not administrator or user in absence.user_id | absence.substitute_id):
                raise AccessError(
                    self.env._(
                        "%(user)s cannot lend the authority of %(absent)s to %(substitute)s: a credit administrator"
                        " arranges and changes that who is neither of the two.",
                        user=user.name,
                        absent=absence.user_id.sudo().name,  # who is absent is no secret
                        substitute=absence.substitute_id.sudo().name or "–",  # as the absent
                    )
                )
            if absence.user_id != user and not administrator:
                raise AccessError(
                    self.env._(
                        "%(user)s enters own absences only. Ask a credit administrator for that of %(absent)s.",
                        user=user.name,
                        absent=absence.user_id.sudo().name,  # see above
                    )
                )

    def _set_arranger(self):
        """Keep who lends the authority, whenever it is lent anew; the system writes it down."""
        lending = self.filtered("with_authority")
        vals = {"arranged_by": self.env.uid, "arranged_on": fields.Datetime.now()}
        # Kept by the system: nobody writes it, whatever they may write.
        lending._credit_by_method().sudo().write(vals)
        (self - lending).filtered("arranged_by")._credit_by_method().sudo().write(dict.fromkeys(ARRANGER, False))
        for absence in lending:
            absence.sudo().message_post(  # both hear of it, whoever arranges it
                subject=self.env._("Authority is lent: %s", absence.summary),
                body=self.env._(
                    "%(user)s lends authority: %(absence)s.", user=self.env.user.name, absence=absence.summary
                ),
                partner_ids=(absence.user_id | absence.substitute_id).partner_id.ids,
                author_id=self.env.user.partner_id.id,
            )

    def _get_shared(self):
        # EXTENDS 'credit_management' (account): being absent everywhere is one's own matter, lending is not
        return super()._get_shared().filtered("with_authority")

    # === ACTIONS === #

    def action_end(self):
        """Be back today: also who is absent ends what lends the own authority."""
        for absence in self:
            if self.env.user != absence.user_id:
                absence._check_may_enter()
            today = absence._get_today()
            absence._check_not_over()
            planned = absence.date_from >= today
            vals = {"active": False} if planned else {"date_to": today - timedelta(days=1)}
            # The absent takes back what is their own: that makes it stricter, and leaves who had arranged it.
            absence.sudo()._credit_by_method().write(vals)
            absence.sudo()._message_log(  # tracking can be silenced by a client, this is not
                body=self.env._("%s ended the absence.", self.env.user.name), author_id=self.env.user.partner_id.id
            )
        return True
