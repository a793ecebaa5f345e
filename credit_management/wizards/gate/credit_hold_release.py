from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount


class CreditHoldRelease(models.TransientModel):
    """Asks for the terms of a release: of one hold in detail, of several with one reason for all."""

    _name = "credit.hold.release"
    _description = "Release Credit Holds"
    _inherit = ["credit.finite", "credit.shown.dialog", "credit.single"]
    _decides_on = "hold_ids"

    hold_ids = fields.Many2many(
        "credit.hold", string="Holds", required=True, default=lambda self: self.env.context.get("active_ids")
    )
    single = fields.Boolean(compute="_compute_single")
    reason = fields.Text(required=True)
    valid_until = fields.Date(
        compute="_compute_valid_until", store=True, readonly=False, required=True, help="The last day of the release."
    )
    cap = fields.Monetary(
        string="Up to",
        compute="_compute_cap",
        store=True,
        readonly=False,
        help="The largest total of the order that passes; its own at least.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_single")
    prepayment = fields.Monetary(string="Prepayment First", help="The order waits until so much has been paid for it.")
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Only on These Terms",
        help="The order waits until its payment terms are these, or less generous ones.",
    )
    preview = fields.Html(string="What Happens", compute="_compute_preview", sanitize=False)

    # === COMPUTE === #

    @api.depends("hold_ids")
    def _compute_single(self):
        for wizard in self:
            wizard.single = len(wizard.hold_ids) == 1
            wizard.currency_id = wizard.hold_ids[:1].order_currency_id or self.env.company.currency_id

    @api.depends("hold_ids")
    def _compute_valid_until(self):
        for wizard in self:
            days = [hold._default_valid_until() for hold in wizard.hold_ids._origin]
            wizard.valid_until = min(days, default=self.env.company._credit_today())

    @api.depends("hold_ids")
    def _compute_cap(self):
        for wizard in self:
            wizard.cap = wizard.hold_ids._origin._wanted() if len(wizard.hold_ids) == 1 else 0.0

    @api.depends("hold_ids", "cap")
    @api.depends_context("uid", "lang")
    def _compute_preview(self):
        for wizard in self:
            rows = [wizard._row(hold, obstacle) for hold, obstacle in wizard._obstacles().items()]
            wizard.preview = Markup(
                '<table class="table table-sm mb-0 o_credit_cards"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
            ).format(wizard._head(), Markup().join(rows))

    def _head(self):
        return Markup().join(
            Markup('<th scope="col" class="{}">{}</th>').format(cls, name) for name, cls in self._columns()
        )

    def _columns(self):
        return [
            (self.env._("Hold"), ""),
            (self.env._("Customer"), ""),
            (self.env._("Amount"), "text-end text-nowrap"),
            (self.env._("Over by"), "text-end text-nowrap"),
            (self.env._("Days past due"), "text-end text-nowrap"),
            (self.env._("Reasons"), ""),
            (self.env._("Result"), ""),
        ]

    def _row(self, hold, obstacle):
        """One hold of the preview: it will be released, or why it will not."""
        colour, text = ("text-danger", obstacle) if obstacle else ("text-success", self.env._("Will be released"))
        said = [
            f"{hold.reference} · {hold.order_name}",
            hold.partner_id.display_name,
            format_amount(self.env, self._cap_of(hold), hold.order_currency_id),
            format_amount(self.env, hold.excess, hold.currency_id) if hold.excess else "–",
            hold.oldest_days_past_due or "–",
            hold.reasons_text or "–",
            Markup('<span class="{}">{}</span>').format(colour, text),
        ]
        cell = Markup('<td class="{}" data-credit-label="{}">{}</td>')
        cells = [cell.format(cls, name, one) for (name, cls), one in zip(self._columns(), said, strict=True)]
        return Markup("<tr>{}</tr>").format(Markup().join(cells))

    # === BUSINESS === #

    def _cap_of(self, hold):
        return self.cap if len(self.hold_ids) == 1 and self.cap else hold._wanted()

    def _obstacles(self):
        """Each hold and why it cannot be released; nothing where it can.

        Releases of one customer add up: what the first ones take is no longer there for the next.
        """
        obstacles, taken = {}, {}
        for hold in self.hold_ids._origin.sorted("id"):
            if hold.state != "open":
                obstacles[hold] = self.env._("is not on hold")
                continue
            amount = hold._in_company_currency(self._cap_of(hold))
            before = taken.get(hold.account_id, 0.0)
            obstacles[hold] = hold._obstacle(amount + before)
            if not obstacles[hold]:
                taken[hold.account_id] = before + amount
        return obstacles

    # === ACTIONS === #

    def action_apply(self):
        """Release what qualifies and say what does not."""
        self.ensure_one()
        holds = self._get_decided()
        if len(holds) == 1:
            holds.action_release(
                self.reason, self.valid_until, self.cap, self.prepayment, self.payment_term_id.id or None
            )
            return {"type": "ir.actions.act_window_close"}
        released, left = [], []
        ready = holds.browse()
        for hold in holds.sorted("id"):  # before any of them is released: what one takes changes what the next shows
            try:
                hold._check_shown()
                ready |= hold
            except UserError as refusal:
                left.append(f"{hold.reference}: {refusal}")
        for hold in ready:  # the one waiting longest comes first
            try:
                with self.env.cr.savepoint():
                    hold.with_context(credit_shown=hold._read_shown()).action_release(
                        self.reason, self.valid_until, None, self.prepayment, self.payment_term_id.id or None
                    )
                released.append(hold)
            except UserError as refusal:
                left.append(f"{hold.reference}: {refusal}")
        return self._report(len(released), left)

    def _report(self, count, left):
        message = self.env._("Released: %(count)d.", count=count)
        if left:
            message += " " + self.env._("Not released: %(holds)s", holds=" ".join(left))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left else "success",
                "sticky": bool(left),
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
