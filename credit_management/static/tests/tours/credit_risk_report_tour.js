import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const SECTION = (key) => `.o_credit_risk_report [data-section='${key}']`;

registry.category("web_tour.tours").add("credit_management_risk_report", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("credit_management.credit_management_menu_root", "Open the app"),
        {
            content: "Open reporting",
            trigger: "[data-menu-xmlid='credit_management.credit_reporting_menu']",
            run: "click",
        },
        {
            content: "Open the report",
            trigger: "[data-menu-xmlid='credit_management.credit_risk_report_menu']",
            run: "click",
        },
        {
            content: "Grades are drawn, and the same figures follow",
            trigger: `${SECTION("grades")}:has(canvas[aria-label]) td:contains('All Cards')`,
        },
        {
            content: "What is not known yet is said",
            trigger: `${SECTION("scores")}:contains('Too little has happened so far')`,
        },
        {
            content: "Ask for a day long ago",
            trigger: ".o_credit_risk_report input[type='date']",
            run({ anchor }) {
                anchor.value = "2001-01-31";
                anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        {
            content: "Nothing was known then",
            trigger: `${SECTION("grades")}:contains('for long enough')`,
        },
        {
            content: "Ask for the workbook",
            trigger: "button:contains('Workbook')",
            run: "click",
        },
        {
            content: "It is the one of this report",
            trigger: ".modal .o_radio_input[data-value='risk']:checked",
        },
    ],
});
