import { Component, onWillStart, useState } from "@odoo/owl";
import { getCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { formatPercentage } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ageClass } from "../credit_pictures/credit_colors";

const FILTERS = { user_id: false, grade_id: false, country_id: false, minimum: 0 };

/** What customers owe by age: a table whose every amount leads to the items it adds up. */
export class CreditAging extends Component {
    static template = "credit_management.CreditAging";
    static components = { Layout, RecordSelector };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ status: "loading", data: null, error: "", more: false });
        const date = this.props.action.params?.date || false;
        this.asked = { company_id: false, date, grouping: "partner", ...FILTERS, ...this.props.state?.asked };
        this.asking = 0;
        useSetupAction({ getLocalState: () => ({ asked: this.asked }) });
        // Not awaited: the page shows that it reads.
        onWillStart(() => void this.load());
    }

    // === DATA === //

    call(method, ...args) {
        return this.orm.call("credit.aging", method, [this.asked, ...args]);
    }

    async load() {
        const asking = ++this.asking;
        this.state.status = this.state.data ? "reloading" : "loading";
        try {
            const data = await this.call("read_aging");
            if (asking === this.asking) {
                Object.assign(this.asked, { company_id: data.company_id, grouping: data.grouping });
                Object.assign(this.state, { status: "ready", data, error: "" });
            }
        } catch (error) {
            if (asking === this.asking) {
                const message = error.data?.message || _t("The server could not be reached.");
                Object.assign(this.state, { status: "error", error: message });
            }
        }
    }

    /** The next lines, below those shown. */
    async loadMore() {
        const { data } = this.state;
        this.state.more = true;
        try {
            const { rows } = await this.call("read_aging", data.rows.length);
            if (data === this.state.data) {
                data.rows.push(...rows);
            }
        } finally {
            this.state.more = false;
        }
    }

    ask(values) {
        Object.assign(this.asked, values);
        return this.load();
    }

    onMinimum(text) {
        return this.ask({ minimum: Math.max(Number(text) || 0, 0) });
    }

    onCompany(companyId) {
        // Days and buckets are the company's.
        return this.ask({ company_id: companyId, date: false });
    }

    clear() {
        return this.ask({ ...FILTERS });
    }

    // === WHAT IS SHOWN === //

    get data() {
        return this.state.data;
    }

    get isFiltered() {
        return Object.keys(FILTERS).some((name) => this.asked[name]);
    }

    get groupingName() {
        return this.data.groupings.find((one) => one.key === this.data.grouping).name;
    }

    get seesGrades() {
        return this.data.groupings.some((one) => one.key === "grade");
    }

    get words() {
        const { data } = this;
        const caption = { company: data.company, day: data.day, basis: data.basis, currency: data.currency };
        return {
            caption: _t("%(company)s, %(day)s, in %(currency)s, aged by %(basis)s", caption),
            shown: _t("%(shown)s of %(all)s shown", { shown: data.rows.length, all: data.count }),
        };
    }

    /** Ages of a line that are not empty, for a narrow screen. */
    parts(line) {
        return this.data.columns
            .map((column, index) => ({ column, amount: line.amounts[index] }))
            .filter(({ column, amount }) => amount && !["receivable", "balance"].includes(column.key));
    }

    /** The widths of a line's ages in its bar. */
    bar(line) {
        const ages = this.ages.map((column, index) => ({ column, amount: Math.max(line.amounts[index], 0) }));
        const whole = ages.reduce((sum, { amount }) => sum + amount, 0);
        return ages
            .filter(({ amount }) => amount)
            .map(({ column, amount }) => ({ column, style: `width: ${(100 * amount) / whole}%` }));
    }

    get total() {
        return { name: _t("Total"), amounts: this.data.totals };
    }

    get ages() {
        return this.data.columns.filter((column) => column.age !== false);
    }

    color(column) {
        return column.age === false ? "o_credit_age_none" : ageClass(column.age, this.ages.length);
    }

    amount(value) {
        return formatFloat(value, { digits: [0, getCurrency(this.data.currency_id)?.digits[1] ?? 2] });
    }

    share(index) {
        if (!this.data.shares) {
            return "";
        }
        const value = index < this.data.shares.length ? this.data.shares[index] : 100;
        return formatPercentage(value / 100, { digits: [0, 1] });
    }

    cellLabel(name, column, amount) {
        return `${name}, ${column.name}: ${this.amount(amount)}`;
    }

    name(line) {
        return line.count > 1 && this.data.grouping !== "partner"
            ? _t("%(name)s (%(count)s customers)", line)
            : line.name;
    }

    // === CLICKS === //

    async open(line, column) {
        return this.action.doAction(await this.call("open_items", line?.key ?? null, column?.key));
    }

    async print() {
        return this.action.doAction(await this.call("print_aging"));
    }

    openOrders() {
        return this.action.doAction("credit_management.credit_open_item_action");
    }

    /** The workbook's dialog, filled with the very same choice. */
    workbook() {
        const { asked, data } = this;
        const chosen = (id) => (id ? [id] : []);
        return this.action.doAction("credit_management.credit_workbook_export_action", {
            additionalContext: {
                default_report: "aging",
                default_date: data.date,
                default_company_ids: data.company_ids,
                default_only_receivable: true,
                default_user_ids: chosen(asked.user_id),
                default_grade_ids: chosen(asked.grade_id),
                default_country_ids: chosen(asked.country_id),
                default_minimum: asked.minimum,
            },
        });
    }
}

registry.category("actions").add("credit_management.aging", CreditAging);
