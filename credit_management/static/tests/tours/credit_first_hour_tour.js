import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const STEP = (key) => `.o_credit_start [data-step='${key}']`;

/** An empty company, two people. The clicks of both together are counted by the test. */
registry.category("web_tour.tours").add("credit_management_first_hour_proposes", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("credit_management.credit_management_menu_root", "Open the app"),
        {
            content: "The first steps of the company stand first",
            trigger: `.o_credit_overview:has(${STEP("read")}):has(${STEP("limits")})`,
        },
        {
            content: "Open an account for a new customer",
            trigger: ".o_credit_overview button:contains('New account')",
            run: "click",
        },
        {
            content: "Type its name",
            trigger: ".o_field_widget[name='partner_id'] input",
            run: "edit Brand New Customer",
        },
        {
            content: "Create it here",
            trigger: ".o-autocomplete--dropdown-item:contains('Create')",
            run: "click",
        },
        {
            content: "Keep the account",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Propose a limit",
            trigger: "button[name='action_propose_limit']:enabled",
            run: "click",
        },
        {
            content: "How much",
            trigger: ".o_field_widget[name='amount'] input",
            run: "edit 4000",
        },
        {
            content: "Why",
            trigger: ".o_field_widget[name='reason'] textarea",
            run: "edit Paid in advance for a year",
        },
        {
            content: "Keep the proposal",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Why there is no button to approve it, and who may",
            trigger: ".o_form_view .alert:contains('had a hand'):contains('may.') button[name='action_pass_on']",
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_first_hour_approves", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("credit_management.credit_management_menu_root", "Open the app"),
        {
            content: "Read the policy",
            trigger: `${STEP("read")} button:contains('Open the Policy')`,
            run: "click",
        },
        {
            content: "Its versions are listed",
            trigger: ".o_list_view .o_data_row",
        },
        {
            content: "Back",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb a:contains('Overview')",
            run: "click",
        },
        {
            content: "It has been read",
            trigger: `${STEP("read")} button:contains('I Have Read It')`,
            run: "click",
        },
        {
            content: "The step is folded",
            trigger: `${STEP("read")} details`,
        },
        {
            content: "One limit waits",
            trigger: ".o_credit_overview [data-task='limits'] button:contains('Limits to approve')",
            run: "click",
        },
        {
            content: "Approve it",
            trigger: ".o_data_row:contains('Brand New Customer') button[name='action_approve']",
            run: "click",
        },
        {
            content: "It waits no longer",
            trigger: ".o_list_view:not(:has(.o_data_row:contains('Brand New Customer') button[name='action_approve']))",
        },
    ],
});

/** One person alone: says how much is decided alone, proposes and approves. */
registry.category("web_tour.tours").add("credit_management_first_hour_alone", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("credit_management.credit_management_menu_root", "Open the app"),
        {
            content: "Two people are needed, or one decides alone",
            trigger: `${STEP("people")}:contains('Two people are needed') button:contains('Authorities')`,
            run: "click",
        },
        {
            content: "Open the authority of credit managers",
            trigger: ".o_data_row:contains('Credit Managers') .o_list_record_open_form_view button, .o_data_row:contains('Credit Managers') td.o_list_record_open_form_view",
            run: "click",
        },
        {
            content: "Decide alone on small amounts",
            trigger: ".o_field_widget[name='own_up_to'] input",
            run: "edit 5000",
        },
        {
            content: "Keep it",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Who allowed it is shown",
            trigger: ".o_field_widget[name='own_allowed_by']",
        },
        {
            content: "Back to the overview",
            trigger: "[data-menu-xmlid='credit_management.credit_overview_menu']",
            run: "click",
        },
        {
            content: "The step is done; open an account",
            trigger: `.o_credit_overview:has(${STEP("people")} details) button:contains('New account')`,
            run: "click",
        },
        {
            content: "Type the name of the customer",
            trigger: ".o_field_widget[name='partner_id'] input",
            run: "edit Brand New Customer",
        },
        {
            content: "Create it here",
            trigger: ".o-autocomplete--dropdown-item:contains('Create')",
            run: "click",
        },
        {
            content: "Keep the account",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Propose a limit",
            trigger: "button[name='action_propose_limit']:enabled",
            run: "click",
        },
        {
            content: "How much",
            trigger: ".o_field_widget[name='amount'] input",
            run: "edit 4000",
        },
        {
            content: "Why",
            trigger: ".o_field_widget[name='reason'] textarea",
            run: "edit Paid in advance for a year",
        },
        {
            content: "Keep the proposal",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Approve it alone",
            trigger: "button[name='action_approve']",
            run: "click",
        },
        {
            content: "On the record",
            trigger: ".o_field_widget[name='alone_text']:contains('Approved by the same person')",
        },
    ],
});
