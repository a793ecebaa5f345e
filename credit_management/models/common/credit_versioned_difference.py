from markupsafe import Markup

from odoo import models
from odoo.fields import Domain

from .day import format_day, format_moment
from .number import format_number

# Fields of Odoo's own, and those that say where a row stands or belongs rather than what it decides.
ASIDE = {"id", "create_uid", "create_date", "write_uid", "write_date", "display_name", "hand_ids"}


class CreditVersioned(models.AbstractModel):
    """What a version changes against the one it follows: published, it goes into the log."""

    _inherit = "credit.versioned"

    def _describe_difference(self):
        """The changes against the version that governs until this one begins, for the log."""
        self.ensure_one()
        before = self._get_predecessor()
        if not before:
            return self.env._("It is the first version in force.")
        lines = self.sudo()._compare(before.sudo())  # what a rule names need not be in sight of who publishes it
        if not lines:
            return self.env._("It says the same as %(version)s.", version=before.display_name)
        items = Markup().join(Markup("<li>{}</li>").format(line) for line in lines)
        title = self.env._("Changed since %(version)s:", version=before.display_name)
        return Markup("{}<ul>{}</ul>").format(title, items)

    def _get_predecessor(self):
        # Versions out of sight govern, too.
        same = self.sudo()._get_published(Domain(self._versions_share, "=", self[self._versions_share].id))
        return (same - self.sudo())._get_governing(self.valid_from or self._get_today()).with_env(self.env)

    def _compare(self, before):
        """What is otherwise than in another version, field by field and row by row, in words."""
        names = sorted(self._get_drafted_fields() - {"valid_from", "note"})
        lines = []
        for name in names:
            field = self._fields[name]
            label = field._description_string(self.env)
            if field.type == "one2many":
                lines += self._compare_rows(label, before[name], self[name])
            elif (old := before._get_words(name)) != (new := self._get_words(name)):
                lines.append(f"{label}: {old} → {new}")
        return lines

    def _get_words(self, name):
        return _words(self, self._fields[name])

    def _compare_rows(self, label, before, now):
        """Rows of one name are the same row; those below a row are part of it."""
        old, new = _rows(before), _rows(now)
        lines = [self.env._("%(list)s: “%(row)s” left out", list=label, row=name) for name in old.keys() - new.keys()]
        for name, values in new.items():
            if name not in old:
                lines.append(
                    self.env._("%(list)s: “%(row)s” added: %(values)s", list=label, row=name, values=_join(values))
                )
            elif changed := {
                key: (old[name].get(key, "–"), text) for key, text in values.items() if old[name].get(key) != text
            }:
                texts = ", ".join(f"{key} {was} → {text}" for key, (was, text) in changed.items())
                lines.append(self.env._("%(list)s: “%(row)s”: %(changes)s", list=label, row=name, changes=texts))
        return lines


def _join(values):
    return ", ".join(f"{label} {text}" for label, text in values.items())


def _rows(records):
    """Each row by its name, a second one of a name numbered: ``{name: {label: text}}``."""
    found = {}
    for record in records:
        name, number = record.display_name or "–", 1
        while name in found:
            number += 1
            name = f"{record.display_name} ({number})"
        found[name] = _values(record)
    return found


def _values(record):
    """What a row says, without what is empty: ``{label: text}``."""
    found = {}
    for name, field in record._fields.items():
        if name in ASIDE or not field.store or field.related:
            continue
        if field.type == "many2one" and name == getattr(record, "_whole", "policy_id"):
            continue
        label = field._description_string(record.env)
        if field.type == "one2many":
            if rows := _rows(record[name]):
                found[label] = "; ".join(f"{row}: {_join(values)}" for row, values in rows.items())
        elif record[name]:
            found[label] = _words(record, field)
    return found


def _words(record, field):
    """A value as a person reads it."""
    value = record[field.name]
    if field.type == "boolean":
        return record.env._("yes") if value else record.env._("no")
    if field.type in ("many2one", "many2many"):
        return ", ".join(value.mapped("display_name")) or "–"
    if field.type == "selection":
        return dict(field._description_selection(record.env)).get(value, "–")
    if field.type in ("float", "monetary"):
        return format_number(record.env, value)
    if field.type == "date":
        return format_day(record.env, value) or "–"
    if field.type == "datetime":
        return format_moment(record.env, value) or "–"
    return str(value) if value or value == 0 else "–"
