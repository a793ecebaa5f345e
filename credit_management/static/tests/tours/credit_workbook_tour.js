import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

registry.category("web_tour.tours").add("credit_management_workbook", {
    steps: () => [
        ...stepUtils.goToAppSteps("credit_management.credit_management_menu_root", "Open the app"),
        {
            content: "Open Reporting",
            trigger: "[data-menu-xmlid='credit_management.credit_reporting_menu']",
            run: "click",
        },
        {
            content: "Choose workbooks",
            trigger: "[data-menu-xmlid='credit_management.credit_workbook_menu']",
            run: "click",
        },
        {
            content: "Choose the portfolio",
            trigger: ".modal .o_field_radio[name='report'] input[data-value='portfolio']",
            run: "click",
        },
        {
            content: "Grouping is of no use now: download it, and look at what arrives",
            trigger: ".modal:not(:has(.o_field_widget[name='grouping'])) button[name='action_make']",
            run(helpers) {
                const create = URL.createObjectURL;
                URL.createObjectURL = (blob) => {
                    document.body.dataset.workbook = `${blob.type} ${blob.size > 5000}`;
                    URL.createObjectURL = create;
                    return create.call(URL, blob);
                };
                return helpers.click();
            },
        },
        {
            content: "The browser has it, and the dialogs are closed",
            trigger: "body[data-workbook$='spreadsheetml.sheet true']:not(:has(.modal))",
        },
    ],
});
