// Presses the button, link or summary whose data-key was struck (triage). Silent in text fields and while a modifier is held.
import { composing } from "./ime";

export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || composing(event)) return;
    const at = event.target as Element;
    if (at.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    const found = [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)];
    // Where a page has several frames with the same keys, only the current one hears them.
    const target = found.find((each) => each.closest("[data-current]")) ?? found.find((each) => !each.closest("[data-key-scope]"));
    if (!target) return;
    event.preventDefault();
    target.click();
  });
}
