import { Component, useEffect, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { ageClass } from "./credit_colors";

/** What needs no library: bars, tables and lists of the page itself. */
class CreditPictureField extends Component {
    static props = { ...standardFieldProps };

    get picture() {
        return this.props.record.data[this.props.name];
    }
}

/** A table that the keyboard moves where it is wider than the page. */
class CreditWideField extends CreditPictureField {
    setup() {
        this.wide = useRef("wide");
        useEffect(() => {
            const box = this.wide.el;
            if (box) {
                box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
            }
        });
    }
}

/** Open receivables as one bar by age, with the amounts below it. */
export class CreditAgingField extends CreditPictureField {
    static template = "credit_management.CreditAgingField";

    color(index) {
        return ageClass(index, this.picture.parts.length);
    }
}

/** The bands of the grades, and where the score stands in them. */
export class CreditScoreField extends CreditPictureField {
    static template = "credit_management.CreditScoreField";
}

/** Rows of from → to, coloured by whether they take more risk. */
export class CreditDifferenceField extends CreditWideField {
    static template = "credit_management.CreditDifferenceField";

    color(row) {
        return { better: "text-success", worse: "text-danger" }[row.turn] || "";
    }

    arrow(row) {
        return { better: "fa-arrow-down", worse: "fa-arrow-up" }[row.turn];
    }
}

/** A table whose columns are named by what is compared; the first column says what each row is about. */
export class CreditTableField extends CreditWideField {
    static template = "credit_management.CreditTableField";
}

/** Short lists that lead to their documents. */
export class CreditLatestField extends CreditPictureField {
    static template = "credit_management.CreditLatestField";

    setup() {
        this.action = useService("action");
    }

    open(row) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: row.model,
            res_id: row.id,
            views: [[false, "form"]],
        });
    }
}

/** The use of a limit as a bar behind its percentage; without a limit the word for that. */
export class CreditUseField extends Component {
    static template = "credit_management.CreditUseField";
    static props = { ...standardFieldProps };

    get data() {
        return this.props.record.data;
    }

    get share() {
        return Math.round(100 * this.data[this.props.name]);
    }

    get words() {
        if (this.data.limit_state !== "limited") {
            const { selection } = this.props.record.fields.limit_state;
            return (selection.find(([key]) => key === this.data.limit_state) || [])[1] || "";
        }
        if (this.data.effective_limit) {
            return `${this.share} %`;
        }
        return this.data.over_limit ? _t("Exceeded") : "–";
    }

    get color() {
        if (this.data.over_limit) {
            return "bg-danger";
        }
        return this.share >= 80 ? "bg-warning" : "bg-success";
    }

    get hasBar() {
        return this.data.limit_state === "limited" && (this.data.effective_limit || this.data.over_limit);
    }

    get width() {
        return this.data.over_limit ? 100 : Math.min(Math.max(this.share, 0), 100);
    }
}

const ARROWS = {
    up: ["fa-long-arrow-up", "text-danger"],
    same: ["fa-long-arrow-right", "text-muted"],
    down: ["fa-long-arrow-down", "text-success"],
};

/** An arrow with its word for who hears the page. */
export class CreditTrendField extends Component {
    static template = "credit_management.CreditTrendField";
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get label() {
        const { selection } = this.props.record.fields[this.props.name];
        return (selection.find(([key]) => key === this.value) || [])[1] || "";
    }

    get icon() {
        return (ARROWS[this.value] || []).join(" ");
    }
}

const SEVERITIES = [
    [_t("Notice"), "info"],
    [_t("Warning"), "warning"],
    [_t("Critical"), "danger"],
];

/** The severity of an alert by its rank; of a group of alerts, in its row, the highest one. */
export class CreditSeverityField extends Component {
    static template = "credit_management.CreditSeverityField";
    static props = { ...standardFieldProps };

    get severity() {
        const [name, color] = SEVERITIES[this.props.record.data[this.props.name]] || ["", "secondary"];
        return { name: name.toString(), color };
    }
}

registry.category("formatters").add("credit_severity", (rank) => (SEVERITIES[rank] || [""])[0].toString());

/** A grade in the colour it has been given. */
export class CreditGradeField extends Component {
    static template = "credit_management.CreditGradeField";
    static props = { ...standardFieldProps };

    get grade() {
        return this.props.record.data[this.props.name];
    }
}

const fields = registry.category("fields");
for (const [name, component] of [
    ["credit_aging", CreditAgingField],
    ["credit_score", CreditScoreField],
    ["credit_difference", CreditDifferenceField],
    ["credit_latest", CreditLatestField],
    ["credit_table", CreditTableField],
]) {
    fields.add(name, { component, supportedTypes: ["json"] });
}
fields.add("credit_use", {
    component: CreditUseField,
    supportedTypes: ["float"],
    fieldDependencies: [
        { name: "limit_state", type: "selection" },
        { name: "effective_limit", type: "monetary" },
        { name: "over_limit", type: "boolean" },
    ],
});
fields.add("credit_severity", { component: CreditSeverityField, supportedTypes: ["integer"] });
fields.add("credit_trend", { component: CreditTrendField, supportedTypes: ["selection"] });
fields.add("credit_grade", {
    component: CreditGradeField,
    supportedTypes: ["many2one"],
    relatedFields: [
        { name: "display_name", type: "char" },
        { name: "color", type: "integer" },
    ],
});
