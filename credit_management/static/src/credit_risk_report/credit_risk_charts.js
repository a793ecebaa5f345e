import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { formatPercentage } from "@web/views/fields/formatters";
import { axis, color, legend } from "../credit_pictures/credit_colors";
import { monthName } from "../credit_pictures/credit_days";

const percent = (value) => formatPercentage(value, { digits: [0, 1] });
const decimal = (value) => formatFloat(value, { digits: [0, 2] });
const known = (value) => (value === false ? null : value);
// Columns of the rows, as the server sends them.
const GRADE = { card: 0, name: 1, serious: 6, least: 7, most: 8 };
const SCORE = { from: 0, to: 1, share: 3, least: 4, most: 5 };
const MONTH = { day: 0, first: 2 };
const QUARTER = { name: 0, area: 3 };

const range = (label, data) => ({
    label, data, backgroundColor: "rgba(90,90,90,.55)", maxBarThickness: 6, grouped: false, order: 0,
});
const shares = (more = {}) => axis({ beginAtZero: true, ticks: { callback: percent, maxTicksLimit: 6 }, ...more });

/** Share more than 30 days late by grade, all cards together, each with the range it lies in 95 times of 100. */
export function gradeChart({ rows }) {
    const own = rows.filter((row) => row[GRADE.card] === rows[0][GRADE.card] && row[GRADE.serious] !== false);
    return {
        type: "bar",
        data: {
            labels: own.map((row) => row[GRADE.name]),
            datasets: [
                {
                    label: _t("More than 30 days late"),
                    data: own.map((row) => row[GRADE.serious]),
                    backgroundColor: color(0),
                    maxBarThickness: 48,
                    order: 1,
                },
                range(_t("95% range"), own.map((row) => [row[GRADE.least], row[GRADE.most]])),
            ],
        },
        options: {
            scales: { x: axis({ grid: { display: false } }), y: shares() },
            plugins: { legend: legend(), tooltip: { callbacks: { label: shareLabel } } },
        },
    };
}

function shareLabel({ dataset, raw }) {
    const figure = Array.isArray(raw) ? raw.map(percent).join(" – ") : percent(raw.y ?? raw);
    return ` ${dataset.label}: ${figure}`;
}

/** Probability by score, in steps, with its range. */
export function scoreChart({ rows }) {
    const line = (label, column, more) => ({
        label,
        data: rows.flatMap((row) => [
            { x: row[SCORE.from], y: row[column] },
            { x: row[SCORE.to], y: row[column] },
        ]),
        pointRadius: 0,
        pointHitRadius: 8,
        borderWidth: 2,
        ...more,
    });
    const bound = { borderColor: color(0), backgroundColor: color(0), borderDash: [4, 4], borderWidth: 1 };
    return {
        type: "line",
        data: {
            datasets: [
                line(_t("Probability"), SCORE.share, { borderColor: color(0), backgroundColor: color(0) }),
                line(_t("At least"), SCORE.least, bound),
                line(_t("At most"), SCORE.most, bound),
            ],
        },
        options: {
            scales: {
                x: axis({ type: "linear", min: 0, max: 100, title: { text: _t("Score") } }),
                y: shares(),
            },
            plugins: { legend: legend(), tooltip: { callbacks: { label: shareLabel } } },
        },
    };
}

/** Stability index of the score and of each input by month, with the bound past which customers are others. */
export function driftChart({ rows, columns }, bounds) {
    const names = columns.slice(MONTH.first).map((column) => column.title);
    const lines = names.map((label, index) => ({
        label,
        data: rows.map((row) => known(row[MONTH.first + index])),
        borderColor: color(index, true),
        backgroundColor: color(index, true),
        borderWidth: index ? 1.5 : 3,
        pointRadius: 3,
        spanGaps: true,
    }));
    const bound = (label, value, dash) => ({
        label, data: rows.map(() => value), borderColor: "rgba(200,50,50,.8)", borderDash: dash, borderWidth: 1,
        pointRadius: 0, backgroundColor: "transparent",
    });
    return {
        type: "line",
        data: {
            labels: rows.map((row) => monthName(row[MONTH.day])),
            datasets: [...lines, bound(_t("Other customers from %s on", bounds.drifted), bounds.drifted, [6, 4])],
        },
        options: {
            scales: {
                x: axis({ grid: { display: false } }),
                y: axis({ beginAtZero: true, suggestedMax: 0.3, ticks: { callback: decimal, maxTicksLimit: 6 } }),
            },
            plugins: {
                legend: legend(),
                tooltip: { callbacks: { label: ({ dataset, raw }) => ` ${dataset.label}: ${decimal(raw)}` } },
            },
        },
    };
}

/** Area under the curve by quarter. */
export function quarterChart({ rows }) {
    if (rows.every((row) => known(row[QUARTER.area]) === null)) {
        return false;
    }
    return {
        type: "line",
        data: {
            labels: rows.map((row) => row[QUARTER.name]),
            datasets: [
                {
                    label: _t("Area under the curve"),
                    data: rows.map((row) => known(row[QUARTER.area])),
                    borderColor: color(0),
                    backgroundColor: color(0),
                    pointRadius: 4,
                    spanGaps: true,
                },
            ],
        },
        options: {
            scales: {
                x: axis({ grid: { display: false } }),
                y: axis({ min: 0.4, max: 1, ticks: { callback: decimal, maxTicksLimit: 7 } }),
            },
            plugins: {
                legend: { display: false },
                tooltip: { callbacks: { label: ({ dataset, raw }) => ` ${dataset.label}: ${decimal(raw)}` } },
            },
        },
    };
}
