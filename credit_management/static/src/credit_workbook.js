import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { downloadFile } from "@web/core/network/download";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const NEWLINE = 10;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * Read an answer that begins with lines of JSON; after one with a size comes a file of that size.
 *
 * @param {ReadableStreamDefaultReader} reader
 * @param {(line: object) => void} onLine
 * @returns {Promise<{name: string, blob: Blob}>}
 */
export async function readWorkbook(reader, onLine) {
    const decoder = new TextDecoder();
    let pending = new Uint8Array();
    let file = null;
    const parts = [];
    for (;;) {
        const { done, value } = await reader.read();
        if (done) {
            break;
        }
        if (file) {
            parts.push(value);
            continue;
        }
        const joined = new Uint8Array(pending.length + value.length);
        joined.set(pending);
        joined.set(value, pending.length);
        pending = joined;
        for (let end; !file && (end = pending.indexOf(NEWLINE)) >= 0; ) {
            const line = JSON.parse(decoder.decode(pending.subarray(0, end)));
            pending = pending.slice(end + 1);
            if (line.error) {
                throw new Error(line.error);
            }
            if (line.size === undefined) {
                onLine(line);
            } else {
                file = line;
                parts.push(pending);
            }
        }
    }
    const blob = new Blob(parts, { type: XLSX });
    if (!file || blob.size !== file.size) {
        throw new Error(_t("The connection was lost before the workbook was complete. Try again."));
    }
    return { name: file.name, blob };
}

/** How far a workbook is; it closes when the browser has it. */
export class CreditWorkbookDialog extends Component {
    static template = "credit_management.CreditWorkbookDialog";
    static components = { Dialog };
    static props = { title: String, url: String, close: Function, onDone: Function };

    setup() {
        this.state = useState({ done: 0, total: 0, error: "" });
        this.controller = new AbortController();
        onMounted(() => this.make());
        onWillUnmount(() => this.controller.abort());
    }

    get percent() {
        return this.state.total ? Math.floor((100 * this.state.done) / this.state.total) : 0;
    }

    async make() {
        try {
            const response = await fetch(this.props.url, { signal: this.controller.signal });
            if (!response.ok) {
                throw new Error(_t("The workbook could not be made. Reload the page and try again."));
            }
            const { name, blob } = await readWorkbook(response.body.getReader(), (line) => {
                Object.assign(this.state, line);
            });
            downloadFile(blob, name, XLSX);
            this.props.onDone();
            this.props.close();
        } catch (error) {
            if (error.name !== "AbortError") {
                this.state.error = error.message;
            }
        }
    }
}

registry.category("actions").add(
    "credit_management.workbook",
    (env, action) =>
        new Promise((resolve) => {
            let made = false;
            env.services.dialog.add(
                CreditWorkbookDialog,
                { title: action.name, url: action.params.url, onDone: () => (made = true) },
                { onClose: () => resolve(made ? { type: "ir.actions.act_window_close" } : undefined) }
            );
        })
);
