import { patch } from "@web/core/utils/patch";
import { MultiRecordViewButton } from "@web/views/view_button/multi_record_view_button";

/**
 * Decisions about several documents of a list are sent with the figures the list showed of each: the button of a form
 * takes them from its own record, that of a list's header has none.
 */
patch(MultiRecordViewButton.prototype, {
    async onClick(ev, newWindow) {
        const { clickParams, list } = this.props;
        const selected = (list.selection || []).filter((record) => record.data.shown);
        if (selected.length) {
            const shown = selected.map((record) => JSON.parse(record.data.shown));
            clickParams.context = { credit_shown: JSON.stringify(Object.assign({}, ...shown)) };
        }
        return super.onClick(ev, newWindow);
    },
});
