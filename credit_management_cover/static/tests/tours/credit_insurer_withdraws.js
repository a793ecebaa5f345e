import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("credit_insurer_withdraws", {
    steps: () => [
        {
            content: "It says first how much is covered",
            trigger: ".o_field_widget[name=verdict]:contains('Covers')",
        },
        {
            content: "The insurer has written",
            trigger: "button[name=action_record_decision]",
            run: "click",
        },
        {
            content: "It has withdrawn its limit",
            trigger: ".o_field_widget[name=answer] input",
            run: "click",
        },
        {
            content: "Choose it",
            trigger: ".o_select_menu_item:contains('Withdrawn')",
            run: "click",
        },
        {
            content: "And says why",
            trigger: ".o_field_widget[name=reason] textarea",
            run: "edit Weaker figures",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Record it",
            trigger: "button[name=action_propose]",
            run: "click",
        },
        {
            content: "It counts at once",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('In Effect')",
        },
    ],
});
