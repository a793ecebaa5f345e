import re
from collections.abc import Callable
from dataclasses import dataclass, field
from inspect import unwrap

from odoo import http
from odoo.modules.module import get_modules

OURS = re.compile(r"odoo\.addons\.credit_management(_\w+)?\.controllers\b")
NONE = 2**31 - 1  # an id that no record has
WRITTEN = ("mail.message", "mail.activity", "ir.attachment", "payment.transaction", "credit.limit.request")


@dataclass(frozen=True)
class Door:
    """A route of ours, and how somebody else would knock at it.

    :param theirs: ``test -> [url]`` with the ids, tokens and rows of the test's customer, also guessed and expired ones
    :param absent: ``test -> [url]``, one for each of them, about what is not there
    :param data: what is posted; None for a page that is read
    :param json: whether it is a call of JSON-RPC
    :param written: models beside ``WRITTEN`` of which an attack must leave no record
    """

    theirs: Callable
    absent: Callable
    data: dict | None = None
    json: bool = False
    written: tuple = field(default=())


def routes():
    """The addresses of every addon of ours, as Odoo routes them, Odoo's own that we extend left out."""
    found = {}
    for url, endpoint in http._generate_routing_rules(sorted(get_modules()), nodb_only=False):
        method = unwrap(getattr(endpoint, "func", endpoint))
        if OURS.match(getattr(method, "__module__", "")) and not url.startswith("/web/"):
            found[url] = endpoint.routing
    return found


def same(text):
    """An answer without what differs from call to call: tokens, numbers, and what was asked for."""
    text = re.sub(r"csrf_token[^,>]*|\b[0-9a-f]{64}\b", "", text)
    return re.sub(r"\d+", "0", text)
