import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("credit_agreement_sent", {
    steps: () => [
        {
            content: "It says what will be signed",
            trigger: ".o_field_widget[name=limit_text]:contains('10,000.00')",
        },
        {
            content: "Send it to the customer",
            trigger: "button[name=action_send]",
            run: "click",
        },
        {
            content: "It waits for the signature",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Awaiting Signature')",
        },
    ],
});

const sign = () => [
    {
        content: "Go to the signature",
        trigger: "#credit_agreement a[href='#sign']",
        run: "click",
    },
    {
        content: "Enter the name: the place to sign appears",
        trigger: ".o_web_sign_name_and_signature input[name=signer]",
        run: "edit J",
    },
    {
        trigger: "canvas.o_web_sign_signature",
    },
    {
        content: "The whole name is drawn as a signature",
        trigger: ".o_web_sign_name_and_signature input[name=signer]",
        run: "edit Jo Buyer",
    },
    {
        content: "It is drawn",
        trigger: "canvas.o_web_sign_signature",
        run: "canvasNotEmpty",
    },
    {
        content: "Sign",
        trigger: ".o_portal_sign_submit:enabled",
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "The signature was received",
        trigger: ".alert-success:contains('Your signature was received')",
    },
    {
        content: "The digest of the file is shown",
        trigger: "#credit_agreement_signed code",
    },
];

tours.add("credit_agreement_signed", {
    steps: () => [
        {
            content: "The limit is in the text",
            trigger: "#credit_agreement section:contains('10,000.00')",
        },
        ...sign(),
    ],
});

tours.add("credit_whole_sign", { steps: sign });

tours.add("credit_agreement_countersigned", {
    steps: () => [
        {
            content: "The customer has signed, and the file is as it was signed",
            trigger: ".o_field_widget[name=file_check]:contains('as they were signed')",
        },
        {
            content: "Countersign",
            trigger: "button[name=action_countersign]",
            run: "click",
        },
        {
            content: "Both have signed",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Countersigned')",
        },
    ],
});
