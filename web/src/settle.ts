// Walks over the findings of a text: J and K move, the keys on the buttons settle the one that stands in the frame.

export function startSettling(): void {
  const items = [...document.querySelectorAll<HTMLElement>("[data-key-scope]")];
  if (items.length === 0) return;
  const mark = (item: HTMLElement): void => {
    for (const other of items) other.toggleAttribute("data-current", other === item);
  };
  const show = (item: HTMLElement): void => {
    mark(item);
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "center" });
  };
  const first = items.find((item) => item.hasAttribute("data-open")) ?? items[0];
  if (first) mark(first);
  if (first && location.hash === "#finding-open") show(first);
  for (const item of items) item.addEventListener("focusin", () => mark(item));
  for (const move of document.querySelectorAll<HTMLElement>("[data-move]")) {
    move.addEventListener("click", (event) => {
      event.preventDefault();
      const at = items.findIndex((item) => item.hasAttribute("data-current"));
      const next = items[at + Number(move.dataset.move)];
      if (next) show(next);
    });
  }
  // What opens by its key is written into at once.
  for (const part of document.querySelectorAll<HTMLDetailsElement>("[data-key-scope] details")) {
    part.addEventListener("toggle", () => {
      if (part.open) part.querySelector<HTMLElement>("input:not([type=hidden]), button")?.focus();
    });
  }
}
