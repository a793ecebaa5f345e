import { registry } from "@web/core/registry";

// Starts on the empty form of a group; the analyst names two customers that belong together.
registry.category("web_tour.tours").add("credit_management_group", {
    steps: () => [
        {
            content: "What the group is called",
            trigger: ".o_field_widget[name='name'] input",
            run: "edit Seaside Group",
        },
        {
            content: "Who leads it",
            trigger: ".o_field_widget[name='lead_id'] input",
            run: "edit Seaside Parent",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item a:contains('Seaside Parent')",
            run: "click",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Add members",
            trigger: "button[name='action_propose_members']:visible",
            run: "click",
        },
        {
            content: "The daughter",
            trigger: ".modal .o_field_widget[name='account_ids'] input",
            run: "edit Seaside Daughter",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item a:contains('Seaside Daughter')",
            run: "click",
        },
        {
            content: "Why",
            trigger: ".modal .o_field_widget[name='reason'] textarea",
            run: "edit One owner",
        },
        {
            content: "Propose",
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "It waits",
            trigger: ".o_field_widget[name='member_ids'] .o_data_row:contains('Seaside Daughter'):contains('Proposed')",
        },
        {
            content: "Propose what they may owe together",
            trigger: "button[name='action_propose_limit']:visible",
            run: "click",
        },
        {
            content: "How much",
            trigger: ".modal .o_field_widget[name='amount'] input",
            run: "edit 800",
        },
        {
            content: "Why",
            trigger: ".modal .o_field_widget[name='reason'] textarea",
            run: "edit Together no more",
        },
        {
            content: "Save",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "The list of shared limits",
            trigger: ".o_notebook .nav-link[name='limits']",
            run: "click",
        },
        {
            content: "It waits, too",
            trigger: ".o_field_widget[name='limit_ids'] .o_data_row:contains('800.00'):contains('Proposed')",
        },
    ],
});

// Starts on the group; the manager approves all that waits.
registry.category("web_tour.tours").add("credit_management_group_approved", {
    steps: () => [
        {
            content: "Approve all",
            trigger: "button[name='action_approve_each']:visible",
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "The shared limit holds",
            trigger: ".o_form_view .o_field_widget[name='limit_text']:contains('800.00')",
        },
        {
            content: "So does the membership",
            trigger: ".o_field_widget[name='member_ids'] .o_data_row:contains('Seaside Daughter'):contains('Approved')",
        },
    ],
});

// Starts on a quotation of the daughter that fits its own limit and not the shared one.
registry.category("web_tour.tours").add("credit_management_group_order", {
    steps: () => [
        {
            content: "Confirm",
            trigger: ".o_form_statusbar button[name='action_confirm']:visible",
            run: "click",
        },
        {
            content: "The reason names the group",
            trigger: ".o_notification:contains('On credit hold'):contains('Seaside Group')",
        },
    ],
});
