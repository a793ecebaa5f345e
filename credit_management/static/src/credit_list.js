import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";
import { ListRenderer } from "@web/views/list/list_renderer";
import { useEffect } from "@odoo/owl";

const isOfCredit = (model) => model.startsWith("credit.");
// Pixels that Odoo gives to columns, so that lists of small amounts look as ever.
const GIVEN = { boolean: 20, integer: 71, float: 93, monetary: 105 };
const WRITTEN = ["monetary", "float", "integer", "percentage"]; // widgets that write the number itself
const FIGURE = /\d[\d.,\s\u00a0\u202f]{3,}\d/; // of amounts that the server has put in words
const DAYS = 104; // of “2 months ago”
const FACE = 30; // of a picture beside a name
const NAME = 140; // of a name on one line
const SHORT = 80; // as narrow as Odoo makes a name
const STEP = 8; // a digit more or less moves no column
let canvas = null;

/** Pixels that a text takes in a list, bold as totals are. */
function measure(text) {
    if (!canvas) {
        const { fontFamily, fontSize } = getComputedStyle(document.body);
        canvas = document.createElement("canvas").getContext("2d");
        canvas.font = `bold ${fontSize} ${fontFamily}`;
    }
    return canvas.measureText(text).width;
}

/**
 * Odoo gives every amount of a list the same width, enough for a few millions, and cuts what is longer. In lists of
 * this app a column of figures is as wide as its longest one, so that no digit is lost in any currency, and as wide as
 * the longest word of its label.
 */
patch(ListRenderer.prototype, {
    setup() {
        super.setup();
        this.creditWidths = {};
        useEffect(() => this.markCreditList());
    },

    get isOfCredit() {
        return isOfCredit(this.props.list.resModel);
    },

    /** Style sheets know the list, and the keyboard moves it where it is wider than the page. */
    markCreditList() {
        const list = this.rootRef.el;
        if (list && this.isOfCredit) {
            list.classList.add("o_credit_list");
            list.tabIndex = list.scrollWidth > list.clientWidth ? 0 : -1;
        }
    },

    /** The column of who a row is about, else of what: the customer, a name, the first column there is. */
    get creditName() {
        const columns = this.columns.filter((one) => one.type === "field" && one.widget !== "handle");
        const named = (...names) => columns.find((one) => names.includes(one.name));
        return named("partner_id", "account_id") || named("name", "display_name") || columns[0];
    },

    getCellClass(column, record) {
        const given = super.getCellClass(column, record);
        return this.isOfCredit && column === this.creditName ? `${given} o_credit_row_name` : given;
    },

    computeAggregates() {
        const aggregates = super.computeAggregates();
        if (this.isOfCredit) {
            this.columns = this.columns.map((column) => this.fitCreditColumn(column, aggregates));
        }
        return aggregates;
    },

    fitCreditColumn(column, aggregates) {
        if (column.type !== "field") {
            return column;
        }
        if (!this.editedRecord || !(column.name in this.creditWidths)) {
            const needed = this.measureCreditColumn(column, aggregates[column.name]);
            this.creditWidths[column.name] = needed && STEP * Math.ceil(needed / STEP + 1);
        }
        const width = this.creditWidths[column.name];
        const given = parseInt(column.attrs.width) || GIVEN[this.fields[column.name].type] || 0;
        // Of another width it is another column: Odoo keeps the widths as long as the columns stay the same.
        return width <= given
            ? column
            : { ...column, id: `${column.id}/${width}`, attrs: { ...column.attrs, width: `${width}px` } };
    },

    /** Pixels that the column needs; 0 where it may be as narrow as Odoo makes it. */
    measureCreditColumn(column, total) {
        const { type } = this.fields[column.name];
        if (column.widget === "remaining_days") {
            return DAYS;
        }
        if (type === "char" && !column.widget) {
            const texts = this.readCreditRows(this.props.list, column).filter((text) => FIGURE.test(text));
            return Math.max(0, ...texts.map(measure));
        }
        if (column.widget?.startsWith("many2one_avatar")) {
            const names = this.readCreditRows(this.props.list, column).filter(Boolean);
            return names.length && Math.max(SHORT, FACE + Math.min(NAME, Math.max(...names.map(measure))));
        }
        const words = column.hasLabel && column.label ? column.label.split(/\s+/) : [];
        if (!(type in GIVEN)) {
            return column.attrs.width ? Math.max(0, ...words.map(measure)) : 0; // badges: a label may be a long word
        }
        const written = type !== "boolean" && (!column.widget || WRITTEN.includes(column.widget));
        const texts = written ? this.readCreditRows(this.props.list, column) : [];
        const sum = total ? [String(total.value) + (total.multiCurrency ? " ??" : "")] : [];
        return Math.max(0, ...[...words, ...texts, ...sum].map(measure));
    },

    /** What the column says: of the rows, and of the groups they stand in. */
    readCreditRows(list, column) {
        if (!list.isGrouped) {
            return list.records.map((record) => String(this.getFormattedValue(column, record) ?? ""));
        }
        return list.groups.flatMap((group) => {
            const { value, multiCurrency } = this.formatGroupAggregate(group, column);
            return [String(value) + (multiCurrency ? " ??" : ""), ...this.readCreditRows(group.list, column)];
        });
    },
});

/** Forms of this app are told apart by style sheets. */
patch(FormController.prototype, {
    get className() {
        return { ...super.className, o_credit_form: isOfCredit(this.props.resModel) };
    },
});
