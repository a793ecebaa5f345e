"""Chromium without a window: logs in, opens pages, clicks, types, takes pictures."""

import base64
import contextlib
import json
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import requests
import websocket
from provision import browser
from provision.console import Refusal

READY = """
document.readyState === 'complete' && (!document.querySelector('body.o_web_client') ||
!!document.querySelector('.o_action_manager .o_content, .modal'))
&& !document.querySelector('.o_loading_indicator, .o_blockUI, .placeholder-glow')
"""
CLICK = """
(([selector, text]) => {
    const seen = [...document.querySelectorAll(selector)].filter((node) => node.offsetParent !== null);
    const found = text ? seen.filter((node) => node.textContent.trim() === text) : seen;
    found.at(-1)?.click();
    return found.length;
})(%s)
"""


class Chromium:
    """One page, driven through the browser's own protocol.

    :param words: what is called otherwise here than in the demonstration in English
    :param language: of its user
    """

    def __init__(self, url, words=None, language="en_US"):
        self.url, self.words, self.language = url, words or {}, language.replace("_", "-")
        self.complaints = []  # what the console and failed requests said
        self._calls = 0

    def __enter__(self):
        program = next(filter(None, map(shutil.which, browser.BROWSERS)), None)
        if not program:
            raise Refusal("There is no Chromium here: install the package chromium, then call again.")
        self._profile = tempfile.mkdtemp(prefix="credit-pictures-")
        words = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
        words += [
            f"--lang={self.language}",
            f"--accept-lang={self.language}",
            "--remote-debugging-port=0",
            "--remote-allow-origins=*",
        ]
        self._process = subprocess.Popen(
            [program, *words, f"--user-data-dir={self._profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _connect(self):
        told = Path(self._profile) / "DevToolsActivePort"
        deadline = time.monotonic() + 60
        while not told.is_file() or not told.read_text().strip():
            if time.monotonic() > deadline:
                raise Refusal("Chromium does not start: call again when the machine has less to do.")
            time.sleep(0.1)
        port = told.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=60) as answer:
            page = next(tab for tab in json.load(answer) if tab["type"] == "page")
        address = page["webSocketDebuggerUrl"]
        self._socket = websocket.create_connection(address, timeout=120, suppress_origin=True)
        for domain in ("Runtime", "Log", "Network", "Page"):
            self.command(f"{domain}.enable")

    def command(self, method, **words):
        self._calls += 1
        self._socket.send(json.dumps({"id": self._calls, "method": method, "params": words}))
        while True:
            told = json.loads(self._socket.recv())
            if told.get("id") == self._calls:
                if "error" in told:
                    raise Refusal(f"Chromium refuses {method}: {told['error'].get('message')}.")
                return told["result"]
            self._note(told)

    def _note(self, told):
        method, words = told.get("method"), told.get("params", {})
        if method == "Runtime.exceptionThrown":
            thrown = words["exceptionDetails"].get("exception", {})
            self.complaints.append(str(thrown.get("description"))[:300])
        elif method == "Log.entryAdded" and words["entry"]["level"] == "error":
            self.complaints.append(f"{words['entry']['text']} {words['entry'].get('url', '')}")

    # === WHAT A USER DOES === #

    def log_in(self, login, password=None):
        """Be this user from now on; nobody when ``login`` is empty."""
        self.command("Network.clearBrowserCookies")
        if not login:
            return
        session = requests.Session()
        page = session.get(f"{self.url}/web/login", timeout=60).text
        token = re.search(r'csrf_token"? value="([^"]+)"', page) or re.search(r'csrf_token: "([^"]+)"', page)
        form = {"login": login, "password": password or login, "csrf_token": token.group(1)}
        answer = session.post(f"{self.url}/web/login", data=form, timeout=60)
        if "/web/login" in answer.url:
            raise Refusal(f"{login} cannot log in at {self.url}.")
        for cookie in session.cookies:
            self.command("Network.setCookie", name=cookie.name, value=cookie.value, url=self.url)
        self.session = session

    def size(self, width, height, phone=False):
        words = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        self.command("Emulation.setDeviceMetricsOverride", **words)
        self.command("Emulation.setTouchEmulationEnabled", enabled=phone)

    def open(self, path):
        self.run("window.onbeforeunload = null")
        self.command("Page.navigate", url=self.url + path)
        time.sleep(0.3)
        self.wait(READY)
        self.settle()

    def wait(self, condition, seconds=40):
        deadline = time.monotonic() + seconds
        while not self.run(condition):
            if time.monotonic() > deadline:
                raise Refusal(f"The page does not come to: {condition.strip()}")
            time.sleep(0.15)

    def settle(self, seconds=0.7):
        """Until nothing on the page has changed for a moment: charts move, lists are asked for."""
        before, still = None, 0
        for _ in range(40):
            time.sleep(seconds / 3)
            now = self.run("document.documentElement.innerHTML.length + '/' + document.getAnimations().length")
            still = still + 1 if now == before else 0
            if still == 3:
                return
            before = now

    def click(self, text="", selector="button, a, .o_menu_item, .dropdown-item, .nav-link"):
        if not self.run(CLICK % json.dumps([selector, text])):
            raise Refusal(f"There is nothing to click: {text or selector}, at {self.run('location.href')}.")
        self.settle()

    def type(self, selector, text):
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self.command("Input.insertText", text=text)
        self.settle()

    # === WHAT THERE IS TO SEE === #

    def run(self, expression):
        words = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        answer = self.command("Runtime.evaluate", **words)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Refusal(f"The page answers: {details.get('exception', {}).get('description', details['text'])}")
        return answer["result"].get("value")

    def picture(self, path, selector=None):
        """Write what is seen, or the whole of one element, as PNG."""
        words = {"format": "png"}
        if selector:
            box = self.run(
                f"(r => ({{x: r.x, y: r.y, width: r.width, height: r.height}}))"
                f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
            )
            words["clip"] = box | {"scale": 1}
        Path(path).write_bytes(base64.b64decode(self.command("Page.captureScreenshot", **words)["data"]))
