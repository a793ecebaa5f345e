import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { CreditChart } from "./credit_chart";
import { alertLine, course, payments, replayMonths, waterfall } from "./credit_configs";

/** A picture of what a JSON field holds, with its sentence above and its figures as a table for who hears the page. */
export class CreditChartField extends Component {
    static template = "credit_management.CreditChartField";
    static components = { CreditChart };
    static props = { ...standardFieldProps, draw: Function, tabulate: Function };

    get picture() {
        return this.props.record.data[this.props.name];
    }

    get config() {
        // Kept as long as the figures are the same, so that the chart is not drawn anew with every letter typed.
        if (this.drawn !== this.picture) {
            this.drawn = this.picture;
            this.drawnConfig = this.props.draw(this.picture);
        }
        return this.drawnConfig;
    }

    get rows() {
        return this.props.tabulate(this.picture);
    }
}

function register(name, draw, tabulate) {
    registry.category("fields").add(name, {
        component: CreditChartField,
        supportedTypes: ["json"],
        extractProps: () => ({ draw, tabulate }),
    });
}

register("credit_course", course, ({ points }) => points.map((point) => [point.name, ...point.texts]));
register("credit_payments", payments, ({ dots }) => dots.map((dot) => [dot.name, dot.text, dot.late]));
register("credit_waterfall", waterfall, ({ steps }) => steps.map((step) => [step.name, step.text]));
register("credit_alert_line", alertLine, ({ points, thresholds }) => [
    ...points.map((point) => [point.name, point.text]),
    ...thresholds.map((threshold) => [threshold.label, threshold.text]),
]);
register("credit_replay_months", replayMonths, ({ points }) => points.map((point) => [point.name, ...point.texts]));
