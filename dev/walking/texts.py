"""What a page says, as its reader or a screen reader has it."""

TEXTS = """
(() => {
    const found = new Set(), attributes = ['title', 'placeholder', 'aria-label', 'alt', 'data-tooltip'];
    const skipped = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE']);
    const roots = %s.flatMap((selector) => [...document.querySelectorAll(selector)]);
    for (const root of roots) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        for (let node = walker.currentNode; node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (element?.closest('.o-mail-Message, .o-mail-Activity')) continue;  // written on their day
            if (node.nodeType === Node.TEXT_NODE) {
                const text = skipped.has(element.tagName) ? '' : node.textContent.trim();
                if (text) found.add(text);
                continue;
            }
            for (const name of attributes) {
                const value = node.getAttribute(name);
                if (value && value.trim()) found.add(value.trim());
            }
            if (node.tagName === 'INPUT' && ['submit', 'button'].includes(node.type)) found.add(node.value);
        }
    }
    return [...found];
})()
"""
BACKEND = ["body"]
PORTAL = ["main", "#wrap", "title"]
# What is wrong with a page, whatever its language.
BROKEN = """
(() => {
    const wrong = [];
    const dialog = document.querySelector('.o_error_dialog, .modal .o_dialog_error');
    if (dialog) wrong.push(dialog.textContent.trim().slice(0, 300));
    // Without the program rtlcss Odoo mirrors no styles: its class tells the language all the same.
    const right = !!document.querySelector('.o_rtl') || getComputedStyle(document.body).direction === 'rtl';
    if (right !== %s) wrong.push('the page is written ' + (right ? 'from right to left' : 'from left to right'));
    return wrong;
})()
"""
