"""What the person at the terminal sees: steps with their progress, and refusals in one sentence."""

import contextlib
import ctypes
import errno
import os
import re
import signal
import subprocess
import sys
import threading
import time

NETWORK = "Check the network, then call again."
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
QUIET_SECONDS = 15  # without a terminal, a line this often tells that a step is alive


class Refusal(Exception):
    """Why a command cannot go on: one sentence that says what is wrong and what to do."""


@contextlib.contextmanager
def guarded():
    """Turn what may go wrong into one sentence and a non-zero exit."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        yield
    except Refusal as refusal:
        sys.exit(f"\n{refusal}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. The next call goes on from here.")
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            sys.exit(f"\nThe disk is full ({error.filename or 'while writing'}): free some space, then call again.")
        raise


def say(text):
    print(text, flush=True)


class Step:
    """A slow piece of work: its title, the seconds it takes, and where it stands.

    On a terminal one line is rewritten every second; elsewhere a line is
    printed at the start, every QUIET_SECONDS, and at the end.
    """

    def __init__(self, title):
        self.title = title
        self.where = ""
        self._over = threading.Event()
        self._tty = sys.stdout.isatty()

    def __enter__(self):
        self._start = time.monotonic()
        if not self._tty:
            say(f"· {self.title} …")
        self._ticker = threading.Thread(target=self._tick, daemon=True)
        self._ticker.start()
        return self

    def __exit__(self, kind, *_):
        self._over.set()
        self._ticker.join()
        ending = "done" if kind is None else "stopped"
        self._show(f"{'✓' if kind is None else '✗'} {self.title}: {ending} in {self._seconds()} s", last=True)

    def _seconds(self):
        return round(time.monotonic() - self._start)

    def _tick(self):
        while not self._over.wait(1 if self._tty else QUIET_SECONDS):
            self._show(f"· {self.title} … {self._seconds()} s  {self.where}")

    def _show(self, text, last=False):
        if self._tty:
            width = os.get_terminal_size().columns
            sys.stdout.write("\r\x1b[K" + text[: width - 1] + ("\n" if last else ""))
            sys.stdout.flush()
        else:
            say(text)


def run(title, command, log, meter=None, advice="Call again; what is done already is kept.", **options):
    """Run a slow command as a step: its output goes to the file ``log``.

    :param meter: pattern of the output lines that tell progress; its groups are shown
    :raises Refusal: the command failed; the sentence carries its last words
    """
    meter = re.compile(meter) if meter else None
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("env", os.environ | {"PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"})
    with Step(title) as step, log.open("a", encoding="utf-8") as record:
        record.write(f"\n$ {' '.join(map(str, command))}\n")
        last = ""
        with process(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            **options,
        ) as child:
            for line in child.stdout:
                record.write(line)
                record.flush()
                if line.strip() and ("rror" in line or "rror" not in last):
                    last = line.strip()
                found = meter.search(line) if meter else None
                step.where = " ".join(filter(None, found.groups())) if found else step.where
        if child.returncode:
            raise Refusal(f"{title}: failed ({last[:300]}). The whole output is in {log}. {advice}")


@contextlib.contextmanager
def process(command, unbroken=False, **options):
    """A child process that never outlives this one's interest in it.

    :param unbroken: the child must come to its own end: no Ctrl-C reaches it, and this call waits
    """
    options["preexec_fn"] = os.setpgrp if unbroken else die_with_parent
    child = subprocess.Popen([str(word) for word in command], **options)
    try:
        yield child
        child.wait()
    finally:
        if child.poll() is None:
            see_off(child) if unbroken else end(child)


def see_off(child):
    say("\nThis must not be cut in two: waiting for its end …")
    for _ in child.stdout or ():  # a pipe nobody reads would hold it up
        pass
    child.wait()


def end(child):
    with contextlib.suppress(PermissionError):  # sudo's children are not ours to end; they hear Ctrl-C themselves
        child.terminate()
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
    child.wait()


def die_with_parent():
    """Called in a child: end it when its parent is killed and cannot do so itself."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
