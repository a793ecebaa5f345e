"""One mutant against the tests of its module: in a process of its own, which has everything else loaded already."""

import contextlib
import importlib
import importlib.abc
import importlib.util
import io
import os
import signal
import sys
import unittest

TIMEOUT = 60  # seconds; a mutant that takes longer goes round in circles
PRELOADED = ("hypothesis.strategies", "hypothesis.internal.conjecture.engine", "numpy", "dateutil.relativedelta")
KILLED, SURVIVED = 1, 0


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Lets one module be imported from another source."""

    def __init__(self, module, path, source):
        self.module, self.path, self.source = module, path, source

    def find_spec(self, name, path=None, target=None):
        return importlib.util.spec_from_loader(name, self, origin=str(self.path)) if name == self.module else None

    def exec_module(self, module):
        exec(compile(self.source, self.path, "exec"), module.__dict__)  # noqa: S102


def preload():
    for name in PRELOADED:
        importlib.import_module(name)


def start(checkout, path, tests, source):
    """Run the tests against a changed source in a child.

    :param path: of the source, from the checkout
    :param tests: names of test modules of the core
    :return: the child's process id; it ends with ``KILLED`` or ``SURVIVED``
    """
    if child := os.fork():
        return child
    outcome = KILLED
    try:
        signal.alarm(TIMEOUT)
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere), contextlib.redirect_stdout(nowhere):
            outcome = SURVIVED if passes(checkout, path, tests, source) else KILLED
    finally:
        os._exit(outcome)


def passes(checkout, path, tests, source):
    sys.path.insert(0, str(checkout))
    from conftest import import_as_folder

    for folder in ("credit_management", "credit_management/tests"):
        import_as_folder(checkout / folder)
    module = ".".join(path.with_suffix("").parts)
    sys.meta_path.insert(0, Changed(module, path, source))
    modules = [importlib.import_module(f"credit_management.tests.core.{name}") for name in tests]
    suite = unittest.TestSuite(map(unittest.defaultTestLoader.loadTestsFromModule, modules))
    return unittest.TextTestRunner(stream=io.StringIO(), failfast=True).run(suite).wasSuccessful()
