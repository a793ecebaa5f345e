"""Days as people read them, with the month in letters: 11/10/2026 is another day on the other side of an ocean."""

from datetime import datetime

from babel.dates import format_date, format_skeleton

from odoo import fields
from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse

from .number import format_number

DAY_FIRST, LONG = "d MMM y", "d MMMM y"


def format_day(env, day, language=None):
    """The day in the language of the context, or in ``language``: day, month in letters, year, or as there."""
    if not day:
        return ""
    if isinstance(day, datetime):
        day = fields.Datetime.context_timestamp(env.user, day)  # as Odoo does: where the reader is
    locale = babel_locale_parse(get_lang(env, language).code)
    return format_date(fields.Date.to_date(day), _pattern(locale), locale=locale)


def count_days(env, days):
    """So many days in words: one is no "1 days"."""
    return env._("1 day") if round(days) == 1 else env._("%s days", format_number(env, days, most=0))


def format_moment(env, moment):
    """The day, and the time where the reader is."""
    if not moment:
        return ""
    return f"{format_day(env, moment)} {fields.Datetime.context_timestamp(env.user, moment):%H:%M}"


def format_month(env, day):
    """The month in letters and the year, as the language of the context writes them: May 2026, 2026年5月."""
    locale = babel_locale_parse(get_lang(env).code)
    return format_skeleton("yMMM", day, locale=locale)


def _pattern(locale):
    """The language's own notation where it has the month in letters and begins with the day or the year."""
    own = locale.datetime_skeletons.get("yMMMd")
    own = own.pattern if own else DAY_FIRST
    if "月" in own:
        return own
    if "MMM" not in own:
        return LONG
    return DAY_FIRST if own.startswith("M") else own
