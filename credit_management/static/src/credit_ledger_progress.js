import { Component, onWillUnmount, useEffect } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatInteger } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const WORKING = ["importing", "failing", "undoing"];
const PAUSE = 2000; // milliseconds between two looks

/** The progress of an import; it refreshes until the import is over. */
export class CreditLedgerProgress extends Component {
    static template = "credit_management.CreditLedgerProgress";
    static props = { ...standardFieldProps };

    setup() {
        this.timer = null;
        useEffect(
            () => {
                this.lookAgain();
                return () => clearTimeout(this.timer);
            },
            () => [this.data.state, this.props.record.resId]
        );
        onWillUnmount(() => {
            this.left = true;
            clearTimeout(this.timer);
        });
    }

    get data() {
        return this.props.record.data;
    }

    get percent() {
        return this.data.progress;
    }

    get text() {
        const { state, done_count: done, invoice_count: all } = this.data;
        if (state === "importing") {
            return _t("%(done)s of %(all)s invoices booked", {
                done: formatInteger(done),
                all: formatInteger(all),
            });
        }
        return _t("%(done)s invoices still to be taken back", { done: formatInteger(done) });
    }

    lookAgain() {
        clearTimeout(this.timer);
        if (this.left || !WORKING.includes(this.data.state)) {
            return;
        }
        this.timer = setTimeout(async () => {
            if (!document.hidden) {
                await this.props.record.load();
            }
            this.lookAgain();
        }, PAUSE);
    }
}

registry.category("fields").add("credit_ledger_progress", {
    component: CreditLedgerProgress,
    supportedTypes: ["integer"],
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "done_count", type: "integer" },
        { name: "invoice_count", type: "integer" },
    ],
});
