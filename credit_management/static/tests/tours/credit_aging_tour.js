import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const PAGE = ".o_credit_aging";
const choose = (name, value) => ({
    content: `Choose ${value}`,
    trigger: `${PAGE} [name='${name}']`,
    run({ anchor }) {
        anchor.value = value;
        anchor.dispatchEvent(new Event("change", { bubbles: true }));
    },
});

registry.category("web_tour.tours").add("credit_management_aging", {
    steps: () => [
        ...stepUtils.goToAppSteps("credit_management.credit_management_menu_root", "Open the app"),
        {
            content: "Open reporting",
            trigger: "[data-menu-xmlid='credit_management.credit_reporting_menu']",
            run: "click",
        },
        {
            content: "Open the aging",
            trigger: "[data-menu-xmlid='credit_management.credit_aging_menu']",
            run: "click",
        },
        {
            content: "It is a table that says what it shows, with a line a customer and totals",
            trigger: `${PAGE} table:has(caption):has(th[scope='col']):has(.o_credit_totals) th[scope='row']:contains('Late payer')`,
        },
        choose("minimum", "400"),
        {
            content: "Who owes less is left out",
            trigger: `${PAGE} table:not(:has(th:contains('Small debtor'))) th:contains('Late payer')`,
        },
        choose("grouping", "user"),
        {
            content: "A line a salesperson, and the way back",
            trigger: `${PAGE} thead th:contains('Salesperson')`,
        },
        {
            content: "All again",
            trigger: `${PAGE} .o_credit_clear`,
            run: "click",
        },
        choose("grouping", "partner"),
        {
            content: "Open what is late by 31 to 60 days",
            trigger: `${PAGE} tr:has(th:contains('Late payer')) button[aria-label*='31–60']`,
            run: "click",
        },
        {
            content: "The list has the very item, and its total",
            trigger: ".o_list_view .o_data_row:contains('500.00')",
        },
        {
            content: "Go back",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb a:contains('Aging')",
            run: "click",
        },
        {
            content: "The page is as it was left; ask for the workbook",
            trigger: `.o_action_manager:has(${PAGE} th:contains('Small debtor')) .o_credit_workbook`,
            run: "click",
        },
        {
            content: "It is of the same choice",
            trigger: ".modal .o_field_widget[name='only_receivable'] input:checked",
        },
    ],
});
