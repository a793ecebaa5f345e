import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

// "A first look" of README.md, one tour a person, on the demonstration company. Keep them in step.

registry.category("web_tour.tours").add("credit_management_first_look_salesperson", {
    steps: () => [
        ...stepUtils.goToAppSteps("sale.sale_menu_root", "Open Sales"),
        {
            content: "Open the quotation of Maple & Moss Gifts",
            trigger: ".o_data_row:contains('Maple & Moss Gifts') td[name='partner_id']",
            run: "click",
        },
        {
            content: "It says beforehand that it is over the limit",
            trigger: ".o_form_view .alert:contains('against a limit of')",
        },
        {
            content: "Confirm it all the same",
            trigger: ".o_form_statusbar button[name='action_confirm']:visible",
            run: "click",
        },
        {
            content: "It is on hold",
            trigger: ".o_form_view .badge:visible:contains('On Credit Hold')",
        },
        {
            content: "Ask for a release",
            trigger: "button[name='action_credit_open_request']:visible",
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name='justification'] textarea",
            run: "edit Their Christmas order. They have always paid before it was due.",
        },
        {
            content: "Send it",
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "The order waits, as a quotation still",
            trigger: "body:not(:has(.modal)) .o_form_statusbar .o_arrow_button_current:contains('Quotation')",
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_first_look_manager", {
    steps: () => [
        ...stepUtils.goToAppSteps("credit_management.credit_management_menu_root", "Open Credit"),
        {
            content: "See what waits",
            trigger: "[data-menu-xmlid='credit_management.credit_hold_menu']",
            run: "click",
        },
        {
            content: "Open the order of Maple & Moss Gifts",
            trigger: ".o_data_row:contains('Maple & Moss Gifts') td[name='partner_id']",
            run: "click",
        },
        {
            content: "One sentence says what stops it",
            trigger: ".o_field_widget[name='headline']:contains('over the limit')",
        },
        {
            content: "From the limit to this order",
            trigger: ".o_field_widget[name='waterfall'] canvas",
        },
        {
            content: "Then and now",
            trigger: ".o_field_widget[name='comparison']:contains('Exposure with it')",
        },
        {
            content: "The salesperson says why",
            trigger: ".o_field_widget[name='justification']:contains('always paid before it was due')",
        },
        {
            content: "Release it",
            trigger: "button[name='action_open_release']:visible",
            run: "click",
        },
        {
            content: "The dialog says by how much it is over, and why",
            trigger: ".modal .o_field_widget[name='preview']:contains('Over by'):contains('Over the limit')",
        },
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name='reason'] textarea",
            run: "edit Has earned it",
        },
        {
            content: "Decide",
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "The release is used: the order has confirmed itself",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Used')",
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_first_look_accountant", {
    steps: () => [
        ...stepUtils.goToAppSteps("credit_management.credit_management_menu_root", "Open Credit"),
        {
            content: "Open Reporting",
            trigger: "[data-menu-xmlid='credit_management.credit_reporting_menu']",
            run: "click",
        },
        {
            content: "Print the aging",
            trigger: "[data-menu-xmlid='credit_management.credit_aging_report_menu']",
            run(helpers) {
                const create = URL.createObjectURL;
                URL.createObjectURL = (blob) => {
                    document.body.dataset.printed = `${blob.type} ${blob.size > 5000}`;
                    URL.createObjectURL = create;
                    return create.call(URL, blob);
                };
                return helpers.click();
            },
        },
        {
            content: "The browser has it",
            trigger: "body[data-printed='application/pdf true']:not(:has(.o_blockUI))",
        },
    ],
});
