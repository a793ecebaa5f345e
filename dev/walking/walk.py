"""Goes to every stop and keeps what it read there."""

import contextlib
import json
import re
import time

import requests
from lxml import html
from provision.console import Refusal

from . import route
from .texts import BACKEND, BROKEN, PORTAL, TEXTS

START = "/odoo/credit"
TABS = ".o_notebook_headers .nav-link"
SHUT = "document.querySelectorAll('.modal .btn-close').forEach((node) => node.click())"
LINKS = "[...document.querySelectorAll('a[href]')].map((node) => node.getAttribute('href'))"
RIGHT_TO_LEFT = {"ar", "he", "fa", "ur"}
ELSEWHERE = re.compile(r"fonts\.(googleapis|gstatic)")  # what a machine without a network lacks
PORTAL_START = ("/my", "/my/home", "/my/credit", "/my/credit/agreements")
OF_OURS = re.compile(r"^/my/credit(?!.*(?:file|statement|transaction))|^/credit")


class Walk:
    """One language's walk.

    :param report: told each stop: its name, the texts, what is broken
    """

    def __init__(self, page, report, language, only=""):
        self.page, self.report, self.language, self.only = page, report, language, only
        self.right_to_left = language.partition("_")[0] in RIGHT_TO_LEFT
        self.unreached = []

    def screens(self):
        with contextlib.suppress(Refusal):  # the first page waits for the web client's files to be made
            self.page.open(START)
        self.page.wait("!!document.querySelector('.o_action_manager .o_content')", seconds=180)
        for stop in route.stops(self.page):
            if self.only in stop.name:
                self.visit(stop)

    def visit(self, stop):
        try:
            if stop.kind == "print":
                self.tell(stop.name, self.printed(stop.path))
                return
            self.act(stop)
            self.read(stop.name)
            if stop.kind == "list":
                self.menus(stop.name)
            if stop.tabs:
                self.tabs(stop.name)
        except (Refusal, requests.RequestException) as refusal:
            self.unreached.append(f"{stop.name}: {refusal}")
            self.page.open(START)
        self.page.run(SHUT)

    def act(self, stop):
        options = {"clearBreadcrumbs": True, "additionalContext": stop.context}
        if stop.view:
            options["viewType"] = stop.view
        words = f"{json.dumps(stop.action)}, {json.dumps(options)}"
        self.page.run(
            f"odoo.__WOWL_DEBUG__.root.env.services.action.doAction({words})"
            ".then(() => { window.o_told = ''; })"
            ".catch((error) => { window.o_told = '' + (error.data?.message || error); }), null"
        )
        self.page.wait("!document.querySelector('.o_loading_indicator, .o_blockUI')")
        self.page.settle(0.3)
        told = self.page.run("window.o_told")
        if told:
            raise Refusal(told)

    def menus(self, name):
        """What the search of a list offers."""
        if self.page.run("!!document.querySelector('.o_searchview_dropdown_toggler')"):
            self.page.click(selector=".o_searchview_dropdown_toggler")
            self.read(f"{name}, search")
            self.page.run("document.body.click()")

    def tabs(self, name):
        number = self.page.run(f"document.querySelectorAll({json.dumps(TABS)}).length")
        for place in range(1, number):
            self.page.run(f"document.querySelectorAll({json.dumps(TABS)})[{place}]?.click()")
            self.page.settle(0.2)
            self.read(name)

    def read(self, name):
        self.tell(name, self.page.run(TEXTS % json.dumps(BACKEND)))

    def tell(self, name, texts):
        complaints = [told for told in self.page.complaints if not ELSEWHERE.search(told)]
        broken = self.page.run(BROKEN % json.dumps(self.right_to_left)) + complaints
        self.page.complaints = []
        self.report(name, texts, broken)

    def printed(self, path):
        answer = self.page.session.get(self.page.url + path, timeout=120)
        if answer.status_code != 200:
            raise Refusal(f"HTTP {answer.status_code}")
        body = html.fromstring(answer.content)
        return [text for text in body.xpath("//body//text()[not(parent::style or parent::script)]") if text.strip()]

    # === PORTAL === #

    def portal(self, login):
        """Every page of ours that a customer finds from their own."""
        self.page.log_in(login)
        self.page.command("Network.setCookie", name="frontend_lang", value=self.language, url=self.page.url)
        self.crawl(PORTAL_START)

    def crawl(self, start):
        seen, waiting = set(), list(start)
        while waiting:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            try:
                self.page.open(path)
                time.sleep(0.2)
            except Refusal as refusal:
                self.unreached.append(f"{path}: {refusal}")
                continue
            self.tell(path, self.page.run(TEXTS % json.dumps(PORTAL)))
            waiting += [link for link in self.page.run(LINKS) if OF_OURS.match(link)]
