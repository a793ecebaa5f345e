import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";

/**
 * A sale on account that the credit policy stops: why, and who may let it through. A person with authority types a
 * PIN, which the server checks, or somebody in the back office releases it and the till asks again.
 */
export class CreditReleasePopup extends Component {
    static template = "credit_management_pos.CreditReleasePopup";
    static components = { Dialog };
    static props = {
        order: Object,
        verdict: Object,
        // Calls a method of the ticket on the server and gives its verdict.
        call: Function,
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.notification = useService("notification");
        const [first] = this.props.verdict.people;
        this.state = useState({
            verdict: this.props.verdict,
            userId: first ? first.id : false,
            pin: "",
            busy: false,
        });
    }

    get verdict() {
        return this.state.verdict;
    }

    async release() {
        await this.ask("credit_till_release", [this.state.userId, this.state.pin]);
    }

    async askBackOffice() {
        await this.ask(this.verdict.waiting ? "credit_till_state" : "credit_till_ask", []);
    }

    async ask(method, args) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            const verdict = await this.props.call(method, args);
            if (method === "credit_till_release") {
                this.state.pin = "";
            }
            if (verdict.passes) {
                this.notification.add(verdict.sentence, { type: "success" });
                this.props.getPayload(true);
                this.props.close();
            } else {
                this.state.verdict = verdict;
                if (!verdict.people.some((person) => person.id === this.state.userId)) {
                    this.state.userId = verdict.people.length ? verdict.people[0].id : false;
                }
            }
        } finally {
            this.state.busy = false;
        }
    }

    onPerson(ev) {
        this.state.userId = parseInt(ev.target.value);
    }
}
