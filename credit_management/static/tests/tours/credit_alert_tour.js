import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("credit_management_alert", {
    steps: () => [
        {
            content: "The alert says what was found",
            trigger: ".o_list_view .o_data_row:contains('AAA Alerted'):contains('95.0 %'):contains('Warning')",
        },
        {
            content: "Open it",
            trigger: ".o_list_view .o_data_row:contains('AAA Alerted') td[name='partner_id']",
            run: "click",
        },
        {
            content: "The figure is drawn with the lines at which it warns and clears",
            trigger: ".o_field_widget[name='figure_line'] canvas",
        },
        {
            content: "Acknowledge it",
            trigger: "button[name='action_acknowledge']",
            run: "click",
        },
        {
            content: "Say that something is done about it",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Acknowledged')",
        },
        {
            content: "Act",
            trigger: "button[name='action_act']:visible",
            run: "click",
        },
        {
            content: "It is acted on",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Acting')",
        },
        {
            content: "Close it",
            trigger: "button[name='action_open_close']",
            run: "click",
        },
        {
            content: "A false alarm",
            trigger: ".modal .o_field_widget[name='outcome'] .form-check:contains('False alarm') input",
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name='reason'] textarea",
            run: "edit A wrong booking",
        },
        {
            content: "The status goes back to what it was",
            trigger: ".modal .o_field_widget[name='set_back'] input",
            run: "click",
        },
        {
            content: "Close the alert",
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "It is closed",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Closed')",
        },
        {
            content: "It says why",
            trigger: ".o_field_widget[name='close_reason']:contains('A wrong booking')",
        },
        {
            content: "Look at the customer",
            trigger: "button[name='action_open_account']",
            run: "click",
        },
        {
            content: "There is more than fits beside the name",
            trigger: ".o-form-buttonbox .o_button_more",
            run: "click",
        },
        {
            content: "See how its figures developed",
            trigger: ".o-dropdown--menu button[name='action_open_trend']",
            run: "click",
        },
        {
            content: "A chart is drawn",
            trigger: ".o_graph_renderer canvas",
        },
        {
            content: "Go back to the customer",
            trigger: ".breadcrumb-item:contains('AAA Alerted'):last a",
            run: "click",
        },
        {
            content: "And to its alerts",
            trigger: "button[name='action_open_alerts']",
            run: "click",
        },
        {
            content: "None is open",
            trigger: ".o_view_nocontent:contains('No customer needs attention')",
        },
    ],
});
