import { cookie } from "@web/core/browser/cookie";
import { getColor, getCustomColor } from "@web/core/colors/colors";
import { getCurrency } from "@web/core/currency";
import { user } from "@web/core/user";

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

/** An amount as it is said in the reader's language: $ 1.2M, 1,2 Mio. €, ¥ 120万. */
function shortAmount(value, currencyId) {
    const how = { notation: "compact", maximumFractionDigits: 1, numberingSystem: "latn" };
    const number = new Intl.NumberFormat(user.lang, how).format(value);
    const { symbol, position } = getCurrency(currencyId) || {};
    const parts = position === "after" ? [number, symbol] : [symbol, number];
    return parts.filter(Boolean).join("\u00a0");
}

export function amountAxis(currencyId, more = {}) {
    return axis({ ...more, ticks: { callback: (value) => shortAmount(value, currencyId), maxTicksLimit: 5 } });
}

export const legend = () => ({ position: "bottom", labels: { color: text(), boxWidth: 12 } });
