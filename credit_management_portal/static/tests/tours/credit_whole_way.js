import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("credit_whole_invite", {
    steps: () => [
        { content: "Invite", trigger: "button[name=action_invite]", run: "click" },
        {
            content: "Whoever reads mail there fills it in",
            trigger: ".modal .o_field_widget[name=email] input",
            run: "edit voss@larkspur.example && press Tab",
        },
        { content: "Send the link", trigger: ".modal button[name=action_apply]", run: "click" },
        {
            content: "It is with the customer",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Invited')",
        },
    ],
});

// Another analyst: who invited the customer takes nothing over into its record.
tours.add("credit_whole_assess", {
    steps: () => [
        { content: "The name differs", trigger: ".o_notebook .nav-link:contains('What Changed')", run: "click" },
        { content: "Take it over", trigger: "button[name=action_take_name]", run: "click" },
        { content: "It is taken over", trigger: ".o_form_view:not(:has(button[name=action_take_name]))" },
        { content: "Ask", trigger: "button[name=action_open_ask]", run: "click" },
        { content: "Write", trigger: ".modal .o_field_widget[name=text] textarea", run: "edit Who owns the rest?" },
        { content: "Send it", trigger: ".modal button[name=action_apply]", run: "click" },
        { content: "It is with the customer", trigger: ".o-mail-Message:contains('Who owns the rest')" },
        { content: "Go on", trigger: "button[name=action_assess]", run: "click" },
        { content: "The proposal", trigger: ".o_notebook .nav-link:contains('Proposal')", run: "click" },
        {
            content: "Grant what was asked for",
            trigger: ".o_field_widget[name=limit_amount] input",
            run: "edit 15000 && press Tab",
        },
        {
            content: "Say why",
            trigger: ".o_field_widget[name=difference_reason] textarea",
            run: "edit The references are good",
        },
        { content: "Submit", trigger: "button[name=action_submit]", run: "click" },
        {
            content: "It waits for a manager",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Submitted')",
        },
    ],
});

tours.add("credit_whole_approve", {
    steps: () => [
        { content: "Approve it", trigger: "button[name=action_open_approve]", run: "click" },
        { content: "It says once more what changes", trigger: ".modal .o_credit_difference:contains('15,000.00')" },
        { content: "Confirm", trigger: ".modal button[name=action_apply]", run: "click" },
        { content: "It is approved", trigger: ".o_statusbar_status .o_arrow_button_current:contains('Approved')" },
    ],
});

tours.add("credit_whole_pay", {
    steps: () => [
        {
            content: "What was ordered is used",
            trigger: ".o_my_credit_verdict:contains('You can order for $ 14,600.00 more on account.')",
        },
        { content: "Choose the invoice", trigger: ".o_my_credit_items input[name=items]", run: "check" },
        { content: "Pay it", trigger: ".o_my_credit_pay", run: "click", expectUnloadPage: true },
        { content: "Name a card", trigger: "input[name='customer_input']", run: "edit 4242424242424242" },
        {
            content: "Pay",
            trigger: "button[name='o_payment_submit_button']:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "Paid", trigger: ".o_my_credit_done:contains('Thank you for your payment')" },
        { content: "It can order for all of it again", trigger: ".o_my_credit_verdict:contains('$ 15,000.00 more')" },
        { content: "Ask for more", trigger: "summary:contains('Ask for more')", run: "click" },
        { trigger: "#more_amount", run: "edit 20000" },
        { trigger: "#more_text", run: "edit We open a second shop" },
        { trigger: "form[action$='/more'] button[type=submit]", run: "click", expectUnloadPage: true },
        { content: "It waits", trigger: ".o_my_credit_requests:contains('We are looking at it')" },
    ],
});
