import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { patch } from "@web/core/utils/patch";

patch(PaymentScreen.prototype, {
    /** @override */
    async addNewPaymentLine(paymentMethod) {
        const added = await super.addNewPaymentLine(...arguments);
        if (added && paymentMethod.type === "pay_later") {
            await this.pos.creditShowVerdict(this.currentOrder);
        }
        return added;
    },
});
