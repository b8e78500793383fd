// Blocks marked data-show-when="name=value|other" appear when the answer is chosen. Without script all are visible.
// Hidden answers are kept and sent: the server decides what counts.

function chosen(form: HTMLFormElement, name: string): string[] {
  return new FormData(form).getAll(name).filter((value): value is string => typeof value === "string");
}

function update(): void {
  for (const block of document.querySelectorAll<HTMLElement>("[data-show-when]")) {
    const form = block.closest("form");
    const [name, values] = (block.dataset.showWhen ?? "").split("=");
    if (!form || !name || values === undefined) continue;
    const wanted = values.split("|");
    const show = chosen(form, name).some((value) => wanted.includes(value));
    // Never hide what has an error in it.
    const hide = !show && !block.querySelector('[aria-invalid="true"]');
    if (block.hidden !== hide) block.hidden = hide;
  }
}

export function startShowWhen(): void {
  update();
  document.addEventListener("change", update);
  document.addEventListener("reset", () => window.setTimeout(update));
  new MutationObserver(update).observe(document.body, { childList: true, subtree: true });
}
