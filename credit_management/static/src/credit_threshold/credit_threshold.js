import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatPercentage } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { CreditChart } from "../credit_pictures/credit_chart";
import { axis, color, legend } from "../credit_pictures/credit_colors";

const percent = (value) => formatPercentage(value, { digits: [0, 0] });
const at = (point) => ({ x: point.good, y: point.late, text: `${point.name}: ${point.text}` });
const RULE = 0; // the place of the curve among the lines

/** Late money held against good orders held as a threshold moves; a click chooses the threshold of the point. */
export class CreditThreshold extends Component {
    static template = "credit_management.CreditThreshold";
    static components = { CreditChart };
    static props = { ...standardFieldProps };

    get curve() {
        return this.props.record.data[this.props.name];
    }

    get chosen() {
        return this.props.record.data.chosen;
    }

    get canTake() {
        return this.props.record.data.can_take;
    }

    /** Kept until the figures or the choice change, so that the chart is not drawn at every key. */
    get config() {
        const key = JSON.stringify([this.curve, this.chosen]);
        if (key !== this.key) {
            this.key = key;
            this.drawn = this.draw();
        }
        return this.drawn;
    }

    get label() {
        return _t("%s: share of late money held against share of good orders held. The same figures follow as a table.", this.curve.rule);
    }

    percent(share) {
        return formatPercentage(share, { digits: [0, 1] });
    }

    isChosen(point) {
        return Math.abs(point.threshold - this.chosen) < 0.005;
    }

    draw() {
        const { points, others, naive, rule } = this.curve;
        const chosen = points.map((point) => this.isChosen(point));
        const line = (label, data, index, more) => ({
            label, data, borderColor: color(index), backgroundColor: color(index), ...more,
        });
        const datasets = [
            line(rule, points.map(at), 0, {
                pointRadius: chosen.map((one) => (one ? 9 : 5)),
                pointStyle: chosen.map((one) => (one ? "rectRot" : "circle")),
                pointHitRadius: 10,
                borderWidth: 2,
            }),
            line(_t("Other rules as they stand"), others.map(at), 1, {
                type: "scatter", pointStyle: "triangle", pointRadius: 7, pointHitRadius: 8,
            }),
            ...naive.map((way, index) =>
                line(way.name, way.points.map(at), index + 2, {
                    borderDash: [5, 4], borderWidth: 1.5, pointRadius: 3, pointHitRadius: 6,
                })
            ),
        ];
        const scale = (title) => axis({
            type: "linear", min: 0, ticks: { callback: percent, maxTicksLimit: 8 }, title: { text: title },
        });
        return {
            type: "line",
            data: { datasets: datasets.filter((dataset) => dataset.data.length || dataset.label === rule) },
            options: {
                scales: { x: scale(_t("Good orders held")), y: scale(_t("Late money held")) },
                plugins: { legend: legend(), tooltip: { callbacks: { label: ({ raw }) => ` ${raw.text}` } } },
            },
        };
    }

    onPoint(index, datasetIndex) {
        if (datasetIndex === RULE) {
            this.choose(this.curve.points[index]);
        }
    }

    choose(point) {
        if (this.canTake) {
            this.props.record.update({ chosen: point.threshold });
        }
    }
}

registry.category("fields").add("credit_threshold", {
    component: CreditThreshold,
    displayName: _t("Threshold"),
    supportedTypes: ["json"],
    fieldDependencies: [
        { name: "chosen", type: "float" },
        { name: "can_take", type: "boolean" },
    ],
});
