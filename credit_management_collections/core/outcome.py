"""Failure while a mail was handed to the server → whether anybody can have got it.

Only what the server itself refused, or what could not even be written down as a mail, was certainly not delivered.
Where the connection broke behind the text, it may have been: such a mail is never sent again by itself.
"""

from __future__ import annotations

import smtplib

FAILED, UNCERTAIN = ("failed", "uncertain")
REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)
# Odoo and smtplib raise these over addresses and headers, before anything is said to the server.
UNWRITTEN = (AssertionError, ValueError)


def outcome(error: BaseException) -> str:
    """FAILED where nobody can have got it, otherwise UNCERTAIN.

    :param error: what was raised; it may wrap the error of the server
    """
    one: BaseException | None = error
    while one is not None:
        if isinstance(one, (*REFUSED, *UNWRITTEN)):
            return FAILED
        one = one.__cause__ or one.__context__
    return UNCERTAIN
