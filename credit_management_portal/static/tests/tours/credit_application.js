import { registry } from "@web/core/registry";

// What is typed at each step; the tour fills it in as a person does, field by field, and goes on by the button.
const ANSWERS = {
    company: {
        registered_name: "Larkspur Garden Supplies Ltd",
        legal_form: "limited",
        founding_year: "2014",
        registered_capital: "60000",
        registry_number: "09214473",
        tax_number: "980780684",
        street: "14 Canal Street",
        city: "Manchester",
        country: "GB",
    },
    people: {
        legal_representative: "Harriet Voss",
        payment_contact: "Accounts office",
        "owner_ids.0.name": "Harriet Voss",
        "owner_ids.0.share": "70",
    },
    business: {
        "licence_ids.0.name": "Certificate of incorporation",
        staff: "23",
        premises: "rented",
        litigation: "no",
        insolvency: "no",
    },
    references: { "trade_reference_ids.0.name": "Fernwick Timber" },
    figures: { figures_end: "2025-12-31", figures_currency: "USD", figures_sales: "1430000" },
    request: { requested_limit: "15000", requested_days: "30", expected_purchases: "60000" },
};

const fill = (step) => ({
    content: `Fill in ${step}`,
    trigger: `form[data-step='${step}']`,
    run: () => {
        for (const [name, value] of Object.entries(ANSWERS[step])) {
            document.querySelector(`form[data-step='${step}'] [name='${name}']`).value = value;
        }
    },
});
const press = (step, go) => ({
    content: `${go} from ${step}`,
    trigger: `form[data-step='${step}'] button[value='${go}']`,
    run: "click",
    expectUnloadPage: true,
});
const steps = (names) => names.flatMap((step) => [fill(step), press(step, "next")]);

registry.category("web_tour.tours").add("credit_application_first_sitting", {
    steps: () => [
        { content: "Who fills it in", trigger: "input#contact", run: "edit Harriet Voss" },
        { content: "How much", trigger: "input#amount", run: "edit 15000" },
        { content: "Start", trigger: "button:contains('Start')", run: "click", expectUnloadPage: true },
        ...steps(["company", "people"]),
        { content: "Begin the next step", trigger: "form[data-step='business'] [name='staff']", run: "edit 24" },
        {
            content: "Leave it without a button, as by the browser's own way back",
            trigger: "form[data-step='business']",
            run: () => location.assign(location.pathname.replace(/business$/, "people")),
            expectUnloadPage: true,
        },
        press("people", "next"),
        { content: "It is kept", trigger: "form[data-step='business'] [name='staff']:value(24)" },
        fill("business"),
        press("business", "later"),
        { content: "It is saved", trigger: ".alert-success:contains('close this page')" },
    ],
});

registry.category("web_tour.tours").add("credit_application_second_sitting", {
    steps: () => [
        ...steps(["references", "figures", "request"]),
        {
            content: "No documents",
            trigger: "button.btn-primary[value='next']:contains('Continue')",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "Agree", trigger: "input#consent", run: "check" },
        { content: "Say who", trigger: "input#consent_name", run: "edit Harriet Voss" },
        { content: "Go on", trigger: "button:contains('Agree')", run: "click", expectUnloadPage: true },
        { content: "Send", trigger: "button:contains('Send Application')", run: "click", expectUnloadPage: true },
        { content: "It has arrived", trigger: "p.lead:contains('received your application')" },
    ],
});
