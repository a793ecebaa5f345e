import { registry } from "@web/core/registry";

const AWAITS = ".o_credit_awaits_approval:contains('awaits our approval')";

// Both start on the portal page of a quotation that goes on hold once the customer accepts it.
registry.category("web_tour.tours").add("credit_management_sign", {
    steps: () => [
        {
            content: "Accept",
            trigger: "#sale_order_sidebar_button a:contains('Sign'), a:contains('Accept & Sign')",
            run: "click",
        },
        {
            content: "Write one's name",
            trigger: ".modal .o_web_sign_name_and_signature input",
            run: "edit Joel Willis",
        },
        {
            trigger: ".modal canvas.o_web_sign_signature",
            run: "canvasNotEmpty",
        },
        {
            content: "Sign",
            trigger: ".modal .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The signature has arrived",
            trigger: "#quote_content:contains('Your order has been signed')",
        },
        {
            content: "and somebody looks at the order",
            trigger: AWAITS,
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_pay", {
    steps: () => [
        {
            content: "Accept",
            trigger: "a[data-bs-target='#modalaccept']:visible",
            run: "click",
        },
        {
            content: "Name a card",
            trigger: ".modal input[name='customer_input']",
            run: "edit 4242424242424242",
        },
        {
            content: "Pay",
            trigger: ".modal button[name='o_payment_submit_button']:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Back at the order: somebody looks at it",
            trigger: AWAITS,
        },
    ],
});
