import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as OfflineUtil from "@point_of_sale/../tests/generic_helpers/offline_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { registry } from "@web/core/registry";

const sell = (quantity) => [
    ...ProductScreen.addOrderline("Till Bread", quantity),
    ...ProductScreen.clickPartnerButton(),
    ...ProductScreen.clickCustomer("Till Customer"),
    ...ProductScreen.clickPayButton(),
    ...PaymentScreen.clickPaymentMethod("Customer Account"),
];
const typePin = (pin) => [
    { content: "type a PIN", trigger: ".credit-release .credit-pin", run: `edit ${pin}` },
    { content: "release", trigger: ".credit-release-button:not([disabled])", run: "click" },
];
// The server is told of all that was sold meanwhile: on a busy machine that takes its time.
const told = ReceiptScreen.isShown().map((step) => ({ ...step, timeout: 60000 }));
const closed = { content: "the question is gone", trigger: "body:not(:has(.credit-release))" };

// Over the limit: refused, the back office is asked, a wrong PIN, the right one, and on it goes.
registry.category("web_tour.tours").add("credit_till_release_tour", {
    steps: () =>
        [
            Chrome.startPoS(),
            sell("15"),
            {
                content: "the verdict is told",
                trigger: ".credit-release .credit-sentence:contains(1,500.00)",
            },
            {
                content: "with what is available",
                trigger: ".credit-release .credit-available:contains(1,000.00)",
            },
            { content: "not now", trigger: ".credit-discard-button", run: "click" },
            closed,
            PaymentScreen.clickValidate(),
            { content: "ask the back office", trigger: ".credit-ask-button:contains(Back Office)", run: "click" },
            { content: "it waits", trigger: ".credit-release .credit-waiting" },
            { content: "ask again", trigger: ".credit-ask-button:contains(Again):not([disabled])", run: "click" },
            { content: "it still waits", trigger: ".credit-release .credit-waiting" },
            typePin("0815"),
            { content: "that was wrong", trigger: ".credit-release .credit-error:contains(Wrong PIN)" },
            typePin("4711"),
            closed,
            ReceiptScreen.isShown(),
        ].flat(),
});

// Offline: as much as is allowed, and no more.
registry.category("web_tour.tours").add("credit_till_offline_tour", {
    steps: () =>
        [
            Chrome.startPoS(),
            OfflineUtil.setOfflineMode(),
            sell("2"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.isShown(),
            ReceiptScreen.clickNextOrder(),
            sell("2"),
            PaymentScreen.clickValidate(),
            Dialog.is({ title: "Not on the customer account" }),
            {
                content: "what is left is told",
                trigger: ".modal-body:contains(100.00)",
            },
            Dialog.confirm(),
            OfflineUtil.setOnlineMode(),
            PaymentScreen.clickPaymentlineDelButton("Customer Account", "200.00"),
            PaymentScreen.clickPaymentMethod("Cash of the Till"),
            PaymentScreen.clickValidate(),
            told,
        ].flat(),
});
