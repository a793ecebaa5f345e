import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { CreditChart } from "../credit_pictures/credit_chart";
import { columnChart } from "./credit_overview_charts";

/** The pages of a person's roles, side by side. */
export class CreditPages extends Component {
    static template = "credit_management.CreditPages";
    static props = { pages: Array, current: String };

    setup() {
        this.action = useService("action");
    }

    open(page) {
        return this.action.doAction(page.action, { clearBreadcrumbs: true });
    }
}

/** A page of one role: tiles, tables and checks, every figure as the server says it. */
export class CreditOverviewPage extends Component {
    static template = "credit_management.CreditOverviewPage";
    static components = { CreditChart, CreditPages, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ status: "loading", data: null, error: "" });
        this.charts = {};
        this.companyId = this.props.state?.companyId || false;
        useSetupAction({ getLocalState: () => ({ companyId: this.companyId }) });
        onWillStart(() => void this.load());
    }

    get page() {
        return this.props.action.context?.credit_page || "receivables";
    }

    get words() {
        return { asOf: _t("As of %s", this.state.data.as_of) };
    }

    async load() {
        this.state.status = this.state.data ? "reloading" : "loading";
        try {
            const data = await this.orm.call("credit.overview", "read_page", [this.page, this.companyId]);
            this.charts = this.draw(data);
            Object.assign(this.state, { status: "ready", data, error: "" });
        } catch (error) {
            const message = error.data?.message || _t("The server could not be reached.");
            Object.assign(this.state, { status: "error", error: message });
        }
    }

    /** The charts of the blocks that have one, by their keys. */
    draw({ blocks, currency_id }) {
        const drawn = blocks.filter((block) => block.chart);
        return Object.fromEntries(drawn.map(({ key, name, chart }) => [key, columnChart(name, chart, currency_id)]));
    }

    onCompany(companyId) {
        this.companyId = companyId;
        return this.load();
    }

    open(action) {
        return this.action.doAction(action);
    }

    async press(button) {
        if (button.action) {
            return this.open(button.action);
        }
        const action = await this.orm.call("credit.overview", button.method, [this.state.data.company_id]);
        if (action) {
            await this.open(action);
        }
        return this.load();
    }
}

registry.category("actions").add("credit_management.overview_page", CreditOverviewPage);
