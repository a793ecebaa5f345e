import { ConnectionLostError } from "@web/core/network/rpc";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { patch } from "@web/core/utils/patch";

patch(OrderPaymentValidation.prototype, {
    /** @override */
    async askBeforeValidation() {
        if ((await super.askBeforeValidation(...arguments)) === false) {
            return false;
        }
        return await this.pos.creditMayGoOn(this.order);
    },

    /** @override */
    handleValidationError(error) {
        if (error instanceof ConnectionLostError && this.pos.creditIsAsked(this.order)) {
            // The goods go; the server learns that the till could not tell it.
            this.order.credit_offline = true;
        }
        return super.handleValidationError(...arguments);
    },
});
