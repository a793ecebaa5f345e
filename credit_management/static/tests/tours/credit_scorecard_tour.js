import { registry } from "@web/core/registry";

const weight = (name) => `.o_field_widget[name='criterion_ids'] .o_data_row:contains('${name}') td[name='weight']`;

function setWeight(name, value) {
    return [
        {
            content: `Edit the weight of ${name}`,
            trigger: weight(name),
            run: "click",
        },
        {
            content: `${name} weighs ${value} %`,
            trigger: ".o_field_widget[name='criterion_ids'] .o_selected_row .o_field_widget[name='weight'] input",
            run: `edit ${value} && press Tab`,
        },
    ];
}

registry.category("web_tour.tours").add("credit_management_scorecard", {
    steps: () => [
        {
            content: "The published card cannot be changed",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('In Force')",
        },
        {
            content: "Make a new version of it",
            trigger: "button[name='action_copy_version']",
            run: "click",
        },
        {
            content: "It is a draft",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Draft')",
        },
        ...setWeight("Current Ratio", 55),
        {
            content: "The sum is wrong, and says so at once",
            trigger: "[name='weight_total'] .text-danger:contains('95')",
        },
        {
            content: "Publish it all the same",
            trigger: "button[name='action_publish']",
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "It is refused",
            trigger: ".modal:contains('have to be 100 %: raise')",
        },
        {
            content: "Go back to the card",
            trigger: ".modal:contains('have to be 100 %: raise') .modal-footer .btn-primary",
            run: "click",
        },
        ...setWeight("Industry Risk", 45),
        {
            content: "The sum is right",
            trigger: "[name='weight_total'] .text-success:contains('100')",
        },
        {
            content: "Try it on a customer first",
            trigger: "button:contains('Try on a Customer')",
            run: "click",
        },
        {
            content: "Choose the customer",
            trigger: ".modal .o_field_widget[name='account_id'] input",
            run: "edit AAA Tried",
        },
        {
            content: "Take it",
            trigger: ".o-autocomplete--dropdown-item:contains('AAA Tried')",
            run: "click",
        },
        {
            content: "See its points",
            trigger: ".modal .o_data_row:contains('Current Ratio'):contains('1.10 to below 2.60')",
        },
        {
            content: "Close",
            trigger: ".modal-footer button:contains('Close')",
            run: "click",
        },
        {
            content: "Publish it",
            trigger: "body:not(:has(.modal)) button[name='action_publish']",
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "It is in force",
            trigger: "body:not(:has(.modal)) .o_statusbar_status .o_arrow_button_current:contains('In Force')",
        },
    ],
});
