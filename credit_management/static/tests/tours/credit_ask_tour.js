import { registry } from "@web/core/registry";

const cell = (question) => `.o_data_row:has(td[name='question_id']:contains('${question}')) td[name='answer']`;
const type = (name, text) => ({
    content: `Type ${name}`,
    trigger: `.modal .o_field_widget[name='${name}'] input`,
    run: `edit ${text}`,
});
let clicks = 0;
const click = (content, trigger) => ({
    content,
    trigger,
    run(helpers) {
        clicks += 1;
        return helpers.click();
    },
});

// Starts on a customer nobody has assessed. Four clicks; all else is typed.
registry.category("web_tour.tours").add("credit_management_ask_for_credit", {
    steps: () => [
        click("Open the page Credit", ".o_notebook .nav-link[name='credit']"),
        click("Ask for credit", "button[name='action_credit_apply']:visible"),
        type("amount", "4000"),
        type("days", "30"),
        type("reason", "A shop that opens in May"),
        click("Ask", ".modal button[name='action_apply']"),
        {
            content: "The short survey has what was asked for",
            trigger: ".o_form_view .o_field_widget[name='requested_reason'] input:value('A shop that opens in May')",
        },
        {
            content: "What is missing is said",
            trigger: ".alert-info a:contains('Legal form')",
        },
        {
            content: "The cursor is on the first of it",
            trigger: `${cell("Legal form")} select`,
            run: "select limited && press Tab",
        },
        {
            content: "Type the year",
            trigger: `${cell("Year of foundation")} input`,
            run: "edit 2010 && press Tab",
        },
        {
            content: "Type the registration number",
            trigger: `${cell("Registration number")} input`,
            run: "edit HRB 1 && press Tab",
        },
        {
            content: "Nothing like insolvency is known",
            trigger: `${cell("Has insolvency been")} select`,
            run: "select no && press Tab",
        },
        click("Submit", "button[name='action_submit']:visible"),
        {
            content: "It is submitted",
            trigger: ".o_statusbar_status:has(.o_arrow_button_current:contains('Submitted'))",
            run() {
                if (clicks > 4) {
                    console.error(`${clicks} clicks for a request: four at most`);
                }
            },
        },
    ],
});

// Starts on a quotation of such a customer, for more than the first questions are enough for.
registry.category("web_tour.tours").add("credit_management_ask_on_quotation", {
    steps: () => [
        {
            content: "Ask for credit",
            trigger: ".o_credit_banner button[name='action_credit_apply']:visible",
            run: "click",
        },
        {
            content: "As much as is ordered",
            trigger: ".modal .o_field_widget[name='amount'] input:value('7,000.00')",
        },
        type("days", "45"),
        type("reason", "A second shop"),
        {
            content: "Ask",
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "The survey opens",
            trigger: ".o_form_view .o_field_widget[name='first_answer_ids']",
        },
        {
            content: "More than the first questions is missing: go there",
            trigger: ".alert-info a:contains('in court')",
            run: "click",
        },
        {
            content: "The page is open and the answer waits",
            trigger: `${cell("in court")} select`,
            run: "select no && press Tab",
        },
        {
            content: "Go to what is missing on the survey itself",
            trigger: ".alert-info a:contains('Expected Yearly Purchases')",
            run: "click",
        },
        {
            content: "The cursor is there",
            trigger: ".o_field_widget[name='expected_purchases'] input:focus",
            run: "edit 80000 && press Tab",
        },
        {
            content: "It is not missing any more",
            trigger: ".alert-info:visible:not(:contains('Expected Yearly Purchases'))",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save:visible",
            run: "click",
        },
        {
            content: "It is saved",
            trigger: ".o_form_saved",
        },
    ],
});
