// Look at pages one after the other: what axe-core finds serious, figures and names that are cut. See readable_common.py.
async ({ pages, odoo: odoos, rules, digits }) => {
    const { action } = odoo.__WOWL_DEBUG__.root.env.services;
    const FIGURE = /\d[\d.,\s\u00a0\u202f]{9,}\d/;
    const FIGURES = new RegExp(FIGURE, "g");
    const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
    const every = (selector, scope = document) => [...scope.querySelectorAll(selector)];
    const seen = (node) => node.getClientRects().length && getComputedStyle(node).visibility !== "hidden";
    const top = () => every(".modal .modal-content").at(-1) || document.querySelector(".o_action_manager");

    // Until the server has answered, and nothing has changed or moved for a moment.
    const { rpcBus } = odoo.loader.modules.get("@web/core/network/rpc");
    const waiting = new Set();
    let changed = 0;
    rpcBus.addEventListener("RPC:REQUEST", ({ detail }) => waiting.add(detail.data.id));
    rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => waiting.delete(detail.data.id));
    const all = { attributes: true, characterData: true, childList: true, subtree: true };
    new MutationObserver(() => changed++).observe(document.body, all);
    const settle = async () => {
        for (let turn = 0, still = 0; turn < 400 && still < 3; turn++) {
            const before = changed;
            await sleep(30);
            still = waiting.size || changed !== before || document.getAnimations().length ? 0 : still + 1;
        }
    };

    // What axe-core finds in one part of the page.
    const serious = async (part) => {
        const context = { include: [part], exclude: every(odoos.join(), part) };
        const { violations } = await axe.run(context, { resultTypes: ["violations"] });
        return violations
            .filter(({ impact }) => ["serious", "critical"].includes(impact))
            .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html.slice(0, 200)}`));
    };

    const outside = (text, box) => text.right > box.right + 1.5 || text.left < box.left - 1.5;

    // The box that hides a part of a text; nothing where it can be scrolled to.
    const hiding = (node, text) => {
        for (let box = node.parentElement; box; box = box.parentElement) {
            const { overflowX } = getComputedStyle(box);
            if (/auto|scroll/.test(overflowX)) {
                // A list may be moved sideways. A page as such is not.
                const page = box.matches(".o_content, .o_form_sheet_bg, .o_form_view_container, .modal-body, .o_credit_aging");
                return page && outside(text, box.getBoundingClientRect()) && box;
            }
            if (/hidden|clip/.test(overflowX) && outside(text, box.getBoundingClientRect())) {
                return box;
            }
        }
        return outside(text, { left: 0, right: innerWidth }) && document.body;
    };

    const figures = (part) => {
        const found = [];
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            const parent = node.parentElement;
            if (!FIGURE.test(node.textContent) || !seen(parent)) {
                continue;
            }
            if (parent.closest(".visually-hidden, .o_control_panel, .o-mail-Chatter, script, style, option")) {
                continue;
            }
            for (const figure of node.textContent.matchAll(FIGURES)) {
                const range = document.createRange();
                range.setStart(node, figure.index);
                range.setEnd(node, figure.index + figure[0].length);
                const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
                found.push({ node, parent, lines, text: range.getBoundingClientRect() });
            }
        }
        return found;
    };

    let large = 0; // figures seen on a page
    const cut = (part) => {
        const said = [];
        const found = figures(part);
        large += found.length;
        for (const { node, parent, lines, text } of found) {
            const words = node.textContent.trim();
            if (lines > 1) {
                said.push(`broken: ${words.slice(0, 80)}`);
            }
            const box = hiding(node, text);
            if (box) {
                said.push(`cut: ${words.slice(0, 80)} by ${box.className || box.tagName}`);
            } else if (/\d\s*(…|\.\.\.)/.test(words)) {
                said.push(`cut: ${words}`);
            }
            const cell = parent.closest("td, .o_wrap_field, .card");
            if (cell && outside(text, cell.getBoundingClientRect())) {
                said.push(`over another: ${words.slice(0, 80)} in ${cell.getAttribute("name") || cell.className}`);
            }
        }
        const inputs = every("input", part).filter((one) => seen(one) && FIGURE.test(one.value));
        large += inputs.length;
        said.push(
            ...inputs
                .filter((one) => one.scrollWidth > one.clientWidth + 1)
                .map((one) => `cut: ${one.value} in ${one.closest("[name]")?.getAttribute("name")}`)
        );
        return said;
    };

    // Lists: no name ends in "…", and on a telephone none is wider than the page.
    const narrow = (part) => {
        const lists = every(".o_credit_list", part).filter(seen);
        const cells = every(".o_credit_list .o_data_cell:not(.o_list_activity_cell):not(.o_list_button)", part);
        const cut = cells
            .flatMap((cell) => [cell, ...every("*", cell)])
            .filter((node) => seen(node) && node.textContent.trim() && node.scrollWidth > node.clientWidth + 1)
            .filter((node) => getComputedStyle(node).textOverflow === "ellipsis" && !node.closest(".o_tag"))
            .map((node) => `cut in a list: ${node.textContent.trim().slice(0, 80)}`);
        const wide = lists
            .filter((list) => innerWidth < 768 && list.scrollWidth > list.clientWidth + 1)
            .map((list) => `wider than a telephone: ${list.textContent.trim().slice(0, 80)}`);
        return [...cut, ...wide];
    };

    const lookAtAll = async (name) => {
        const look = async (part) => [
            ...(rules.includes(name) ? await serious(part) : []),
            ...(digits ? cut(part) : []),
            ...narrow(part),
        ];
        const found = await look(top());
        for (const tab of every(".o_notebook_headers .nav-link:not(.active)", top())) {
            tab.click();
            await settle();
            const pane = top().querySelector(".o_notebook_content .tab-pane.active") || top();
            found.push(...(await look(pane)).map((one) => `${tab.textContent.trim()}: ${one}`));
        }
        return found;
    };

    const said = [];
    try {
        for (const [name, wanted] of pages) {
            large = 0;
            await action.doAction(wanted, { clearBreadcrumbs: wanted.target !== "new" });
            await settle();
            said.push(...new Set((await lookAtAll(name)).map((one) => `${name}: ${one}`)));
            if (digits && !large) {
                said.push(`${name}: no large amount is shown`);
            }
            every(".modal .btn-close").at(-1)?.click();
            await settle();
        }
    } catch (error) {
        said.push(error.stack);
    }
    said.length ? console.error(said.join("\n")) : console.log("test successful");
}
