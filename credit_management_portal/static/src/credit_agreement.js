import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/**
 * The page of an agreement opens at its text: Odoo's form for signatures takes the cursor to its first field, at the
 * end of the page, before anybody has done anything.
 */
export class CreditAgreement extends Interaction {
    static selector = "#credit_agreement";
    dynamicContent = { _root: { "t-on-focusin": this.stayOnTop } };

    stayOnTop() {
        if (!this.isOpened && !navigator.userActivation.hasBeenActive && !window.location.hash) {
            this.waitForTimeout(() => window.scrollTo(0, 0), 0);
        }
        this.isOpened = true;
    }
}

registry.category("public.interactions").add("credit_management_portal.credit_agreement", CreditAgreement);
