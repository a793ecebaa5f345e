import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** Download, and look at what the browser gets. */
function download(trigger) {
    return [
        {
            content: "Download it",
            trigger,
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
    ];
}

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
            content: "Choose the portfolio: grouping is of no use then",
            trigger: ".modal .o_field_radio[name='report'] input[data-value='portfolio']",
            run: "click",
        },
        ...download(".modal:not(:has(.o_field_widget[name='grouping'])) button[name='action_make']"),
    ],
});

registry.category("web_tour.tours").add("credit_management_workbook_selection", {
    steps: () => [
        {
            content: "Tick the first account",
            trigger: ".o_data_row:first .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Open the actions",
            trigger: ".o_cp_action_menus button:contains('Actions')",
            run: "click",
        },
        {
            content: "Export a workbook",
            trigger: ".o-dropdown-item:contains('Export Workbook')",
            run: "click",
        },
        {
            content: "It is of what was ticked",
            trigger: ".modal .alert:contains('1')",
        },
        ...download(".modal button[name='action_make']"),
    ],
});
