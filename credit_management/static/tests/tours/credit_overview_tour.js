import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const CARD = (key) => `.o_credit_overview [data-task='${key}']`;

registry.category("web_tour.tours").add("credit_management_overview", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("credit_management.credit_management_menu_root", "Open the app"),
        {
            content: "One order waits within one's authority, one is beyond it",
            trigger: `${CARD("holds")}:contains('1'):contains('Holds to release'):contains('1 beyond your authority')`,
        },
        {
            content: "Grades, ages and who is over the limit are shown",
            trigger: ".o_credit_overview:has([data-block='grades'] canvas):has([data-block='buckets'] canvas) [data-block='largest'] a:contains('AAA Owes')",
        },
        {
            content: "The accountant's page is beside it",
            trigger: ".o_credit_pages button[data-page='receivables']",
            run: "click",
        },
        {
            content: "What is overdue, and by age",
            trigger: "[data-page='receivables']:has([data-tile='overdue']):has([data-block='ages'] tbody tr) .o_credit_pages button[data-page='overview']",
            run: "click",
        },
        {
            content: "Open the order that waits",
            trigger: `${CARD("holds")} button:contains('Holds to release')`,
            run: "click",
        },
        {
            content: "It is the one that was counted",
            trigger: ".o_list_view:has(.o_data_row:contains('AAA Owes')) .o_pager_limit:contains('1')",
        },
        {
            content: "Back",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb a:contains('Overview')",
            run: "click",
        },
        {
            content: "Open what is overdue",
            trigger: ".o_credit_overview [data-figure='overdue'] button",
            run: "click",
        },
        {
            content: "The overdue items are listed",
            trigger: ".o_list_view .o_data_row:contains('AAA Owes')",
        },
        {
            content: "Back again",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb a:contains('Overview')",
            run: "click",
        },
        {
            content: "Open who is over the limit",
            trigger: ".o_credit_overview [data-block='largest'] a:contains('AAA Owes')",
            run: "click",
        },
        {
            content: "The account of the customer",
            trigger: ".o_form_view .o_field_widget[name='partner_id']:contains('AAA Owes')",
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_overview_narrow", {
    steps: () => [
        {
            content: "Nothing is wider than the phone",
            trigger: ".o_credit_overview [data-block='trend'], .o_credit_overview [data-block='buckets']",
            run() {
                const page = document.querySelector(".o_credit_overview");
                if (page.scrollWidth > page.clientWidth) {
                    console.error(`The overview is ${page.scrollWidth} wide on a screen of ${page.clientWidth}`);
                }
            },
        },
    ],
});

registry.category("web_tour.tours").add("credit_management_favourite", {
    steps: () => [
        {
            content: "Open the search menu",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            content: "Choose a shared favourite",
            trigger: ".o_favorite_menu .o_menu_item:contains('Exposure by grade and bucket')",
            run: "click",
        },
        {
            content: "It is in force",
            trigger: ".o_searchview_facet:contains('Exposure by grade and bucket')",
        },
        {
            content: "Exposure by grade",
            trigger: ".o_pivot table:contains('None')",
        },
    ],
});
