import base64
import hashlib
from io import BytesIO

from PIL import Image

from odoo.addons.credit_management.tests.limit.request_common import RequestCommon


def drawn(colour=0):
    """A signature as a browser draws it: a PNG, base64."""
    file = BytesIO()
    Image.new("RGB", (60, 20), (colour, 0, 0)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


class AgreementCommon(RequestCommon):
    """A customer with a limit, and its agreement in any state that people bring it to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._approve_limit(cls.account, 5000, approver=cls.second_manager)
        cls.template = cls.env.ref("credit_management_portal.credit_agreement_template_standard")

    def draft(self, account=None, author=None, **vals):
        values = {"account_id": (account or self.account).id, "template_id": self.template.id, **vals}
        return self.env["credit.agreement"].with_user(author or self.analyst).create(values)

    def approved(self, **vals):
        agreement = self.draft(**vals)
        agreement.with_user(self.manager).action_approve()
        return agreement

    def sent(self, **vals):
        agreement = self.approved(**vals)
        agreement.action_send()
        return agreement

    def signed(self, **vals):
        agreement = self.sent(**vals)
        self.assertEqual(self.sign(agreement), "")
        return agreement

    def countersigned(self, **vals):
        agreement = self.signed(**vals)
        agreement.with_user(self.manager).action_countersign()
        return agreement

    def sign(self, agreement, digest=None, name="Jo Buyer", signature=None):
        """What the route does: as the system, for who has the link."""
        agreement = agreement.sudo()
        signature = drawn() if signature is None else signature
        digest = agreement.content_hash if digest is None else digest
        return agreement._sign(digest, name, signature, "192.0.2.7", self.partner)

    def digest(self, file):
        return hashlib.sha256(base64.b64decode(file)).hexdigest()
