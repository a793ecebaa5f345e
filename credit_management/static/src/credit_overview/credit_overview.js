import { Component, onWillStart, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { formatPercentage } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { CreditChart } from "../credit_pictures/credit_chart";
import { bucketChart, bucketColor, concentrationChart, gradeChart, trendChart } from "./credit_overview_charts";
import { CreditPages } from "./credit_overview_page";

/** The first page of the app: what needs me today, and how the company stands. */
export class CreditOverview extends Component {
    static template = "credit_management.CreditOverview";
    static components = { CreditChart, CreditPages, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ status: "loading", data: null, error: "", updatedAt: 0 });
        this.companyId = this.props.state?.companyId || false;
        // Opened under Configuration: the first steps are shown though all of them are done.
        this.showsStart = Boolean(this.props.action.context?.credit_start);
        this.charts = {};
        useSetupAction({ getLocalState: () => ({ companyId: this.companyId }) });
        // Not awaited: the page shows its outline meanwhile.
        onWillStart(() => void this.load());
    }

    // === DATA === //

    async load() {
        this.state.status = this.state.data ? "reloading" : "loading";
        try {
            const asked = { company_id: this.companyId, start: this.showsStart };
            const data = await this.orm.call("credit.overview", "read_overview", [], asked);
            this.draw(data);
            Object.assign(this.state, { status: "ready", data, error: "" });
        } catch (error) {
            const message = error.data?.message || _t("The server could not be reached.");
            Object.assign(this.state, { status: "error", error: message });
        }
    }

    draw({ concentration, exposure, trend, currency_id }) {
        this.charts = {};
        if (exposure) {
            this.charts.buckets = bucketChart(exposure.spread, currency_id);
            this.charts.grades = exposure.spread.grades?.length && gradeChart(exposure.spread, currency_id);
        }
        if (concentration) {
            this.charts.concentration = concentrationChart(concentration, currency_id);
        }
        // One month is a figure, and stands in its tile.
        if (trend && trend.length > 1) {
            this.charts.trend = trendChart(trend);
        }
    }

    onCompany(companyId) {
        this.companyId = companyId;
        this.load();
    }

    // === WHAT IS SHOWN === //

    get data() {
        return this.state.data;
    }

    get exposure() {
        return this.data.exposure;
    }

    get startWords() {
        const { start } = this.data;
        return _t("%(done)s of %(all)s done", { done: start.filter((step) => step.done).length, all: start.length });
    }

    get nothingToDo() {
        return this.data.tasks.every((task) => !task.count);
    }

    /** Two rows of as many tiles each where they do not fit one; seven do on a wide page. */
    evenTiles(count) {
        const columns = Math.min(Math.max(Math.ceil(count / 2), 4), 6);
        return { [`o_credit_tiles_${columns}`]: count > 5, o_credit_tiles_row: count < 8 };
    }

    get lastMonth() {
        return this.data.trend && this.data.trend.findLast((month) => month.dso !== false);
    }

    /** Months, or how they come to be where there are none yet. */
    get showsTrend() {
        return this.charts.trend || (this.data.trend && !this.data.trend.length && this.data.may_run);
    }

    /** By how much a figure has changed since a week before the last snapshots. */
    change(name) {
        const { week } = this.data;
        if (!week[name]) {
            return _t("as on %s", week.since);
        }
        const sign = week[name] > 0 ? "+" : "−";
        return _t("%(change)s since %(day)s", {
            change: sign + this.amount(Math.abs(week[name])),
            day: week.since,
        });
    }

    /** Colour of a place of the grades: red where customers became worse, green where better, deeper by the steps. */
    heat({ count, steps }) {
        if (!count) {
            return "";
        }
        const depth = Math.min(Math.abs(steps), 3);
        return steps ? `o_credit_heat_${steps > 0 ? "worse" : "better"}_${depth}` : "o_credit_heat_same";
    }

    /** Sentences with a figure in them, whole for translators. */
    get words() {
        const { exposure, lastMonth } = this;
        const { concentration, migration } = this.data;
        return {
            together: concentration
                ? _t("%(count)s customers owe %(share)s of it all.", {
                      count: concentration.rows.length,
                      share: this.percent(concentration.rows.at(-1).cumulated),
                  })
                : "",
            moved: migration
                ? _t("Of %(total)s customers since %(day)s: %(worse)s worse, %(better)s better.", {
                      total: this.number(migration.total),
                      day: migration.since,
                      worse: this.number(migration.worse),
                      better: this.number(migration.better),
                  })
                : "",
            asOf: _t("As of %s", this.data.as_of),
            overdueShare: _t("%s of receivables", this.percent(exposure.overdue.share || 0)),
            overBy: _t("by %s together", this.amount(exposure.largest.amount)),
            allOver: _t("All %s", this.number(exposure.largest.count)),
            endOf: _t("end of %s", lastMonth?.name || ""),
        };
    }

    bucketStyle(bucket, index) {
        return `background-color: ${bucketColor(bucket, index, this.exposure.spread.buckets)}`;
    }

    /** Whether an amount in the text takes the place of two tiles on a telephone. */
    isLong(text) {
        return /[\d.,\s']{15,}/.test(text || "");
    }

    /** The sign stands in front of the currency, as that of a change beside it does. */
    amount(value) {
        return (value < 0 ? "−" : "") + formatCurrency(Math.abs(value), this.data.currency_id);
    }

    percent(value) {
        return formatPercentage(value, { digits: [0, 1] });
    }

    number(value, decimals = 0) {
        return formatFloat(value, { digits: [0, decimals] });
    }

    // === CLICKS === //

    open(action) {
        return this.action.doAction(action);
    }

    /** The records of some grades or buckets, or of both. */
    openSpread(...parts) {
        const { action } = this.exposure.spread;
        const named = parts.map((part) => part.name);
        const domain = parts.reduce((all, part) => all.concat(part.domain), action.domain);
        return this.open({ ...action, domain, name: [action.name, ...named].join(" · ") });
    }

    openCell(gradeIndex, bucketIndex) {
        const { grades, buckets } = this.exposure.spread;
        return this.openSpread(grades[gradeIndex], buckets[bucketIndex]);
    }

    openBucket(index) {
        return this.openSpread(this.exposure.spread.buckets[index]);
    }

    openLargest(index) {
        return this.open(this.data.concentration.rows[index].action);
    }

    openMonth(index) {
        return this.open(this.data.trend[index].action);
    }

    openAccount(id, context = {}) {
        return this.open({
            type: "ir.actions.act_window",
            res_model: "credit.account",
            res_id: id,
            views: [[false, "form"]],
            context,
        });
    }

    /** In the company that is shown, which need not be the first of those that are active. */
    openNewAccount() {
        return this.openAccount(false, { default_company_id: this.data.company_id });
    }

    /** A button of a first step: opens what an action names, or does what the server then opens. */
    async onStart(button) {
        if (button.action) {
            return this.open(button.action);
        }
        const action = await this.orm.call("credit.overview", button.method, [this.data.company_id]);
        return action ? this.open(action) : this.load();
    }

    async runNow() {
        return this.open(await this.orm.call("credit.job.run", "action_run_now", []));
    }
}

registry.category("actions").add("credit_management.overview", CreditOverview);
