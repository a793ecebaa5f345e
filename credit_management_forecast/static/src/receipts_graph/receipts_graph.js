import { registry } from "@web/core/registry";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";

/** Expected receipts as a chart, with the workbook of the same figures. */
export class ReceiptsRenderer extends GraphRenderer {
    openWorkbook() {
        this.actionService.doAction("credit_management_forecast.credit_workbook_export_action_receipts");
    }
}

registry.category("views").add("credit_receipts_graph", {
    ...graphView,
    Renderer: ReceiptsRenderer,
    buttonTemplate: "credit_management_forecast.ReceiptsGraph.Buttons",
});
