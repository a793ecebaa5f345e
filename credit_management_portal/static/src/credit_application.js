import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/**
 * Buttons of a step keep what was typed, without scripts. This keeps it on the ways off the page that have no button: the
 * browser's way back, a link of the site, another app on a telephone, a tab that is closed. A file that was chosen and not
 * sent is too large for that.
 */
export class CreditApplication extends Interaction {
    static selector = "form#credit_application_step[data-step]";
    dynamicContent = {
        _root: { "t-on-input": this.onInput, "t-on-submit": this.onSubmit },
        _document: { "t-on-visibilitychange": this.keep },
        _window: { "t-on-pagehide": this.keep },
    };

    onInput() {
        this.isTyped = true;
    }

    onSubmit() {
        this.isTyped = false;
    }

    keep(event) {
        if (!this.isTyped || (event.type === "visibilitychange" && document.visibilityState !== "hidden")) {
            return;
        }
        const typed = [...new FormData(this.el)].filter(([, value]) => typeof value === "string");
        navigator.sendBeacon(this.el.action, new URLSearchParams([...typed, ["go", "later"]]));
        this.isTyped = false;
    }
}

registry.category("public.interactions").add("credit_management_portal.credit_application", CreditApplication);
