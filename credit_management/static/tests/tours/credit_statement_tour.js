import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("credit_management_statement", {
    steps: () => [
        {
            content: "There is more than fits beside the name",
            trigger: ".o-form-buttonbox .o_button_more",
            run: "click",
        },
        {
            content: "Open the statements of the account",
            trigger: ".o-dropdown--menu button[name='action_open_statements']:contains('1')",
            run: "click",
        },
        {
            content: "Open the statement",
            trigger: ".o_list_view .o_data_row td[name='period_end']",
            run: "click",
        },
        {
            content: "It says what does not add up",
            trigger: ".alert:contains('“Total Assets” is')",
        },
        {
            content: "Correct the total",
            trigger: ".o_field_widget[name='total_assets'] input",
            run: "edit 1000 && press Tab",
        },
        {
            content: "Nothing is left to complain about",
            trigger: ".o_form_view:not(:has(.alert:contains('Total Assets')))",
        },
        {
            content: "Save it",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Who typed it does not confirm it",
            trigger: ".o_form_saved:not(:has(button[name='action_confirm']))",
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_statement_confirm", {
    steps: () => [
        {
            content: "Confirm it",
            trigger: "button[name='action_confirm']",
            run: "click",
        },
        {
            content: "It is confirmed",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Confirmed')",
        },
        {
            content: "Open the ratios",
            trigger: ".o_notebook .nav-link:contains('Ratios')",
            run: "click",
        },
        {
            content: "They are listed with their figures",
            trigger: ".o_field_widget[name='ratio_ids'] .o_data_row:contains('Current Ratio'):contains('1.80')",
        },
    ],
});
