import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

const DECISIONS = { release: "action_open_release", refuse: "action_open_refuse" };

/**
 * Opens the dialog that a link of a mail has asked for, over the hold that it leads to. The figures of the hold are
 * sent along as by its own button: what was decided on is what was shown.
 */
export const creditHoldDecision = {
    dependencies: ["action", "orm"],
    start(env, { action, orm }) {
        const url = new URL(browser.location.href);
        const method = DECISIONS[url.searchParams.get("credit_decide")];
        const holdId = Number(url.pathname.split("/").pop());
        if (!method || !holdId) {
            return;
        }
        const open = async ({ detail: mode }) => {
            if (mode === "new") {
                return;
            }
            env.bus.removeEventListener("ACTION_MANAGER:UI-UPDATED", open);
            const [hold] = await orm.read("credit.hold", [holdId], ["shown", "can_decide"]);
            if (hold?.can_decide) {
                await action.doActionButton({
                    type: "object",
                    name: method,
                    resModel: "credit.hold",
                    resId: holdId,
                    resIds: [holdId],
                    context: {},
                    buttonContext: { credit_shown: hold.shown },
                    onClose: () => action.doAction({ type: "ir.actions.client", tag: "soft_reload" }),
                });
            }
        };
        env.bus.addEventListener("ACTION_MANAGER:UI-UPDATED", open);
    },
};

registry.category("services").add("credit_hold_decision", creditHoldDecision);
