import { DEFAULT_BG, getColor, getCustomColor } from "@web/core/colors/colors";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { formatPercentage } from "@web/views/fields/formatters";
import { ageColor, amountAxis, axis, scheme, text, tone } from "../credit_pictures/credit_colors";

const nothing = () => getCustomColor(scheme(), DEFAULT_BG, "#3C3E4B");

/** The colour of a bucket: what is in none is grey. */
export function bucketColor(bucket, index, buckets) {
    return bucket.aged ? ageColor(index, buckets.filter((one) => one.aged).length) : nothing();
}

const amounts = (currencyId) => amountAxis(currencyId, { stacked: true });

const amountLabel = (currencyId) => ({
    label: ({ dataset, raw }) => ` ${dataset.label}: ${formatCurrency(raw, currencyId)}`,
});

/** Exposure by grade, stacked by age. */
export function gradeChart({ grades, buckets }, currencyId) {
    return {
        type: "bar",
        data: {
            labels: grades.map((grade) => grade.name),
            datasets: buckets.map((bucket, index) => ({
                label: bucket.name,
                data: grades.map((grade) => grade.amounts[index]),
                backgroundColor: bucketColor(bucket, index, buckets),
                maxBarThickness: 48,
            })),
        },
        options: {
            scales: { x: axis({ stacked: true, grid: { display: false } }), y: amounts(currencyId) },
            plugins: { legend: { display: false }, tooltip: { callbacks: amountLabel(currencyId) } },
        },
    };
}

/** Exposure by age. */
export function bucketChart({ buckets }, currencyId) {
    return {
        type: "bar",
        data: {
            labels: buckets.map((bucket) => bucket.name),
            datasets: [
                {
                    label: _t("Exposure"),
                    data: buckets.map((bucket) => bucket.amount),
                    backgroundColor: buckets.map(bucketColor),
                    maxBarThickness: 32,
                },
            ],
        },
        options: {
            indexAxis: "y",
            scales: { x: amounts(currencyId), y: axis({ grid: { display: false }, ticks: { autoSkip: false } }) },
            plugins: { legend: { display: false }, tooltip: { callbacks: amountLabel(currencyId) } },
        },
    };
}

/** Amounts by their names, as columns. */
export function columnChart(label, { labels, values }, currencyId) {
    return {
        type: "bar",
        data: { labels, datasets: [{ label, data: values, backgroundColor: tone("primary"), maxBarThickness: 48 }] },
        options: {
            scales: { x: axis({ grid: { display: false } }), y: amountAxis(currencyId, { beginAtZero: true }) },
            plugins: { legend: { display: false }, tooltip: { callbacks: amountLabel(currencyId) } },
        },
    };
}

const short = (name) => (name.length > 16 ? name.slice(0, 15) + "…" : name);

/** Pareto: the largest customers as bars, the share they have together as a line. */
export function concentrationChart({ rows }, currencyId) {
    const percent = (value) => formatPercentage(value, { digits: [0, 0] });
    return {
        type: "bar",
        data: {
            labels: rows.map((row) => short(row.name)),
            datasets: [
                {
                    label: _t("Exposure"),
                    data: rows.map((row) => row.amount),
                    backgroundColor: tone("primary"),
                    maxBarThickness: 40,
                    order: 2,
                },
                {
                    type: "line",
                    label: _t("Share together"),
                    data: rows.map((row) => row.cumulated),
                    borderColor: tone("warning"),
                    backgroundColor: tone("warning"),
                    pointRadius: 3,
                    yAxisID: "share",
                    order: 1,
                },
            ],
        },
        options: {
            scales: {
                x: axis({ grid: { display: false }, ticks: { maxRotation: 45, autoSkip: false } }),
                y: amountAxis(currencyId, { beginAtZero: true }),
                share: axis({
                    position: "right",
                    min: 0,
                    max: 1,
                    grid: { display: false },
                    ticks: { callback: percent, maxTicksLimit: 6 },
                }),
            },
            plugins: {
                legend: { position: "bottom", labels: { color: text(), boxWidth: 12 } },
                tooltip: {
                    callbacks: {
                        title: ([{ dataIndex }]) => rows[dataIndex].name,
                        label: ({ dataset, raw }) =>
                            ` ${dataset.label}: ${dataset.type ? percent(raw) : formatCurrency(raw, currencyId)}`,
                    },
                },
            },
        },
    };
}

/** Days sales outstanding and overdue ratio by month end, each with an axis of its own. */
export function trendChart(trend) {
    const known = (value) => (value === false ? null : value);
    const days = (value) => formatFloat(value, { digits: [0, 0] });
    const line = (label, data, color, yAxisID, format) => ({
        label, data, yAxisID, borderColor: color, backgroundColor: color, format, pointRadius: 4,
        pointHitRadius: 12, spanGaps: true,
    });
    return {
        type: "line",
        data: {
            labels: trend.map((month) => month.name),
            datasets: [
                line(_t("DSO (days)"), trend.map((month) => known(month.dso)), getColor(0, scheme(), "sm"), "y", days),
                line(
                    _t("Overdue ratio"),
                    trend.map((month) => known(month.overdue_ratio)),
                    getColor(1, scheme(), "sm"),
                    "ratio",
                    formatPercentage
                ),
            ],
        },
        options: {
            interaction: { mode: "nearest", intersect: false },
            scales: {
                x: axis({ grid: { display: false } }),
                y: axis({ beginAtZero: true, ticks: { callback: days, maxTicksLimit: 6 } }),
                ratio: axis({
                    position: "right",
                    beginAtZero: true,
                    grid: { display: false },
                    ticks: { callback: (value) => formatPercentage(value, { digits: [0, 0] }), maxTicksLimit: 6 },
                }),
            },
            plugins: {
                legend: { position: "bottom", labels: { color: text(), boxWidth: 12 } },
                tooltip: {
                    callbacks: { label: ({ dataset, raw }) => ` ${dataset.label}: ${dataset.format(raw)}` },
                },
            },
        },
    };
}
