import { deserializeDate } from "@web/core/l10n/dates";

/** The month of a day in letters and its year, in the reader's language: May 2026. */
export const monthName = (day) => deserializeDate(day).toLocaleString({ month: "short", year: "numeric" });
