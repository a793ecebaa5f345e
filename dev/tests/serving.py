"""Real servers for tests from outside: a database of its own, so many workers, and programs that call them."""

import contextlib
import os
import signal
import xmlrpc.client

from provision import odoo_server, places
from provision.flavours import TEST


@contextlib.contextmanager
def serving(databases, name, prepare, workers=2):
    """Address and database of a server, and its log, once ``prepare`` has run in its shell."""
    name = f"{databases.prefix}test_{os.getpid()}_{name}"
    databases.clone(databases.template(TEST), name)
    databases.server.shell(name, prepare, "Preparing customers")
    port = odoo_server.free_port()
    log = places.STATE / "log" / f"{name}-server.log"
    words = ("--workers", str(workers), "--max-cron-threads", "0")
    with databases.server.serve(name, port, *words, log=log) as child:
        try:
            odoo_server.wait_until_serving(child, port, log)
            yield f"http://127.0.0.1:{port}", name, log
        finally:
            child.send_signal(signal.SIGTERM)
            with contextlib.suppress(Exception):
                child.wait(20)
    databases.drop(name)


class Client:
    """A program that works as a user, whose password is its login."""

    def __init__(self, url, database, login):
        self.database, self.login = database, login
        self.proxy = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/object", allow_none=True)
        common = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common")
        self.uid = common.authenticate(database, login, login, {})
        assert self.uid, login

    def call(self, model, method, *args, **kwargs):
        return self.proxy.execute_kw(self.database, self.uid, self.login, model, method, list(args), kwargs)
