import { registry } from "@web/core/registry";

// Starts on the account of a customer; the salesperson asks.
registry.category("web_tour.tours").add("credit_management_limit_request", {
    steps: () => [
        {
            content: "Ask for another limit",
            trigger: "button[name='action_request_limit']:visible",
            run: "click",
        },
        {
            content: "The amount",
            trigger: ".o_field_widget[name='amount'] input",
            run: "edit 20000",
        },
        {
            content: "Why",
            trigger: ".o_field_widget[name='reason'] textarea",
            run: "edit Orders of spring",
        },
        {
            content: "Submit it",
            trigger: "button[name='action_submit']:visible",
            run: "click",
        },
        {
            content: "Two decisions are asked for",
            trigger: ".o_form_view .badge:contains('0 of 2')",
        },
    ],
});

// Starts on the request; the first manager agrees in one click.
registry.category("web_tour.tours").add("credit_management_limit_request_first", {
    steps: () => [
        {
            content: "What changes is told first",
            trigger: ".o_field_widget[name='difference']:contains('20,000.00')",
        },
        {
            content: "Approve",
            trigger: "button[name='action_approve']:visible",
            run: "click",
        },
        {
            content: "One more is asked for, and not this manager",
            trigger: ".o_form_view .badge:contains('1 of 2')",
        },
        {
            content: "A line says who may",
            trigger: ".o_form_view .alert:contains('has decided on a step')",
        },
    ],
});

// Starts on the list; the substitute of the absent second manager finds it, and decides.
registry.category("web_tour.tours").add("credit_management_limit_request_second", {
    steps: () => [
        {
            content: "It waits for the substitute",
            trigger: ".o_list_view .o_data_row .o_data_cell:contains('Buyer')",
            run: "click",
        },
        {
            content: "Approve",
            trigger: ".o_form_view button[name='action_approve']:visible",
            run: "click",
        },
        {
            content: "It holds",
            trigger: ".o_form_view .ribbon:contains('In Force')",
        },
    ],
});
