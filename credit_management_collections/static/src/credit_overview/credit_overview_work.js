import { CreditOverview } from "@credit_management/credit_overview/credit_overview";
import { patch } from "@web/core/utils/patch";

/** Calls, promises and disputes are tiles of their own block: while some wait, somebody is needed. */
patch(CreditOverview.prototype, {
    get nothingToDo() {
        return super.nothingToDo && !this.data.collections?.waiting;
    },
});
