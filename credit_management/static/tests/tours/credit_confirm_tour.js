import { registry } from "@web/core/registry";

// Starts on the form of a quotation over the limit.
registry.category("web_tour.tours").add("credit_management_confirm", {
    steps: () => [
        {
            content: "Confirm",
            trigger: ".o_form_statusbar button[name='action_confirm']:visible",
            run: "click",
        },
        {
            content: "The reason is told",
            trigger: ".o_notification:contains('On credit hold'):contains('against a limit of')",
        },
        {
            content: "The form shows the hold",
            trigger: ".o_form_view .badge:visible:contains('On Credit Hold')",
        },
        {
            content: "and offers to ask for a release",
            trigger: "button[name='action_credit_open_request']:visible",
        },
        {
            content: "It is a quotation still",
            trigger: ".o_form_statusbar .o_arrow_button_current:contains('Quotation')",
        },
    ],
});

// Starts on a list of quotations of one customer, of which the first in order takes the whole limit.
registry.category("web_tour.tours").add("credit_management_confirm_list", {
    steps: () => [
        {
            content: "Select all",
            trigger: ".o_list_view thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Open the actions",
            trigger: ".o_cp_action_menus button:contains('Actions')",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".o-dropdown-item:contains('Confirm')",
            run: "click",
        },
        {
            content: "What was confirmed and what was not",
            trigger: ".o_notification:contains('1 went through')",
        },
    ],
});
