import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import SQL, format_amount

from .day import format_day, format_moment
from .number import format_number

# Where the web client sends what its buttons do, and dialogs of its own.
WEB_CLIENT = "/web/dataset/"


def is_web_client():
    """Whether this call is the web client's: somebody decides on a screen, not a program on what it has read."""
    return bool(request) and request.httprequest.path.startswith(WEB_CLIENT)


def read_sent(context):
    """The figures a client says it showed: ``{document: {label: text}}``; nothing where it sent something else."""
    try:
        sent = json.loads(context.get("credit_shown") or "{}")
    except (TypeError, ValueError):
        return {}
    return {key: shown for key, shown in sent.items() if isinstance(shown, dict)} if isinstance(sent, dict) else {}


class CreditShown(models.AbstractModel):
    """A document that is decided on as it was shown.

    A button calls its method with the id of a record, not with what the person has read. So views send the figures
    they showed with every decision, and a decision about others is refused. It protects those who decide from what
    others change meanwhile, and it weakens nothing for who forges it: authority and hands are asked on the document
    as it is. The web client must send them. A program (XML-RPC, JSON) may: without, it decides on the document as it
    is, for it has shown nothing to anybody.
    """

    _name = "credit.shown"
    _description = "Document Decided on as Shown"

    shown = fields.Char(compute="_compute_shown", export_string_translation=False)

    @api.depends_context("uid", "lang")
    def _compute_shown(self):
        for document in self:
            document.shown = document._origin._read_shown()

    @api.model
    def _get_shown_fields(self):
        """The names of the fields a decision is about."""
        return []

    def _read_shown(self):
        """The figures of these documents as they are shown, for a client to send back."""
        return json.dumps({str(document): document._get_shown() for document in self})

    def _get_shown(self):
        """The figures of this document, as far as the user may read them: ``{label: text}``."""
        self.ensure_one()
        fields_shown = [self._fields[name] for name in self._get_shown_fields()]
        return {
            field._description_string(self.env): self._get_shown_text(field)
            for field in fields_shown
            if self._has_field_access(field, "read")
        }

    def _get_shown_text(self, field):
        value = self[field.name]
        if field.type in ("one2many", "many2many"):
            # A digest gives nothing of the rows away, hence sudo.
            return hashlib.sha256(json.dumps(self._read_rows(value.sudo()), default=str).encode()).hexdigest()
        if field.type == "many2one":
            return value.display_name or "–"
        if field.type == "monetary":
            return format_amount(self.env, value, self[field.get_currency_field(self)] or self.env.company.currency_id)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "–")
        if field.type == "date":
            return format_day(self.env, value) or "–"
        if field.type == "datetime":
            return format_moment(self.env, value) or "–"
        if field.type == "float":
            return format_number(self.env, value, most=6) if value else "–"
        return str(value or "–")

    @api.model
    def _read_rows(self, rows):
        """The content of rows and of the rows below them."""
        names = [name for name, one in rows._fields.items() if one.store and name not in ("write_date", "write_uid")]
        below = [name for name in names if rows._fields[name].type == "one2many"]
        files = [name for name in names if rows._fields[name].type == "binary" and rows._fields[name].column_type]
        content = rows.sorted("id").read([name for name in names if name not in below + files], load=None)
        return [content, self._read_digests(rows, files), *(self._read_rows(rows[name]) for name in below)]

    @api.model
    def _read_digests(self, rows, names):
        """Digests of files: forms read a file as its size, buttons would read it whole, and lists those of all."""
        if not names or not rows:
            return []
        digests = [SQL("md5(%s)", SQL.identifier(name, to_flush=rows._fields[name])) for name in names]
        return self.env.execute_query(
            SQL(
                "SELECT id, %s FROM %s WHERE id IN %s ORDER BY id",
                SQL(", ").join(digests),
                SQL.identifier(rows._table),
                tuple(rows.ids),
            )
        )

    def _check_shown(self):
        """Refuse to decide on other figures than the client showed, or on a screen that showed none."""
        sent = read_sent(self.env.context)
        for document in self:
            before, now = sent.get(str(document)), document._get_shown()
            if not before and is_web_client():
                raise UserError(
                    self.env._(
                        "%(document)s was not shown with its figures. Open it, look at it, then decide.",
                        document=document.display_name,
                    )
                )
            if before and before != now:
                raise UserError(
                    self.env._(
                        "%(document)s has changed since you opened it: %(changes)s. Look again, then decide.",
                        document=document.display_name,
                        changes=document._describe_changes(before, now),
                    )
                )

    def _describe_changes(self, before, now):
        lists = {
            self._fields[name]._description_string(self.env)
            for name in self._get_shown_fields()
            if self._fields[name].type in ("one2many", "many2many")
        }
        return ", ".join(
            f"“{label}”" if label in lists else f"“{label}”: {before.get(label, '–')} → {text}"
            for label, text in now.items()
            if before.get(label) != text
        )


class CreditShownDialog(models.AbstractModel):
    """A dialog that asks for a reason or terms, and then decides on documents as they were when it was opened."""

    _name = "credit.shown.dialog"
    _description = "Dialog that Decides as Shown"
    # The field that leads to the documents.
    _decides_on = ""

    shown = fields.Char(compute="_compute_shown", store=True, readonly=False)

    @api.depends(lambda self: [self._decides_on] if self._decides_on else [])
    def _compute_shown(self):
        """The figures of the form or list that opened the dialog; now, of documents chosen in the dialog itself."""
        sent = read_sent(self.env.context)
        for dialog in self:
            now = json.loads(dialog[self._decides_on]._origin._read_shown())
            dialog.shown = json.dumps({document: sent.get(document, shown) for document, shown in now.items()})

    def _get_decided(self):
        """The documents, to be decided on as they were shown."""
        return self[self._decides_on].with_context(credit_shown=self.shown)
