from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.credit_management.models.common.text import day_of

from ..core import my_credit as core
from ..core import my_credit_files as uploads
from ..core import my_credit_form as form
from .my_credit import MyCreditPortal

CAUSES = ("growth", "season", "other")
DAYS_AHEAD = 366
# What is larger is not even read; room for files too many or too large, which are refused in a sentence.
TEXT_BYTES, FILE_BYTES = 512 * 1024, 2 * uploads.MOST_FILES * uploads.MOST_BYTES
POSTS = {
    "type": "http", "auth": "user", "methods": ["POST"], "website": True, "sitemap": False,
    "max_content_length": TEXT_BYTES,
}  # fmt: skip


class MyCreditSayPortal(MyCreditPortal):
    """Words of a customer on *My Credit*: a problem, a promise, a wish for more; so often in an hour and no oftener."""

    @route("/my/credit/<int:account_id>/problem", **POSTS)
    def my_credit_problem(self, account_id, **post):
        return self._my_credit_say(account_id, core.PROBLEM, self._my_credit_report_problem, post)

    @route("/my/credit/<int:account_id>/promise", **POSTS)
    def my_credit_promise(self, account_id, **post):
        return self._my_credit_say(account_id, core.PROMISE, self._my_credit_promise_payment, post)

    @route("/my/credit/<int:account_id>/more", **{**POSTS, "max_content_length": FILE_BYTES})
    def my_credit_more(self, account_id, **post):
        return self._my_credit_say(account_id, core.MORE, self._my_credit_ask_for_more, post)

    def _my_credit_say(self, account_id, part, say, post):
        """Do it, or show the page again with what was typed and a sentence why not."""
        account = request.env["credit.account"]._get_portal_account(account_id, part)
        if not account:
            return self._my_credit_away()
        # Counted as the system: portal users have no rights on the count.
        quota = request.env["credit.portal.quota"].sudo()
        if not quota._take(f"my_credit:{request.env.user.partner_id.id}"):
            return self._my_credit_again(account, part, "too_often", post, 429)
        try:
            with request.env.cr.savepoint():
                problem = say(account, post)
        except UserError:  # its words are for us, who decide
            problem = "not_now"
        if problem:
            return self._my_credit_again(account, part, problem, post, 422)
        return request.redirect(f"/my/credit/{account.id}?said={part}")

    def _my_credit_again(self, account, part, problem, post, status):
        typed = {name: value for name, value in post.items() if isinstance(value, str)}
        account.invalidate_recordset()
        response = self._my_credit_render(account, said=problem, failed=part, typed=typed)
        response.status_code = status
        return response

    # === EACH === #
    # They answer what is wrong with what was typed; nothing where it is done.

    def _my_credit_report_problem(self, account, post):
        text = form.text(post.get("text"))
        if text is None:
            return "too_long"
        if not text:
            return "no_text"
        chosen = form.ids([post.get("item", "")])
        account._report_portal_problem(account._get_portal_items().filtered(lambda item: item.id in chosen), text)
        return None

    def _my_credit_promise_payment(self, account, post):
        text, amount, day = form.text(post.get("text")), form.amount(post.get("amount")), day_of(post.get("day"))
        if text is None:
            return "too_long"
        if amount is None or account.currency_id.is_zero(amount):
            return "no_amount"
        today = account.company_id._credit_today()
        if day is None or not 0 <= (day - today).days <= DAYS_AHEAD:
            return "no_day"
        account._promise_portal_payment(day, account.currency_id.round(amount), text)
        return None

    def _my_credit_ask_for_more(self, account, post):
        text, amount = form.text(post.get("text")), form.amount(post.get("amount"))
        if not text:
            return "too_long" if text is None else "no_text"
        if amount is None or account.currency_id.is_zero(amount):
            return "no_amount"
        until = day_of(post.get("until")) if post.get("until") else None
        today = account.company_id._credit_today()
        if post.get("until") and (until is None or not 0 < (until - today).days <= DAYS_AHEAD):
            return "no_day"
        if not core.askable(
            account._get_portal_verdict().kind, account._get_portal_requests()._get_portal_waiting().ids
        ):
            return "waits"
        files = self._my_credit_files()
        if problem := uploads.problem(files):
            return problem
        cause = post.get("cause") if post.get("cause") in CAUSES else "other"
        request.env["credit.limit.request"]._ask_on_portal(account, amount, until, cause, text, uploads.named(files))
        return None

    def _my_credit_files(self):
        """Names and contents of what was sent along, each read no further than needed to refuse it."""
        sent = [one for one in request.httprequest.files.getlist("files") if one.filename][: uploads.MOST_FILES + 1]
        return [(one.filename, one.read(uploads.MOST_BYTES + 1)) for one in sent]
