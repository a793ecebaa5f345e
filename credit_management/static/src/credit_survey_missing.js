import { Component, onMounted, useRef } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const INPUTS = "input:not([type='hidden']), textarea, select";
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** What is missing in a survey, each a link that opens its page and puts the cursor where the answer belongs. */
export class CreditSurveyMissing extends Component {
    static template = "credit_management.CreditSurveyMissing";
    static props = { ...standardFieldProps };

    setup() {
        this.root = useRef("root");
        onMounted(() => {
            const [first] = this.items;
            if (first && this.props.record.context.credit_survey_jump) {
                this.onJump(first);
            }
        });
    }

    get items() {
        return this.props.record.data[this.props.name] || [];
    }

    async onJump(item) {
        const form = this.root.el.closest(".o_form_view");
        if (item.field) {
            this.show(form.querySelector(`.o_field_widget[name='${item.field}']`));
            return;
        }
        form.querySelector(`.o_notebook .nav-link[name='${item.page}']`)?.click();
        await nextFrame();
        const rows = form.querySelectorAll(".o_notebook .o_data_row, .o_notebook .o_kanban_record");
        const row = [...rows].find((one) => this.question(one) === item.question);
        const cell = row?.querySelector("td[name='answer']:not(.o_readonly_modifier)");
        cell?.click();
        await nextFrame();
        this.show(cell || row);
    }

    /** The question a row or card asks. */
    question(row) {
        return row.querySelector("[name='question_id']")?.textContent.trim();
    }

    show(element) {
        element?.scrollIntoView({ block: "center" });
        element?.querySelector(INPUTS)?.focus();
    }
}

registry.category("fields").add("credit_survey_missing", {
    component: CreditSurveyMissing,
    supportedTypes: ["json"],
});
