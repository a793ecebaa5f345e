import { _t } from "@web/core/l10n/translation";
import { amountAxis, axis, scheme, text, tone } from "./credit_colors";

// Each makes a configuration of Chart.js of what a field holds.

const tip = (label) => ({ tooltip: { displayColors: false, callbacks: { label } } });
const noLegend = { legend: { display: false } };

/** Exposure as an area, the limit as steps above or through it. */
export function course({ points, currency }) {
    const line = (label, data, color, more) => ({
        label, data, borderColor: color, backgroundColor: color, borderWidth: 2, pointRadius: 0, pointHitRadius: 12,
        ...more,
    });
    return {
        type: "line",
        data: {
            labels: points.map((point) => point.name),
            datasets: [
                line(_t("Limit"), points.map((point) => point.limit), tone("secondary"), {
                    stepped: true, borderDash: [6, 4],
                }),
                line(_t("Exposure"), points.map((point) => point.exposure), tone("primary"), {
                    fill: "origin",
                    backgroundColor: tone("primary") + "33",
                    pointRadius: points.map((point) => (point.over ? 4 : 2)),
                    pointBackgroundColor: points.map((point) => tone(point.over ? "danger" : "primary")),
                    pointBorderWidth: 0,
                }),
            ],
        },
        options: {
            interaction: { mode: "index", intersect: false },
            scales: {
                x: axis({ grid: { display: false }, ticks: { maxTicksLimit: 7, maxRotation: 0 } }),
                y: amountAxis(currency, { beginAtZero: true }),
            },
            plugins: {
                legend: { position: "top", align: "end", labels: { color: text(), boxWidth: 12, boxHeight: 2 } },
                ...tip(({ dataset, dataIndex, datasetIndex }) => {
                    const [exposure, limit] = points[dataIndex].texts;
                    return `${dataset.label}: ${datasetIndex ? exposure : limit}`;
                }),
            },
        },
    };
}

/** A dot a payment, at its days after the due date. */
export function payments({ dots }) {
    return {
        type: "line",
        data: {
            labels: dots.map((dot) => dot.name),
            datasets: [
                {
                    data: dots.map((dot) => dot.days),
                    showLine: false,
                    pointRadius: 6,
                    pointHoverRadius: 7,
                    pointBackgroundColor: dots.map((dot) => tone(dot.tone)),
                    pointBorderColor: scheme() === "dark" ? "#1B1D26" : "#FFFFFF",
                },
            ],
        },
        options: {
            clip: false,
            scales: {
                x: axis({ grid: { display: false }, ticks: { maxTicksLimit: 4, maxRotation: 0 } }),
                y: axis({ suggestedMin: 0, suggestedMax: 10, ticks: { maxTicksLimit: 4, precision: 0 } }),
            },
            plugins: { ...noLegend, ...tip(({ dataIndex }) => [dots[dataIndex].text, dots[dataIndex].late]) },
        },
    };
}

const STEPS = { limit: "secondary", used: "primary", order: "info", over: "danger", left: "success" };

/** Limit → used → this order → over, or left. */
export function waterfall({ steps, currency }) {
    return {
        type: "bar",
        data: {
            labels: steps.map((step) => step.name),
            datasets: [
                {
                    data: steps.map((step) => [step.start, step.end]),
                    backgroundColor: steps.map((step) => tone(STEPS[step.kind])),
                    maxBarThickness: 56,
                },
            ],
        },
        options: {
            scales: {
                x: axis({ grid: { display: false } }),
                y: amountAxis(currency, { beginAtZero: true }),
            },
            plugins: { ...noLegend, ...tip(({ dataIndex }) => steps[dataIndex].text) },
        },
    };
}

/** The figure of an alert with the thresholds at which it warns and clears. */
export function alertLine({ points, thresholds }) {
    const flat = ({ label, value, tone: name }) => ({
        label, data: points.map(() => value), borderColor: tone(name), backgroundColor: tone(name), borderWidth: 1.5,
        borderDash: [6, 4], pointRadius: 0, pointHitRadius: 0,
    });
    return {
        type: "line",
        data: {
            labels: points.map((point) => point.name),
            datasets: [
                {
                    label: _t("Figure"),
                    data: points.map((point) => point.value),
                    borderColor: tone("primary"),
                    backgroundColor: tone("primary"),
                    borderWidth: 2,
                    pointRadius: points.length > 14 ? 0 : 3,
                    pointHitRadius: 12,
                },
                ...thresholds.map(flat),
            ],
        },
        options: {
            interaction: { mode: "index", intersect: false },
            scales: {
                x: axis({ grid: { display: false }, ticks: { maxTicksLimit: 6, maxRotation: 0 } }),
                y: axis({ suggestedMin: 0, ticks: { maxTicksLimit: 5 } }),
            },
            plugins: {
                legend: { position: "top", align: "end", labels: { color: text(), boxWidth: 12, boxHeight: 2 } },
                ...tip(({ dataset, dataIndex, datasetIndex }) => {
                    const words = datasetIndex ? thresholds[datasetIndex - 1].text : points[dataIndex].text;
                    return `${dataset.label}: ${words}`;
                }),
            },
        },
    };
}

/** Money that came late by month, and how much of it each of two policies would have held. */
export function replayMonths({ points, names, currency }) {
    const colors = [tone("secondary"), tone("primary"), tone("info")];
    return {
        type: "bar",
        data: {
            labels: points.map((point) => point.name),
            datasets: names.map((label, index) => ({
                label,
                data: points.map((point) => point.values[index]),
                backgroundColor: colors[index],
                maxBarThickness: 24,
            })),
        },
        options: {
            interaction: { mode: "index", intersect: false },
            scales: {
                x: axis({ grid: { display: false }, ticks: { maxRotation: 45 } }),
                y: amountAxis(currency, { beginAtZero: true }),
            },
            plugins: {
                legend: { position: "top", align: "end", labels: { color: text(), boxWidth: 12 } },
                tooltip: {
                    callbacks: {
                        label: ({ dataset, dataIndex, datasetIndex }) =>
                            ` ${dataset.label}: ${points[dataIndex].texts[datasetIndex]}`,
                    },
                },
            },
        },
    };
}
