import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

registry.category("web_tour.tours").add("credit_management_app", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("credit_management.credit_management_menu_root", "Open the app"),
        {
            content: "Open the menu of the customers",
            trigger: "[data-menu-xmlid='credit_management.credit_customers_menu']",
            run: "click",
        },
        {
            content: "Open the customers",
            trigger: "[data-menu-xmlid='credit_management.credit_customer_menu']",
            run: "click",
        },
        {
            content: "The customers who buy on account are listed",
            trigger: ".o_list_view .o_data_row:contains('Buys On Account')",
        },
    ],
});
