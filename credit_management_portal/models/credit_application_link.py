import hashlib
import re
import secrets

from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS
from odoo.tools.misc import hmac

SCOPE = "credit_management_portal.application"
TOKEN = re.compile(r"[0-9a-f]{64}")


class CreditApplication(models.Model):
    """The personal link: a token that follows from a random seed and the secret of the database.

    The table keeps the seed and a hash of the token, never the token: who reads the table cannot open a link, and every
    mail can still carry it. Another seed makes every former link worthless.
    """

    _inherit = "credit.application"

    link_seed = fields.Char(groups=NO_ACCESS, readonly=True, copy=False)
    link_hash = fields.Char(groups=NO_ACCESS, readonly=True, copy=False, index=True)

    _link_unique = models.UniqueIndex("(link_hash) WHERE link_hash IS NOT NULL", "Two applications have one link.")

    @api.model
    def _prepare_link(self):
        """Values of a new link."""
        seed = secrets.token_hex(32)
        return {"link_seed": seed, "link_hash": self._hash(self._sign(seed))}

    @api.model
    def _sign(self, seed):
        return hmac(self.sudo().env, SCOPE, seed)  # the secret of the database is the system's to read

    @api.model
    def _hash(self, token):
        return hashlib.sha256(token.encode()).hexdigest()

    def _get_token(self):
        """The token of the link, for who acts for the system: mails, and pages that it has opened."""
        self.ensure_one()
        return self._sign(self.link_seed)

    def _get_path(self, *parts):
        """The address of a page of the application, below the site's own."""
        return "/".join(("/credit/application", self._get_token(), *parts))

    def _get_link(self):
        return self.get_base_url() + self._get_path()

    @api.model
    def _find_by_token(self, token):
        """The application of a token, while its link is valid; nothing else is told of any other.

        Called for the system: the token is all that its holder has, and all that is asked.
        """
        if not (isinstance(token, str) and TOKEN.fullmatch(token)):
            return self.browse()
        found = self.search([("link_hash", "=", self._hash(token))], limit=1)
        return found.filtered(lambda one: one.state != "expired" and one.expires_on >= one.company_id._credit_today())
