import { registry } from "@web/core/registry";

const page = (name) => ({
    content: `Open the page ${name}`,
    trigger: `.o_notebook .nav-link:contains('${name}')`,
    run: "click",
});
const judgement = ".o_data_row:has(td[name='name']:contains('Management'))";

registry.category("web_tour.tours").add("credit_management_assess", {
    steps: () => [
        {
            content: "Assess the customer",
            trigger: "button[name='action_assess']",
            run: "click",
        },
        {
            content: "It is scored at once, and says why it is not better",
            trigger: ".o_field_widget[name='explanation']:contains('Why')",
        },
        page("Criteria"),
        {
            content: "A bar for each criterion",
            trigger: ".o_credit_chart .bg-success",
        },
        {
            content: "Judge the management",
            trigger: `${judgement} td[name='judged']`,
            run: "click",
        },
        {
            content: "Eighty points",
            trigger: `${judgement} td[name='judged'] input`,
            run: "edit 80",
        },
        {
            content: "And why",
            trigger: `${judgement} td[name='reason'] input`,
            run: "edit They know their trade && press Tab",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The judgement counts",
            trigger: `.o_form_saved ${judgement} td[name='points']:contains('100')`,
        },
        page("Proposal"),
        {
            content: "Every method gives a figure, and one is chosen",
            trigger: ".o_field_widget[name='method_ids'] .o_data_row:contains('Chosen')",
        },
        {
            content: "Grant less than was computed",
            trigger: ".o_field_widget[name='limit_amount'] input",
            run: "edit 25 && press Tab",
        },
        {
            content: "Submit without a reason",
            trigger: "button[name='action_submit']",
            run: "click",
        },
        {
            content: "It is refused in one sentence",
            trigger: ".modal-body:contains('differs from what was computed'):contains('Limit')",
        },
        {
            content: "Close the message",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".o_field_widget[name='difference_reason'] textarea",
            run: "edit We begin small",
        },
        {
            content: "Submit",
            trigger: "button[name='action_submit']",
            run: "click",
        },
        {
            content: "It waits for a manager",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Submitted')",
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_approve_assessment", {
    steps: () => [
        {
            content: "Open the assessment to be decided",
            trigger: ".o_data_row:contains('Assessed') td[name='partner_id']",
            run: "click",
        },
        {
            content: "Approve it",
            trigger: "button[name='action_open_approve']",
            run: "click",
        },
        {
            content: "It says once more what changes",
            trigger: ".modal .o_credit_difference:contains('25.00')",
        },
        {
            content: "Confirm",
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "It is approved",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Approved')",
        },
        {
            content: "Compute it again from its frozen inputs",
            trigger: "button[name='action_recompute']",
            run: "click",
        },
        {
            content: "It is the same",
            trigger: ".o_notification:contains('It is the same')",
        },
        {
            content: "Open the account",
            trigger: "button[name='action_open_account']",
            run: "click",
        },
        {
            content: "The limit is in force",
            trigger: ".o_field_widget[name='effective_limit']:contains('25.00')",
        },
    ],
});
