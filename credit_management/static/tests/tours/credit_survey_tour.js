import { registry } from "@web/core/registry";

const row = (question) => `.o_data_row:has(td[name='question_id']:contains('${question}'))`;
const page = (name) => ({
    content: `Open the page ${name}`,
    trigger: `.o_notebook .nav-link:contains('${name}')`,
    run: "click",
});

registry.category("web_tour.tours").add("credit_management_survey", {
    steps: () => [
        {
            content: "Begin a survey on the account",
            trigger: "button[name='action_survey']",
            run: "click",
        },
        {
            content: "The customer's name is known already",
            trigger: `${row("Name in the register")} td[name='answer']:contains('Surveyed')`,
        },
        {
            content: "It says what is missing",
            trigger: ".alert-info:contains('Legal form')",
        },
        {
            content: "Choose the legal form in the list",
            trigger: `${row("Legal form")} td[name='answer']`,
            run: "click",
        },
        {
            content: "Choose the legal form",
            trigger: `${row("Legal form")} td[name='answer'] select`,
            run: "select limited",
        },
        {
            content: "Answer the year of foundation",
            trigger: `${row("Year of foundation")} td[name='answer']`,
            run: "click",
        },
        {
            content: "Type the year",
            trigger: `${row("Year of foundation")} td[name='answer'] input`,
            run: "edit 2010 && press Tab",
        },
        {
            content: "Ask for a limit",
            trigger: ".o_field_widget[name='requested_limit'] input",
            run: "edit 8000 && press Tab",
        },
        {
            content: "It is shown before anything is saved",
            trigger: `${row("Year of foundation")}:not(.o_selected_row) td[name='answer']:contains('2010')`,
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The answer has been understood",
            trigger: `.o_form_saved ${row("Legal form")} td[name='answer']:contains('Limited company')`,
        },
        {
            content: "Submit is refused",
            trigger: "button[name='action_submit']",
            run: "click",
        },
        {
            content: "In a sentence that names what is missing",
            trigger: ".modal-body:contains('must be answered first'):contains('Requested Terms')",
        },
        {
            content: "Close the sentence",
            trigger: ".modal-footer button",
            run: "click",
        },
        page("Licences"),
        {
            content: "Add a licence",
            trigger: ".o_field_widget[name='licence_ids'] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "Name it",
            trigger: ".o_field_widget[name='licence_ids'] .o_selected_row [name='name'] input",
            run: "edit Business licence && press Tab",
        },
        {
            content: "Save again",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The checklist counts the licence",
            trigger: `.o_form_saved ${row("Business licence")} td[name='answer']:contains('1')`,
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_survey_submit", {
    steps: () => [
        {
            content: "Open the survey that is open",
            trigger: "button[name='action_survey']",
            run: "click",
        },
        {
            content: "A contradiction stands",
            trigger: ".alert-danger:contains('People employed')",
        },
        page("Business"),
        {
            content: "Edit the contradicted row",
            trigger: `${row("People employed")} td[name='question_id']`,
            run: "click",
        },
        {
            content: "Open it",
            trigger: `${row("People employed")} .o_list_record_open_form_view button`,
            run: "click",
        },
        {
            content: "Say which of the two stands",
            trigger: ".o_field_widget[name='resolution'] input",
            run: "edit Counted on the spot",
        },
        {
            content: "Save the row",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Go back to the survey",
            trigger: ".o_back_button a",
            run: "click",
        },
        {
            content: "Nothing contradicts any more",
            trigger: ".o_form_saved:not(:has(.alert-danger:contains('contradicts')))",
        },
        {
            content: "Submit",
            trigger: "button[name='action_submit'].btn-primary",
            run: "click",
        },
        {
            content: "It is submitted",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Submitted')",
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_survey_verify", {
    steps: () => [
        {
            content: "Open the surveys of the account",
            trigger: "button[name='action_open_surveys']:contains('1')",
            run: "click",
        },
        {
            content: "Open the survey",
            trigger: ".o_list_view .o_data_row td[name='opened_on']",
            run: "click",
        },
        {
            content: "Verify it",
            trigger: "button[name='action_verify']",
            run: "click",
        },
        {
            content: "It is verified, until a day",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Verified')",
        },
        {
            content: "It has an end",
            trigger: ".o_field_widget[name='valid_to']:not(.o_field_empty)",
        },
    ],
});
