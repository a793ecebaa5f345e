import { registry } from "@web/core/registry";

// A customer sees how it stands, pays one of its invoices, asks for more and reports a problem.
registry.category("web_tour.tours").add("credit_my_credit", {
    steps: () => [
        {
            content: "The card on the customer's home",
            trigger: "a[href='/my/credit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It says first what can be ordered",
            trigger: ".o_my_credit_verdict:contains('You can order for $ 700.00 more on account.')",
        },
        {
            trigger: ".o_my_credit_overdue:contains('$ 200.00 is overdue')",
        },
        {
            content: "Choose what is overdue",
            trigger: ".o_my_credit_items tr:contains('days overdue') input[name=items]",
            run: "check",
        },
        {
            content: "Pay it",
            trigger: ".o_my_credit_pay",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_my_credit_total:contains('200.00')",
        },
        {
            content: "Name a card",
            trigger: "input[name='customer_input']",
            run: "edit 4242424242424242",
        },
        {
            content: "Pay",
            trigger: "button[name='o_payment_submit_button']:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Back on the page",
            trigger: ".o_my_credit_done:contains('Thank you for your payment')",
        },
        {
            content: "Nothing is overdue any more",
            trigger: "body:not(:has(.o_my_credit_overdue)) .o_my_credit_verdict:contains('$ 900.00 more')",
        },
        {
            content: "Ask for more",
            trigger: "summary:contains('Ask for more')",
            run: "click",
        },
        {
            trigger: "#more_amount",
            run: "edit 5000",
        },
        {
            trigger: "#more_text",
            run: "edit We open a second shop",
        },
        {
            trigger: "form[action$='/more'] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It waits, and is not asked for twice",
            trigger: ".o_my_credit_requests:contains('We are looking at it')",
        },
        {
            trigger: "body:not(:has(#more_amount)) summary:contains('Report a problem')",
            run: "click",
        },
        {
            trigger: "#problem_text",
            run: "edit Two lamps are broken",
        },
        {
            trigger: "form[action$='/problem'] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_my_credit_done:contains('We have your message')",
        },
    ],
});
