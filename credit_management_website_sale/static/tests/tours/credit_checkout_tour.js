import { registry } from "@web/core/registry";
import * as tourUtils from "@website_sale/js/tours/tour_utils";

function checkout(...outcome) {
    return [
        ...tourUtils.addToCart({ productName: "Credit Goods", search: false, expectUnloadPage: true }),
        tourUtils.goToCart(),
        tourUtils.goToCheckout(),
        tourUtils.waitForInteractionToLoad(),
        tourUtils.confirmOrder(),
        {
            content: "Pay when it is delivered",
            trigger: "input[name='o_payment_radio'][data-payment-method-code='cash_on_delivery']",
            run: "click",
        },
        ...tourUtils.pay({ expectUnloadPage: true }),
        ...outcome,
        {
            content: "Go back to the shop",
            trigger: "a[href='/shop']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "A new cart, and nothing in it",
            trigger: "sup.my_cart_quantity:not(:visible), sup.my_cart_quantity.d-none",
        },
    ];
}

// Both start in the shop, with "Credit Goods" for sale and cash on delivery.
registry.category("web_tour.tours").add("credit_management_checkout_held", {
    steps: () =>
        checkout({
            content: "The order awaits approval",
            trigger: ".o_credit_awaits_approval:contains('awaits our approval')",
        }),
});

registry.category("web_tour.tours").add("credit_management_checkout_confirmed", {
    steps: () =>
        checkout({
            content: "The order is confirmed, and nothing is said of approval",
            trigger: "#wrap:contains('Thank you for your order'):not(:has(.o_credit_awaits_approval))",
        }),
});
