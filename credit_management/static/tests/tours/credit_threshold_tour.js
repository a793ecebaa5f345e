import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("credit_management_threshold", {
    steps: () => [
        {
            content: "Open the dialog of the draft",
            trigger: ".o_form_view button[name='action_choose_threshold']",
            run: "click",
        },
        {
            content: "The curve is drawn, with a table under it",
            trigger: ".modal .o_credit_threshold:has(canvas[aria-label]) caption:contains('Late')",
        },
        {
            content: "The other rules and the naive ways stand beside it",
            trigger: ".modal .o_credit_threshold th:contains('Odoo')",
        },
        {
            content: "Choose a threshold without the mouse on the chart",
            trigger: ".modal tr[data-threshold='50'] button",
            run: "click",
        },
        {
            content: "It is the one chosen",
            trigger: ".modal tr[data-threshold='50'].table-primary",
        },
        {
            content: "Take it",
            trigger: ".modal footer button[name='action_take']",
            run: "click",
        },
        {
            content: "The rule of the draft has it",
            trigger: ".o_form_view:not(.modal) .o_data_row:contains('50')",
        },
    ],
});
