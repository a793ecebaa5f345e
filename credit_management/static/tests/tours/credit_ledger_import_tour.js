import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { inputFiles } from "@web/../tests/utils";

const LEDGER = [
    "Customer;Customer No;Invoice No;Invoice Date;Due Date;Amount;Paid On",
    "Tour Customer;T1;T-1;01.02.2025;15.03.2025;1.234,50;20.03.2025",
    "Tour Customer;T1;T-2;13.02.2025;15.03.2025;99,00;",
    "New Customer;T2;T-3;14.02.2025;16.03.2025;10,00;16.03.2025",
].join("\r\n");

registry.category("web_tour.tours").add("credit_management_ledger_import", {
    steps: () => [
        {
            content: "Begin an import",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Choose the file",
            trigger: ".o_field_widget[name='file'] input[type='file']:not(:visible)",
            async run() {
                await inputFiles(".o_field_widget[name='file'] input[type='file']", [
                    new File([LEDGER], "ledger.csv", { type: "text/csv" }),
                ]);
            },
        },
        {
            content: "The file has arrived",
            trigger: "button[name='action_read']:contains('Read File')",
        },
        {
            // Saving reads it; the button would read it once more and load the form anew over what is ticked next.
            content: "Save, and have it read",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "It says what will be booked",
            trigger: ".o_field_widget[name='preview'] td:contains('New Customer (new)')",
            timeout: 60000, // the server reads and books meanwhile
        },
        {
            content: "The totals are there",
            trigger: ".o_field_widget[name='amount_text']:contains('USD 1,343.50')",
        },
        {
            content: "Look at the columns",
            trigger: ".o_notebook .nav-link:contains('Columns')",
            run: "click",
        },
        {
            content: "They are guessed, with the way they are written",
            trigger: ".o_data_row:contains('Paid On'):contains('Payment Date'):contains('Day.Month.Year')",
        },
        {
            content: "Let missing customers be created",
            trigger: ".o_field_widget[name='create_customers'] input",
            run: "click",
        },
        {
            content: "Go back to the totals",
            trigger: ".o_notebook .nav-link:contains('What the File Says')",
            run: "click",
        },
        {
            content: "Accept them",
            trigger: ".o_field_widget[name='total_accepted'] input",
            run: "click",
        },
        {
            content: "Import it",
            trigger: "button[name='action_import']",
            run: "click",
        },
        {
            content: "It is asked once more",
            trigger: ".modal .btn-primary:contains('Ok')",
            run: "click",
        },
        {
            content: "It tells how far it is",
            trigger: ".o_credit_ledger_progress:contains('0 of 3 invoices booked')",
            timeout: 60000, // the server reads and books meanwhile
        },
        {
            content: "The scheduled job does its work",
            trigger: ".o_credit_ledger_progress",
            async run() {
                const [job] = await rpc("/web/dataset/call_kw/ir.cron/search", {
                    model: "ir.cron",
                    method: "search",
                    args: [[["cron_name", "=", "Credit: import of old ledgers"]]],
                    kwargs: {},
                });
                await rpc("/web/dataset/call_kw/ir.cron/method_direct_trigger", {
                    model: "ir.cron",
                    method: "method_direct_trigger",
                    args: [[job]],
                    kwargs: {},
                });
            },
        },
        {
            content: "The form refreshes until the import is done",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Done')",
            timeout: 60000, // the server reads and books meanwhile
        },
        {
            content: "Open the invoices",
            trigger: "button[name='action_open_invoices']:contains('3')",
            run: "click",
        },
        {
            content: "They are there",
            trigger: ".o_list_view .o_data_row:contains('New Customer')",
        },
    ],
});
