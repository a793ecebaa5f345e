import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { formatPercentage } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { CreditChart } from "../credit_pictures/credit_chart";
import { driftChart, gradeChart, quarterChart, scoreChart } from "./credit_risk_charts";

/** By the key of their section; addons add those of theirs. */
const charts = registry
    .category("credit_risk_charts")
    .add("grades", gradeChart)
    .add("scores", scoreChart)
    .add("drift", driftChart)
    .add("quarters", quarterChart);
const FORMATS = {
    number: (value) => formatFloat(value, { digits: [0, 0] }),
    decimal: (value) => formatFloat(value, { digits: [0, 2] }),
    share: (value) => formatPercentage(value, { digits: [0, 1] }),
    date: (value) => deserializeDate(value).toFormat("d MMM yyyy"),
};

/** Whether grades and scores still mean what they did: a chart a question, and its figures below. */
export class CreditRiskReport extends Component {
    static template = "credit_management.CreditRiskReport";
    static components = { CreditChart, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ status: "loading", data: null, error: "" });
        this.asked = { company_id: false, date: false, ...this.props.state?.asked };
        useSetupAction({ getLocalState: () => ({ asked: this.asked }) });
        onWillStart(() => void this.load());
    }

    async load() {
        this.state.status = this.state.data ? "reloading" : "loading";
        try {
            const data = await this.orm.call("credit.risk.report", "read_report", [], this.asked);
            this.charts = Object.fromEntries(
                data.sections.map((section) => [section.key, this.draw(section, data.bounds)])
            );
            Object.assign(this.state, { status: "ready", data, error: "" });
        } catch (error) {
            const message = error.data?.message || _t("The server could not be reached.");
            Object.assign(this.state, { status: "error", error: message });
        }
    }

    /** A chart of what is known; nothing where nothing is. */
    draw(section, bounds) {
        const figures = section.rows.some((row) => row.slice(2).some((value) => value !== false));
        return figures && charts.contains(section.key) ? charts.get(section.key)(section, bounds) : false;
    }

    onCompany(companyId) {
        this.asked.company_id = companyId;
        this.load();
    }

    onDate(date) {
        this.asked.date = date || false;
        this.load();
    }

    cell(value, column) {
        return value === false || !FORMATS[column.kind] ? value || "" : FORMATS[column.kind](value);
    }

    /** Columns of the screen: the bounds of a share stand beside it, not in columns of their own. */
    heads({ columns }) {
        return columns.filter((column) => !column.bound);
    }

    cells({ columns }, row) {
        const texts = columns.map((column, index) => this.cell(row[index], column));
        const range = (index) => (columns[index + 1]?.bound && texts[index] ? `${texts[index + 1]}–${texts[index + 2]}` : "");
        const cells = columns.map((column, index) => ({ column, text: texts[index], range: column.bound ? "" : range(index) }));
        return cells.filter(({ column }) => !column.bound);
    }

    label(section) {
        return _t("%s. The same figures follow as a table.", section.title);
    }

    workbook() {
        return this.action.doAction("credit_management.credit_workbook_export_action", {
            additionalContext: { default_report: "risk", default_date: this.state.data.date },
        });
    }
}

registry.category("actions").add("credit_management.risk_report", CreditRiskReport);
