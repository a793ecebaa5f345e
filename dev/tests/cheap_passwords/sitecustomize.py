"""Passwords of test users, hashed and checked at once: half a second of work each time proves nothing here.

Python reads this as it starts, in every Odoo that these tests start (conftest.py). Odoo's own tests do the same in
their process.
"""

import contextlib


def hash_cheaply():
    from passlib.context import CryptContext

    init = CryptContext.__init__

    def cheap(self, *args, **kwargs):
        if "pbkdf2_sha512__rounds" in kwargs:
            kwargs["pbkdf2_sha512__rounds"] = 1
        init(self, *args, **kwargs)

    CryptContext.__init__ = cheap


with contextlib.suppress(ImportError):  # a Python without Odoo's packages
    hash_cheaply()
