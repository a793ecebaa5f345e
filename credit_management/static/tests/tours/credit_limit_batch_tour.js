import { registry } from "@web/core/registry";

// Starts on the empty list; the analyst chooses, previews and submits.
registry.category("web_tour.tours").add("credit_management_limit_batch", {
    steps: () => [
        {
            content: "The empty list says what it is for",
            trigger: ".o_view_nocontent:contains('Change many limits at once')",
        },
        {
            content: "A new mass change",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Customers of one salesperson",
            trigger: ".o_field_widget[name='salesperson_id'] input",
            run: "edit credit_test_salesperson",
        },
        {
            content: "This one",
            trigger: ".o-autocomplete--dropdown-item:contains('credit_test_salesperson')",
            run: "click",
        },
        {
            content: "Ten percent more",
            trigger: ".o_field_widget[name='percent'] input",
            run: "edit 10",
        },
        {
            content: "Why",
            trigger: ".o_field_widget[name='reason'] textarea",
            run: "edit Prices rise",
        },
        {
            content: "Before and after",
            trigger: "button[name='action_preview']:visible",
            run: "click",
        },
        {
            content: "The verdict comes first",
            trigger: ".o_field_widget[name='verdict']:contains('1 customers'):contains('1,100.00')",
        },
        {
            content: "Customer by customer",
            trigger: "button[name='action_open_lines'].oe_stat_button",
            run: "click",
        },
        {
            content: "From and to",
            trigger: ".o_list_view .o_data_row:contains('1,000.00'):contains('1,100.00')",
        },
        {
            content: "Back, once the list of customers has come",
            trigger: ".breadcrumb-item a:contains('LB/')",
            run: "click",
        },
        {
            content: "Submit it",
            trigger: "button[name='action_submit']:visible",
            run: "click",
        },
        {
            content: "Others decide",
            trigger: ".o_form_view .alert:contains('had a hand')",
        },
    ],
});

// Starts on a list with what waits; a manager decides, on the batch and later on the one that takes it back.
registry.category("web_tour.tours").add("credit_management_limit_batch_approve", {
    steps: () => [
        {
            content: "The newest waits",
            trigger: ".o_list_view .o_data_row:first .o_data_cell[name='name']",
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

// Starts on the batch in force; the analyst proposes to take it back.
registry.category("web_tour.tours").add("credit_management_limit_batch_undo", {
    steps: () => [
        {
            content: "Take it back",
            trigger: "button[name='action_undo']:visible",
            run: "click",
        },
        {
            content: "From the new limit to the former one",
            trigger: ".o_field_widget[name='verdict']:contains('1,100.00'):contains('1,000.00')",
        },
        {
            content: "Submit it",
            trigger: "button[name='action_submit']:visible",
            run: "click",
        },
        {
            content: "Others decide",
            trigger: ".o_form_view .alert:contains('had a hand')",
        },
    ],
});
