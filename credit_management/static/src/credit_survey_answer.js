import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { Field } from "@web/views/fields/field";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

// The field each type of answer is typed into; choices and flags have a list instead.
const INPUTS = {
    text: "value_text",
    number: "number_entry",
    amount: "number_entry",
    date: "value_date",
};

/** One column for answers of every type: each row shows the input its question asks for. */
export class CreditSurveyAnswerField extends Component {
    static template = "credit_management.CreditSurveyAnswerField";
    static components = { Field };
    static props = { ...standardFieldProps };

    get data() {
        return this.props.record.data;
    }

    get input() {
        return INPUTS[this.data.answer_type];
    }

    get hasChoices() {
        return ["choice", "flag"].includes(this.data.answer_type);
    }

    onChoose(event) {
        this.props.record.update({ value_choice: event.target.value || false });
    }
}

registry.category("fields").add("credit_survey_answer", {
    component: CreditSurveyAnswerField,
    supportedTypes: ["char"],
    fieldDependencies: [
        { name: "answer_type", type: "selection" },
        { name: "choices", type: "json" },
    ],
});
