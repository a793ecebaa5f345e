import { cookie } from "@web/core/browser/cookie";
import { getColor, getCustomColor } from "@web/core/colors/colors";
import { formatCurrency } from "@web/core/currency";

export const scheme = () => cookie.get("color_scheme");
export const text = () => getCustomColor(scheme(), "#111827", "#E4E4E4");
export const grid = () => getCustomColor(scheme(), "rgba(0,0,0,.1)", "rgba(255,255,255,.15)");
/** A colour of Odoo's palettes, that of a few or that of many lines. */
export const color = (index, many = false) => getColor(index, scheme(), many ? "lg" : "sm");

// Each light on dark and dark on light, 3 : 1 against the page at least.
const TONES = {
    primary: ["#2F7FC1", "#4EA7F2"],
    success: ["#1E8449", "#43C58A"],
    warning: ["#B9770E", "#F4B261"],
    danger: ["#C0392B", "#F1707F"],
    info: ["#7A4FB5", "#A992E8"],
    secondary: ["#7E8290", "#A4A8B6"],
};

/** The colour of a tone, by the names that Bootstrap has for it. */
export function tone(name) {
    const [light, dark] = TONES[name] || TONES.secondary;
    return getCustomColor(scheme(), light, dark);
}

// From what is not due, green, to what is oldest, dark red: told apart by lightness, too. As $o-credit-ages has them.
const AGES = ["#2E8B57", "#F2C14E", "#EC9A3C", "#DD6B34", "#C0392B", "#7B241C"];

/** The step of an age among so many: the first one is not due, the last one the oldest. */
export function ageStep(age, count) {
    return count > 1 ? Math.round((age * (AGES.length - 1)) / (count - 1)) : 0;
}

export const ageColor = (age, count) => AGES[ageStep(age, count)];
export const ageClass = (age, count) => `o_credit_age_${ageStep(age, count)}`;

/** An axis as all charts have it: quiet, and read on a dark page too. */
export function axis(more = {}) {
    return {
        grid: { color: grid() },
        border: { display: false },
        ...more,
        ticks: { color: text(), ...more.ticks },
        ...(more.title && { title: { display: true, color: text(), ...more.title } }),
    };
}

export function amountAxis(currencyId, more = {}) {
    const human = (value) => formatCurrency(value, currencyId, { humanReadable: true, digits: [0, 1] });
    return axis({ ...more, ticks: { callback: human, maxTicksLimit: 5 } });
}

export const legend = () => ({ position: "bottom", labels: { color: text(), boxWidth: 12 } });
