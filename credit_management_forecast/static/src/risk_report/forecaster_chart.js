import { axis, color, legend } from "@credit_management/credit_pictures/credit_colors";
import { monthName } from "@credit_management/credit_pictures/credit_days";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/core/utils/numbers";

const decimal = (value) => formatFloat(value, { digits: [0, 2] });
// Columns of the rows, as the server sends them, whose areas under the curve are drawn.
const DAY = 0;
const AREAS = [2, 3, 4, 5];

/** Area under the curve of forecasts, month by month, champion beside challenger. */
export function forecasterChart({ rows, columns }) {
    const line = (column, index) => ({
        label: columns[column].title,
        data: rows.map((row) => (row[column] === false ? null : row[column])),
        borderColor: color(index),
        backgroundColor: color(index),
        pointRadius: 4,
        spanGaps: true,
    });
    return {
        type: "line",
        data: { labels: rows.map((row) => monthName(row[DAY])), datasets: AREAS.map(line) },
        options: {
            scales: {
                x: axis({ grid: { display: false } }),
                y: axis({ min: 0.4, max: 1, ticks: { callback: decimal, maxTicksLimit: 7 } }),
            },
            plugins: {
                legend: legend(),
                tooltip: { callbacks: { label: ({ dataset, raw }) => ` ${dataset.label}: ${decimal(raw)}` } },
            },
        },
    };
}

registry.category("credit_risk_charts").add("forecasters", forecasterChart);
