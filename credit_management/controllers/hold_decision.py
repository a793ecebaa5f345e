from urllib.parse import urlsplit

from odoo import http
from odoo.http import request

from odoo.addons.mail.controllers.mail import MailController


class HoldDecision(http.Controller):
    """The links of the mail that asks for a release: they open the hold, and the dialog to decide in.

    Nothing is decided here. Login, companies and the right to read are looked after as for every link of a mail.
    """

    @http.route("/credit_management/hold/<int:hold_id>/<any(release, refuse, open):decision>", type="http", auth="user")
    def decide(self, hold_id, decision):
        answer = MailController._redirect_to_record("credit.hold", hold_id)
        address = urlsplit(answer.location)
        if decision == "open" or not address.path.endswith(f"/{hold_id}"):  # led elsewhere: the hold is out of sight
            return answer
        query = "&".join(filter(None, (address.query, f"credit_decide={decision}")))
        return request.redirect(address._replace(query=query).geturl())
