import { registry } from "@web/core/registry";

// Starts on the quotations of a salesperson: one would be held, one is.
registry.category("web_tour.tours").add("credit_management_quotations", {
    steps: () => [
        {
            content: "One would be held",
            trigger: ".o_list_view .o_data_row:contains('Customer') td[name='credit_badge']:contains('Would Be Held')",
        },
        {
            content: "one is",
            trigger: ".o_list_view .o_data_row:contains('Customer') td[name='credit_badge']:contains('On Hold')",
        },
        {
            content: "On cards as well",
            trigger: ".o_switch_view.o_kanban",
            run: "click",
        },
        {
            content: "It would be held",
            trigger: ".o_kanban_view .o_kanban_record:contains('Customer'):contains('Would Be Held')",
        },
        {
            content: "Open the menu of orders",
            trigger: "[data-menu-xmlid='sale.sale_order_menu']",
            run: "click",
        },
        {
            content: "Open the own holds",
            trigger: "[data-menu-xmlid='credit_management.credit_hold_menu_sales']",
            run: "click",
        },
        {
            content: "What is on hold, and whom it waits for",
            trigger: ".o_breadcrumb:contains('My Holds')",
        },
        {
            trigger: ".o_list_view .o_data_row td[name='waits_for_ids'] .o_avatar",
        },
    ],
});
