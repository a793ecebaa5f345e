import { registry } from "@web/core/registry";

// Starts on the account of a customer with an e-mail address.
registry.category("web_tour.tours").add("credit_management_send", {
    steps: () => [
        {
            content: "Send the statement",
            trigger: "button[name='action_send_statement']:visible",
            run: "click",
        },
        {
            content: "The mail is written, with the statement attached",
            trigger: ".modal:contains('Please find attached'):contains('Statement of account - Ann')",
        },
        {
            content: "Send it",
            trigger: ".modal .o_mail_send, .modal button[name='action_send_mail']",
            run: "click",
        },
        {
            content: "It is noted on the account",
            trigger: "body:not(:has(.modal)) .o-mail-Message:contains('Please find attached')",
        },
    ],
});

// Starts on a list of two accounts, of which one customer has no address.
registry.category("web_tour.tours").add("credit_management_send_many", {
    steps: () => [
        {
            content: "Select all",
            trigger: ".o_list_view thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Send their statements",
            trigger: ".o_control_panel button[name='action_send_statement'], .o_list_view button[name='action_send_statement']",
            run: "click",
        },
        {
            content: "Who has no address is named",
            trigger: ".modal .alert-warning:contains('Carl')",
        },
        {
            content: "Who has one is listed",
            trigger: ".modal .o_data_row:contains('ann@example.com')",
        },
        {
            content: "Send",
            trigger: ".modal button[name='action_send']",
            run: "click",
        },
        {
            content: "What was sent and what was not",
            trigger: ".o_notification:contains('Statements on their way: 1'):contains('Carl')",
        },
    ],
});
