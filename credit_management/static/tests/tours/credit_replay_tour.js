import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("credit_management_replay", {
    steps: () => [
        {
            content: "Ask what would be if",
            trigger: ".o_form_view button[name='action_what_if']",
            run: "click",
        },
        {
            content: "The rules are offered with their thresholds",
            trigger: ".modal .o_field_widget[name='rule_ids'] .o_data_row:contains('Overdue for Long') td[name='days']",
            run: "click",
        },
        {
            content: "Hold sooner",
            trigger: ".modal .o_field_widget[name='rule_ids'] .o_selected_row td[name='days'] input",
            run: "edit 10",
        },
        {
            content: "See the difference",
            trigger: ".modal button[name='action_replay']:contains('Show the Difference')",
            run: "click",
        },
        {
            content: "The figures stand side by side",
            trigger: "body:not(:has(.modal)) .o_field_widget[name='figure_table'] tr:contains('Orders held'):contains('+')",
        },
        {
            content: "The headline names both sides",
            trigger: ".o_field_widget[name='headline']:contains('with these changes would have held')",
        },
        {
            content: "The thresholds that were tried",
            trigger: ".o_notebook_headers a:contains('Changes Tried')",
            run: "click",
        },
        {
            content: "Ten days",
            trigger: ".o_field_widget[name='rule_ids'] td[name='days']:contains('10')",
        },
        {
            content: "Which orders are decided on differently",
            trigger: "button[name='action_open_lines']",
            run: "click",
        },
        {
            content: "They are listed with what became of them",
            trigger: ".o_list_view .o_data_row:contains('Held Only by This')",
        },
        {
            content: "As a chart",
            trigger: ".o_switch_view.o_graph",
            run: "click",
        },
        {
            content: "It is drawn",
            trigger: ".o_graph_renderer canvas",
        },
        {
            content: "Back to the figures",
            trigger: ".breadcrumb-item:contains('What If') a, .o_back_button a",
            run: "click",
        },
        {
            content: "Try something else",
            trigger: "button[name='action_change']",
            run: "click",
        },
        {
            content: "What was tried is still there",
            trigger: ".modal .o_field_widget[name='rule_ids'] td[name='days']:contains('10')",
        },
        {
            content: "Leave it",
            trigger: ".modal button:contains('Discard')",
            run: "click",
        },
        {
            content: "The figures are still shown",
            trigger: "body:not(:has(.modal)) .o_field_widget[name='figure_table'], body:not(:has(.modal)) button[name='action_change']",
        },
    ],
});
