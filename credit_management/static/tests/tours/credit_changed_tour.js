import { registry } from "@web/core/registry";
import { session } from "@web/session";

async function rpc(service, method, args) {
    const response = await fetch("/jsonrpc", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", method: "call", params: { service, method, args } }),
    });
    const answer = await response.json();
    if (answer.error) {
        throw new Error(answer.error.data.message);
    }
    return answer.result;
}

/** What somebody else does meanwhile, under the own name; the logins of tests are their passwords. */
async function as(login, model, ...calls) {
    const uid = await rpc("common", "login", [session.db, login, login]);
    for (const [method, ...args] of calls) {
        await rpc("object", "execute_kw", [session.db, uid, login, model, method, args]);
    }
}

const idInAddress = () => Number(window.location.pathname.match(/\d+$/)[0]);

registry.category("web_tour.tours").add("credit_management_changed", {
    steps: () => [
        {
            content: "The manager looks at 500",
            trigger: ".o_form_view .o_field_widget[name='amount']:contains('500')",
        },
        {
            content: "Meanwhile its author makes 900,000 of it",
            trigger: "button[name='action_approve']",
            run: () =>
                as(
                    "credit_test_analyst",
                    "credit.limit",
                    ["action_take_back", [idInAddress()]],
                    ["write", [idInAddress()], { amount: 900000 }],
                    ["action_propose", [idInAddress()]]
                ),
        },
        {
            content: "The form still shows 500: approve it",
            trigger: ".o_form_view .o_field_widget[name='amount']:contains('500')",
        },
        {
            content: "Approve",
            trigger: "button[name='action_approve']",
            run: "click",
        },
        {
            content: "It has changed since",
            trigger: ".modal:contains('has changed since you opened it'):contains('900,000')",
        },
        {
            content: "Close the message",
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "Look again",
            trigger: "body:not(:has(.modal)) .o_form_view",
            run: () => window.location.reload(),
            expectUnloadPage: true,
        },
        {
            content: "The manager looks at 900,000",
            trigger: ".o_form_view .o_field_widget[name='amount']:contains('900,000')",
        },
        {
            content: "Approve",
            trigger: "button[name='action_approve']",
            run: "click",
        },
        {
            content: "It is approved",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Approved')",
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_changed_in_list", {
    steps: () => [
        {
            content: "The manager selects a hold in the list",
            trigger: ".o_data_row:contains('Looked At') .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Meanwhile the salesperson makes the order larger",
            trigger: ".o_selection_box",
            run: async () => {
                const selected = document.querySelector(".o_data_row_selected td[name='order_name']");
                const name = selected.textContent.trim();
                const login = "credit_test_salesperson";
                const uid = await rpc("common", "login", [session.db, login, login]);
                const lines = [[["order_id.name", "=", name]]];
                const credentials = [session.db, uid, login, "sale.order.line"];
                const [line] = await rpc("object", "execute_kw", [...credentials, "search", lines]);
                await rpc("object", "execute_kw", [...credentials, "write", [[line], { price_unit: 90000 }]]);
            },
        },
        {
            content: "Release what was selected",
            trigger: ".o_control_panel button:contains('Release')",
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name='reason'] textarea",
            run: "edit Known for years",
        },
        {
            content: "Release",
            trigger: ".modal footer button[name='action_apply']",
            run: "click",
        },
        {
            content: "It has changed since the list showed it",
            trigger: ".modal:contains('has changed since you opened it'):contains('90,000')",
        },
    ],
});
