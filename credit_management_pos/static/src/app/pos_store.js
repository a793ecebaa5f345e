import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";

import { CreditReleasePopup } from "./credit_release_popup";

patch(PosStore.prototype, {
    /** What of an order is to go on the customer account. */
    creditAmount(order) {
        return order.payment_ids
            .filter((payment) => payment.payment_method_id.type === "pay_later")
            .reduce((sum, payment) => sum + payment.getAmount(), 0);
    },

    creditIsAsked(order) {
        return Boolean(order.getPartner()) && this.creditAmount(order) > 0;
    },

    /** What the policy says; the server alone decides, here and when the order is paid. */
    async creditVerdict(order) {
        return await this.data.call("pos.order", "credit_till_verdict", [
            this.config.id,
            order.getPartner().id,
            this.creditAmount(order),
            order.uuid,
        ]);
    },

    /** Show the verdict as soon as the method is chosen. */
    async creditShowVerdict(order) {
        if (!this.creditIsAsked(order)) {
            return;
        }
        let verdict;
        try {
            verdict = await this.creditVerdict(order);
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return; // asked again when the order is validated
            }
            throw error;
        }
        if (!verdict.passes) {
            await this.creditAskRelease(order, verdict);
            return;
        }
        const figures = verdict.limit
            ? _t("Limit %(limit)s · available %(available)s.", verdict)
            : "";
        this.notification.add([verdict.sentence, figures].filter(Boolean).join(" "), {
            type: "info",
        });
    },

    /** Whether an order may be paid on account: it passes, is released now, or is within what is allowed offline. */
    async creditMayGoOn(order) {
        if (!this.creditIsAsked(order)) {
            return true;
        }
        let verdict;
        try {
            verdict = await this.creditVerdict(order);
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return this.creditMayGoOnOffline(order);
            }
            throw error;
        }
        order.credit_offline = false;
        return verdict.passes || (await this.creditAskRelease(order, verdict));
    },

    async creditAskRelease(order, verdict) {
        const released = await makeAwaitable(this.dialog, CreditReleasePopup, {
            order,
            verdict,
            call: async (method, args) => {
                // The server has to know the ticket that somebody is to release.
                await this.syncAllOrders({ orders: [order], force: true, throw: true });
                return await this.data.call("pos.order", method, [[order.id], ...args]);
            },
        });
        return Boolean(released);
    },

    // === OFFLINE === //

    creditCustomerId(order) {
        const partner = order.getPartner();
        return partner?.raw.commercial_partner_id || partner?.id;
    },

    /** What the customer of an order has taken on account in this session while the till was offline. */
    creditTakenOffline(order) {
        return this.models["pos.order"]
            .filter(
                (other) =>
                    other.credit_offline &&
                    other.uuid !== order.uuid &&
                    other.session_id?.id === this.session.id &&
                    this.creditCustomerId(other) === this.creditCustomerId(order)
            )
            .reduce((sum, other) => sum + this.creditAmount(other), 0);
    },

    creditMayGoOnOffline(order) {
        const allowance = this.config.credit_offline_allowance || 0;
        const left = Math.max(allowance - this.creditTakenOffline(order), 0);
        const partner = order.getPartner().name;
        if (this.currency.round(this.creditAmount(order) - left) > 0) {
            this.dialog.add(AlertDialog, {
                title: _t("Not on the customer account"),
                body: _t(
                    "The credit policy cannot be asked while the till is offline. Until it is back, %(partner)s may take %(left)s on account.",
                    { partner, left: this.env.utils.formatCurrency(left) }
                ),
            });
            return false;
        }
        order.credit_offline = true;
        this.notification.add(
            _t("On account without asking: the till is offline. The credit department will be told."),
            { type: "warning" }
        );
        return true;
    },
});
