from odoo import http
from odoo.http import content_disposition, request

from ..core import application as core
from ..core import upload
from .application_page import HEADERS, TEXT_BYTES, ApplicationPage

BASE = "/credit/application/<string(minlength=16):token>"  # what is shorter is no link of ours, not even a part
FILE_BYTES = upload.MOST_BYTES + TEXT_BYTES
PUBLIC = {"type": "http", "auth": "public", "website": True, "multilang": False, "sitemap": False}
POSTS = {**PUBLIC, "methods": ["POST"], "max_content_length": TEXT_BYTES}
UPLOADS = {**POSTS, "max_content_length": FILE_BYTES}


class Application(ApplicationPage):
    """The pages behind a personal link: plain forms that work without scripts, each saved as it is sent."""

    # === READING === #

    @http.route(BASE, methods=["GET"], **PUBLIC)
    def show(self, token, **query):
        """The first page, the step reached, or how it stands."""
        application, refused = self._find(token)
        if refused:
            return refused
        if application.state == "invited":
            return self._render("credit_management_portal.application_start", {"application": application})
        if application.state == "filling":
            return self._redirect(application._get_path(application.step or core.COMPANY))
        return self._show_status(application, query.get("said"))

    def _show_status(self, application, said=None, fault=""):
        values = {"application": application, "said": said == "1", "fault": fault}
        return self._render("credit_management_portal.application_status", values)

    @http.route(f"{BASE}/<string:step>", **{**POSTS, "methods": ["GET", "POST"]})
    def open_step(self, token, step, **params):
        """Show a step, or keep what was typed there."""
        is_posted = request.httprequest.method == "POST"
        application, refused = self._find(token, posts=is_posted)
        if refused:
            return refused
        if step not in core.STEPS or application.state != "filling":
            return self._redirect(application._get_path())
        if is_posted:
            return self._save(application, step, params)
        saved, checked = (params.get(name) == "1" for name in ("saved", "checked"))
        return self._show_step(application, step, saved=saved, checked=checked)

    def _show_step(self, application, step, **values):
        faults = values.pop("file_faults", [])
        values = {
            "application": application,
            "step": step,
            "steps": core.STEPS,
            "names": application._get_step_names(),
            "progress": core.progress(step),
            "file_faults": faults,
            "typed": step in core.SENT_STEPS,
            "saved": False,
            "checked": False,
            "consent_fault": False,
            "ticked": False,
            "most_letters": core.MOST_LETTERS,
            **values,
        }
        return self._render("credit_management_portal.application_step", values)

    @http.route(f"{BASE}/template", methods=["GET"], **PUBLIC)
    def download_template(self, token, **_query):
        """The workbook to fill in."""
        application, refused = self._find(token)
        if refused:
            return refused
        name = content_disposition(request.env._("Financial Statements.xlsx"))
        headers = {**HEADERS, "Content-Type": upload.XLSX, "Content-Disposition": name}
        return request.make_response(application._get_template(), list(headers.items()))

    # === FILLING IN === #

    @http.route(f"{BASE}/start", **POSTS)
    def start(self, token, contact="", amount="", **_post):
        application, refused = self._find(token, posts=True)
        if refused:
            return refused
        if core.clean(contact):
            application._start(contact, amount)
        return self._redirect(application._get_path())

    def _save(self, application, step, post):
        """Keep a step as it was typed; go on where nothing is wrong with it."""
        if step == core.CONSENT:
            return self._save_consent(application, post)
        return self._leave(application, step, post.get("go"), bool(application._save(step, post)))

    def _leave(self, application, step, go, has_faults=False):
        """Where a button of a step leads, once everything is kept."""
        if go in core.STEPS:
            return self._redirect(application._get_path(go))
        if go == "rows":
            return self._redirect(application._get_path(step))
        if go == "later":
            return self._redirect(application._get_path(step) + "?saved=1")
        return self._redirect(
            application._get_path(step if has_faults else core.following(step)) + "?checked=1" * has_faults
        )

    def _save_consent(self, application, post):
        """Agree by the button alone; the name that was typed stays on every way, the tick only where it is refused."""
        name, go, ticked = post.get(core.CONSENT_NAME), post.get("go", "next"), post.get("consent") == "yes"
        if go == "next" and ticked and core.clean(name):
            application._consent(name, request.httprequest.remote_addr)
            return self._redirect(application._get_path(core.REVIEW))
        application._keep_consent_name(name)
        if go != "next":
            return self._leave(application, core.CONSENT, go)
        return self._show_step(application, core.CONSENT, consent_fault=True, ticked=ticked)

    @http.route(f"{BASE}/send", **POSTS)
    def send(self, token, **_post):
        application, refused = self._find(token, posts=True)
        if refused:
            return refused
        if application.state == "filling" and not application._send():
            return self._redirect(application._get_path(core.REVIEW))
        return self._redirect(application._get_path())

    @http.route(f"{BASE}/withdraw", **POSTS)
    def withdraw(self, token, sure="", **_post):
        application, refused = self._find(token, posts=True)
        if refused:
            return refused
        if sure == "yes":
            application._withdraw()
            if application.anonymised_on:  # the link is gone with the data
                return self._render("credit_management_portal.application_withdrawn", {})
        return self._redirect(application._get_path())

    # === DOCUMENTS AND MESSAGES === #

    @http.route(f"{BASE}/file", **UPLOADS)
    def add_file(self, token, file=None, go="", **_post):
        """Keep a document; a file that was chosen goes along on every way off the step."""
        application, refused = self._find(token, posts=True)
        if refused:
            return refused
        if go and application.state == "filling" and not self._is_chosen(file):
            return self._leave(application, core.DOCUMENTS, go)
        fault, _file = application._add_file(*self._read_file(file))
        if application.state != "filling":
            return self._show_status(application, fault=fault)
        if go and not fault:
            return self._leave(application, core.DOCUMENTS, go)
        return self._show_step(application, core.DOCUMENTS, file_faults=[fault] if fault else [])

    @http.route(f"{BASE}/statement", **UPLOADS)
    def add_statement(self, token, file=None, go="", **post):
        """Keep the figures that were typed and the workbook that was chosen, whichever button was pressed."""
        application, refused = self._find(token, posts=True)
        if refused:
            return refused
        if application.state != "filling":
            return self._redirect(application._get_path())
        has_faults = bool(application._save(core.FIGURES, post))
        faults = []
        if self._is_chosen(file) or not go:
            faults = application._add_statement(*self._read_file(file))
        if go and not faults:
            return self._leave(application, core.FIGURES, go, has_faults)
        return self._show_step(application, core.FIGURES, file_faults=faults)

    @http.route(f"{BASE}/remove", **POSTS)
    def remove_file(self, token, number="", **_post):
        application, refused = self._find(token, posts=True)
        if refused:
            return refused
        place = core.clean(number)
        if place.isdecimal() and len(place) < 3:
            application._remove_file(int(place))
        return self._redirect(application._get_path(core.DOCUMENTS))

    @http.route(f"{BASE}/message", **POSTS)
    def write_message(self, token, text="", **_post):
        application, refused = self._find(token, posts=True)
        if refused:
            return refused
        said = application._write_to_us(text)
        return self._redirect(application._get_path() + "?said=1" * said)

    def _is_chosen(self, file):
        return bool(getattr(file, "filename", ""))

    def _read_file(self, file):
        """Name and content of an upload; no more of it than is taken, and one byte."""
        if not hasattr(file, "read"):
            return "", b""
        return file.filename or "", file.read(upload.MOST_BYTES + 1)
