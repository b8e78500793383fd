// The whole script: htmx and small enhancements of HTML that works without them.
import "htmx.org";
import { startAutosave } from "./autosave";
import { BlurPad } from "./blur";
import { ChartReader } from "./chart";
import { CharacterCounter } from "./counter";
import { DateField } from "./date";
import { DrawingPad } from "./drawing/pad";
import { ErrorSummary } from "./errors";
import { guardComposition } from "./ime";
import { startKeys } from "./keys";
import { startSettling } from "./settle";
import { startShowWhen } from "./show-when";
import { guardSubmit } from "./submit";
import { SuggestBox } from "./suggest";

guardComposition();
guardSubmit();
startAutosave();
startShowWhen();
startKeys();
startSettling();
for (const part of document.querySelectorAll<HTMLElement>("[data-js-only]")) part.hidden = false;
customElements.define("ui-blur", BlurPad);
customElements.define("ui-chart", ChartReader);
customElements.define("ui-counter", CharacterCounter);
customElements.define("ui-date", DateField);
customElements.define("ui-error-summary", ErrorSummary);
customElements.define("ui-drawing", DrawingPad);
customElements.define("ui-suggest", SuggestBox);

for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

// The row of seats opens at the seat where the record waits.
for (const seat of document.querySelectorAll<HTMLElement>(".ui-seat[aria-current]")) {
  const region = seat.closest(".ui-scroll");
  if (region) region.scrollLeft = seat.offsetLeft - region.clientWidth / 2;
}

// A menu closes when the person presses Escape or goes elsewhere.
const menus = () => document.querySelectorAll<HTMLDetailsElement>(".ui-menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target as Node)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});
