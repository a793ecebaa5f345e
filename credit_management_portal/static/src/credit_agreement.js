import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/**
 * The page of an agreement opens at its text: Odoo's form for signatures takes the cursor to its first field, at the
 * end of the page, before anybody has done anything. Keys and screen readers begin at the top, too. Where the page has
 * been opened behind another tab no field tells that it has the cursor; that the page has scrolled does.
 */
export class CreditAgreement extends Interaction {
    static selector = "#credit_agreement";
    dynamicContent = {
        _root: { "t-on-focusin": this.stayOnTop },
        _window: { "t-on-scroll": this.stayOnTop },
    };

    stayOnTop() {
        const active = document.activeElement;
        if (this.isOpened || active === this.el || !this.el.contains(active)) {
            return;
        }
        this.isOpened = true;
        if (!navigator.userActivation?.hasBeenActive && !window.location.hash) {
            this.waitForTimeout(() => {
                this.el.focus({ preventScroll: true });
                window.scrollTo(0, 0);
            }, 0);
        }
    }
}

registry.category("public.interactions").add("credit_management_portal.credit_agreement", CreditAgreement);
