import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";

/** One Chart.js chart, drawn anew when what it shows has changed. A click tells what was hit. */
export class CreditChart extends Component {
    static template = "credit_management.CreditChart";
    static props = { config: Object, label: String, onClick: { type: Function, optional: true } };

    setup() {
        this.canvas = useRef("canvas");
        this.chart = null;
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.props.config]
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    draw() {
        this.chart?.destroy();
        const { options, ...config } = this.props.config;
        const { onClick } = this.props;
        this.chart = new Chart(this.canvas.el, {
            ...config,
            options: {
                ...options,
                animation: false,
                maintainAspectRatio: false,
                onClick: (_event, [hit]) => hit && onClick?.(hit.index, hit.datasetIndex),
                onHover: (event, hits) => {
                    event.native.target.style.cursor = onClick && hits.length ? "pointer" : "default";
                },
            },
        });
    }
}
