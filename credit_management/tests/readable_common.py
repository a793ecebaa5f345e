import json
import os
from pathlib import Path

from odoo.tests import HttpCase

SCREEN, PHONE = "1440x900", "390x844"
SCRIPT = (Path(__file__).parent / "readable.js").read_text()
# What Odoo draws on every page of every app, whatever the app says: its findings are Odoo's. All else is ours, also
# Odoo's own widgets where a view of ours names them.
ODOO = {
    ".o_control_panel": "breadcrumbs, search, pager and switch of views",
    ".o-mail-Form-chatter, .o-mail-ChatterContainer, .o-mail-Chatter": "the log beside a form",
    ".o_notebook_headers": "tabs: a list whose items have the role of tabs",
    ".o_optional_columns_dropdown": "the button that chooses columns, without a name",
    ".o_list_record_selector": "boxes that choose rows, without a name",
    ".o_group_header": "rows of groups: focusable without a role",
    ".o-autocomplete": "the input of a related record: its list has an id only while it is open",
    ".o_tag, .o_avatar": "tags and pictures of people: attributes, colours and pictures without a name",
    ".o_search_panel, button:has(> .oi-panel-right)": "the panel of filters beside a list, and its button",
    ".o-mail-ActivityButton, .o_kanban_mail_activity, [name=activity_ids]": "the clock of to-dos",
    ".o_statusbar_status": "steps of a document: disabled buttons with the role of a radio",
    ".o_handle_cell": "the handle that moves a row",
    ".modal-header .btn-close": "the cross of a dialog",
    ".o_select_menu": "the list of a choice: attributes of its input",
    ".o_field_binary input": "the name of a file: the label points to no input",
    ".o_data_row input[type=checkbox]": "boxes in rows, without a name",
}


class ReadableCommon(HttpCase):
    """Pages in a real browser: nothing serious that axe-core finds of our own, and no digit of an amount cut."""

    def assertReadable(self, user, pages, size=SCREEN, rules=None, digits=False):
        """Open pages of a user one after the other, every tab of them.

        :param pages: ``{name: action}``: an external id, or an action as a button would answer
        :param rules: names of those that axe-core looks at; all when left out
        :param digits: whether each of them has an amount of twelve digits, none of which may be cut
        """
        path = os.environ.get("CREDIT_AXE")
        if not path:
            self.skipTest("axe-core is missing: ./dev/test fetches it.")
        self.browser_size, self.touch_enabled = size, size == PHONE
        asked = json.dumps(
            {
                "pages": list(pages.items()),
                "odoo": [*ODOO],
                "rules": [*pages] if rules is None else rules,
                "digits": digits,
            }
        )
        try:
            self.browser_js(
                "/odoo/action-credit_management.credit_overview_action",
                f"{Path(path).read_text()};\n({SCRIPT})({asked})",
                ready="!!document.querySelector('.o_action_manager .o_credit_overview')",
                login=user.login,
                timeout=180,
            )
        except AssertionError as error:  # it repeats the whole script before it says what was found
            found = str(error).rpartition("failed\n")[2]
            raise AssertionError(f"{user.name}, {size}:\n{found}") from None

    def form(self, record, **values):
        views = [[False, "form"]]
        action = {"type": "ir.actions.act_window", "res_model": record._name, "res_id": record.id, "views": views}
        return action | values
