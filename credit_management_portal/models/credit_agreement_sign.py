import base64
import binascii
import hashlib

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools.image import image_process

from odoo.addons.credit_management.models.common.text import stripped

from ..core import agreement as core
from .credit_agreement_state import AGREEMENT_ACTIVITY

REPORT = "credit_management_portal.credit_agreement_form_action_report"
LONGEST_COMMENT = 2000
SIZE = (1024, 1024)  # a signature at most


def is_png(image):
    return image.startswith(core.PNG) and len(image) <= core.MOST_BYTES


class PrintedFor:
    """Says that server code prints this agreement for its customer: no client can send it."""

    def __init__(self, agreement_id):
        self.agreement_id = agreement_id


class CreditAgreement(models.Model):
    """The customer's side: what is signed by the link or the login, and what is kept of it."""

    _inherit = "credit.agreement"

    file_check = fields.Char(string="Check of the Files", compute="_compute_files")
    signed_name = fields.Char(string="Name of the Signed File", compute="_compute_files")
    final_name = fields.Char(string="Name of the Countersigned File", compute="_compute_files")

    @api.depends_context("lang")
    def _compute_files(self):
        for agreement in self:
            number = (agreement.name or "").replace("/", "-")
            agreement.signed_name = self.env._("%s signed.pdf", number)
            agreement.final_name = self.env._("%s countersigned.pdf", number)
            agreement.file_check = agreement._check_files() if agreement.signed_file else False

    def _check_files(self):
        agreement = self.with_context(bin_size=False)  # forms ask for sizes
        whole = all(
            self._digest_of(agreement[name]) == self[kept]
            for name, kept in (("signed_file", "signed_hash"), ("final_file", "final_hash"))
            if self[kept]
        )
        if whole and core.digest(self.content) == self.content_hash:
            return self.env._("The files are as they were signed.")
        return self.env._("A file is NOT as it was signed.")

    def _check_intact(self):
        if self._check_files() != self.env._("The files are as they were signed."):
            raise UserError(
                self.env._("The file of %(agreement)s is not as it was signed: do not sign it.", agreement=self.name)
            )

    # === SIGN === #

    def _get_signing_obstacle(self, shown, name, image):
        """Why the customer cannot sign this, as a sentence; nothing where it can."""
        found = core.obstacle(
            self.state,
            self.sign_until or None,
            self.company_id._credit_today(),
            shown,
            self.content_hash or "",
            name,
            image,
        )
        return {
            None: "",
            core.NOT_SENT: self.env._("This agreement does not wait for a signature. Load the page again."),
            core.TOO_LATE: self.env._("The time to sign this agreement is over. Please ask us to send it again."),
            core.CHANGED: self.env._("The agreement has changed since you opened it. Load the page again and read it."),
            core.NO_NAME: self.env._("Please enter your name, with 120 letters at most."),
            core.NO_SIGNATURE: self.env._("The signature is missing. Please draw or type it."),
        }[found]

    def _sign(self, shown, name, signature, ip, partner):
        """Take the customer's signature, keep the file, and let what was granted on that condition begin.

        :param shown: the digest of the text that was on the page
        :param partner: who signs, where we know: the user's contact
        :return: a sentence why not; nothing where it is signed
        """
        self.ensure_one()
        name, image = " ".join(stripped(name).split()), self._read_image(signature)
        if obstacle := self._get_signing_obstacle(stripped(shown), name, image):
            return obstacle
        # Nobody of us signs: it is written as by the system.
        agreement = self.with_user(SUPERUSER_ID).with_context(lang=self._get_lang())
        agreement._credit_by_method().write(
            {
                "state": core.SIGNED,
                "signature": base64.b64encode(image),
                "signed_by": name,
                "signed_on": fields.Datetime.now(),
                "signed_ip": stripped(ip)[:64],
            }
        )
        # Two who sign at once meet here, before anything is kept: one of them is asked again.
        agreement.flush_recordset()
        agreement._keep_file("signed_file", "signed_hash")
        agreement._log_signature(partner or agreement.partner_id)
        agreement._meet_condition()
        agreement._ask_to_countersign()
        return ""

    def _read_image(self, signature):
        """The image that was sent; nothing where it is none."""
        text = stripped(signature)
        if not text or len(text) > 2 * core.MOST_BYTES:
            return b""
        try:
            image = base64.b64decode(text, validate=True)
            # Drawn anew: what is no PNG, or hides something in one, is not kept.
            return image_process(image, SIZE, verify_resolution=True, output_format="PNG") if is_png(image) else b""
        except (binascii.Error, ValueError, OSError, UserError):
            return b""

    def _keep_file(self, name, kept):
        """Print the agreement as it stands, and keep the file and its digest for good."""
        content = self._print_file()
        self._credit_by_method().write({name: base64.b64encode(content), kept: hashlib.sha256(content).hexdigest()})
        self.flush_recordset()

    def _print_file(self):
        prints = self.env["ir.actions.report"].sudo()  # for the customer, who reads no record of ours
        prints = prints.with_context(credit_agreement_print=PrintedFor(self.id), lang=self._get_lang())
        return prints._render_qweb_pdf(REPORT, self.ids)[0]

    def _digest_of(self, file):
        return hashlib.sha256(base64.b64decode(file or b"")).hexdigest()

    def _log_signature(self, author):
        self.message_post(
            body=self.env._(
                "Signed by %(name)s from %(address)s. SHA-256 of the file: %(hash)s",
                name=self.signed_by,
                address=self.signed_ip or "–",
                hash=self.signed_hash,
            ),
            author_id=author.id,
            subtype_xmlid="mail.mt_note",
        )

    def _meet_condition(self):
        """Confirm the condition of the request by the signature; where that fails the signature stays."""
        request = self.request_id
        if not request:
            return
        self.env.cr.flush()
        try:
            with self.env.cr.savepoint():
                request.condition_ids._meet_by_agreement(self)
        except UserError as error:
            self._message_log(
                body=self.env._(
                    "The limit of %(request)s does not begin with this signature: %(why)s",
                    request=request.display_name,
                    why=str(error),
                )
            )

    def _ask_to_countersign(self):
        """Give the to-do to who approved it; else to who looks after the customer."""
        hands = self._get_hands()[self]
        there = self.approver_id._credit_there(self.company_id._credit_root()) - hands
        user = there or self._credit_successor(hands)
        if user:
            words = self.with_context(lang=user.lang)
            self.activity_schedule(
                AGREEMENT_ACTIVITY,
                user_id=user[:1].id,
                summary=words.env._("Countersign: %s", words.display_name),
            )

    # === DECLINE === #

    def _decline(self, comment, partner):
        """Note that the customer does not want it, and why.

        :return: whether it was declined
        """
        self.ensure_one()
        comment = stripped(comment)[:LONGEST_COMMENT]
        if self.state != core.SENT or not comment:
            return False
        agreement = self.with_user(SUPERUSER_ID)  # nobody of us declines
        agreement._credit_by_method().write({"state": core.DECLINED, "decline_reason": comment})
        agreement.message_post(
            body=self.env._("Declined: %s", comment),
            author_id=(partner or agreement.partner_id).id,
            partner_ids=(agreement.approver_id | agreement.author_id).partner_id.ids,
        )
        return True
