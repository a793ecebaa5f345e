import { registry } from "@web/core/registry";

const say = (sentence) => [
    {
        content: "Say why",
        trigger: ".modal .o_field_widget[name='justification'] textarea",
        run: `edit ${sentence}`,
    },
    {
        content: "Send it",
        trigger: ".modal button[name='action_apply']:visible",
        run: "click",
    },
];

// Starts on the form of a quotation on hold.
registry.category("web_tour.tours").add("credit_management_asked", {
    steps: () => [
        {
            content: "Ask for a release",
            trigger: "button[name='action_credit_open_request']:visible:contains('Ask for Release')",
            run: "click",
        },
        ...say("They pay tomorrow"),
        {
            content: "The form says that it was asked for, and whom it waits for",
            trigger: "body:not(:has(.modal)) .o_form_view .badge:visible:contains('Release Asked For')",
        },
        {
            content: "in the banner, too",
            trigger: ".o_form_view .alert:contains('asked for a release on'):contains('It waits for')",
        },
        {
            content: "Add to the request",
            trigger: "button[name='action_credit_open_request']:visible:contains('Add to Request')",
            run: "click",
        },
        {
            content: "What has been said is shown",
            trigger: ".modal .o_field_widget[name='said']:contains('They pay tomorrow')",
        },
        ...say("The bank confirms it"),
        {
            content: "It waits as before",
            trigger: "body:not(:has(.modal)) .o_form_view .badge:visible:contains('Release Asked For')",
        },
    ],
});
