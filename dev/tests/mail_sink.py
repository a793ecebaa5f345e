"""A mail server that keeps what it gets: as much of SMTP as Odoo speaks, one thread a connection."""

import contextlib
import re
import socketserver
import threading
import time


class MailSink(socketserver.ThreadingTCPServer):
    """``got`` are recipient and Message-Id of every mail, in the order in which they were taken."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, delay=0.0):
        """:param delay: seconds between having a mail and saying so: who is killed then does not know"""
        super().__init__(("127.0.0.1", 0), _Session)
        self.delay, self.got, self.lock = delay, [], threading.Lock()

    @property
    def port(self):
        return self.server_address[1]

    @contextlib.contextmanager
    def running(self):
        thread = threading.Thread(target=self.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        recipients = []
        self.say(220)
        with contextlib.suppress(OSError):
            while line := self.rfile.readline().decode(errors="replace"):
                word = line[:4].upper()
                if word == "RCPT":
                    recipients.append(re.search(r"<(.*?)>", line)[1])
                if word == "DATA":
                    self.say(354)
                    self.take(recipients)
                    recipients = []
                self.say(221 if word == "QUIT" else 250)
                if word == "QUIT":
                    return

    def take(self, recipients):
        lines = []
        while (line := self.rfile.readline().decode(errors="replace")) not in (".\r\n", ""):
            lines.append(line)
        if not line:
            return  # cut off: nobody has got it
        found = re.search(r"^Message-Id:\s*(\S+)", "".join(lines), re.IGNORECASE | re.MULTILINE)
        with self.server.lock:
            self.server.got += [(recipient, found[1] if found else "") for recipient in recipients]
        time.sleep(self.server.delay)

    def say(self, code):
        self.wfile.write(f"{code} ok\r\n".encode())
