import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("credit_management_scorecard_comparison", {
    steps: () => [
        {
            content: "Open a card from the list",
            trigger: ".o_list_view .o_data_row:contains('Toured') td[name='name']",
            run: "click",
        },
        {
            content: "An analyst publishes and replaces no card",
            trigger: ".o_form_view:not(:has(button[name='action_copy_version'], button[name='action_withdraw']))",
        },
        {
            content: "Compare it",
            trigger: "button:contains('Compare with Another Card')",
            run: "click",
        },
        {
            content: "Look for the other card",
            trigger: ".modal .o_field_widget[name='other_id'] input",
            run: "edit Small Customer",
        },
        {
            content: "Take it",
            trigger: ".o-autocomplete--dropdown-item:contains('Small Customer')",
            run: "click",
        },
        {
            content: "Judge everybody by both",
            trigger: ".modal button[name='action_compare']",
            run: "click",
        },
        {
            content: "The grades under each card are shown",
            trigger: "body:not(:has(.modal)) .o_field_widget[name='grade_ids'] .o_data_row:contains('None')",
        },
        {
            content: "Look at them grade by grade",
            trigger: "button[name='action_open_matrix']",
            run: "click",
        },
        {
            content: "Grades of this card stand at the side",
            trigger: ".o_pivot th:contains('Total')",
        },
        {
            content: "Go back",
            trigger: ".breadcrumb-item:contains('Toured'):last a",
            run: "click",
        },
        {
            content: "See the largest changes",
            trigger: "button[name='action_open_changes']",
            run: "click",
        },
        {
            content: "They are listed",
            trigger: ".o_list_view .o_data_row:contains('AAA Tried'):contains('Only This Card Gives One')",
        },
    ],
});
