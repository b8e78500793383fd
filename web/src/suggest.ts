// <ui-suggest>: asks for candidates after a pause in typing and shows them as buttons. Only a press chooses.

const PAUSE_MS = 1000;

export class SuggestBox extends HTMLElement {
  private timer = 0;
  private asked = "";
  private running: AbortController | undefined;

  connectedCallback(): void {
    this.addEventListener("click", (event) => this.choose(event.target as Element));
    const form = this.closest("form");
    if (!form) return;
    const sources = (this.dataset.sources ?? "").split(" ");
    const isSource = (target: EventTarget | null) => sources.includes((target as HTMLTextAreaElement | null)?.name ?? "");
    form.addEventListener("input", (event) => {
      // While a word is being composed it is not finished; compositionend follows.
      if (isSource(event.target) && !(event as InputEvent).isComposing) this.soon();
    });
    form.addEventListener("compositionend", (event) => isSource(event.target) && this.soon());
    form.addEventListener("change", () => this.mark());
    if (this.text()) this.soon();
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
    this.running?.abort();
  }

  /** The texts that are read, and nothing else of the form. */
  private text(): string {
    const form = this.closest("form");
    const texts = (this.dataset.sources ?? "").split(" ").map((name) => {
      const box = form?.elements.namedItem(name);
      return box instanceof HTMLTextAreaElement ? box.value : "";
    });
    return texts.join("\n").trim();
  }

  private soon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE_MS);
  }

  private async ask(): Promise<void> {
    const text = this.text();
    if (text === this.asked) return;
    this.asked = text;
    this.running?.abort();
    this.running = new AbortController();
    try {
      const body = new URLSearchParams({ text });
      const signal = this.running.signal;
      const answer = await fetch(this.dataset.path ?? "", { method: "POST", body, redirect: "manual", signal });
      if (!answer.ok) return;
      const html = await answer.text();
      // Somebody who reached for a candidate keeps it under the finger.
      if (this.contains(document.activeElement) || html === this.innerHTML) return;
      this.innerHTML = html;
      this.mark();
    } catch {
      // Candidates are a help, not a need: without the network one chooses from the list.
      this.asked = "";
    }
  }

  private control(button: HTMLElement): HTMLInputElement | undefined {
    const { choose = "", value = "" } = button.dataset;
    const named = this.closest("form")?.querySelectorAll<HTMLInputElement>(`input[name="${choose}"]`) ?? [];
    return [...named].find((input) => input.value === value && input.type !== "hidden");
  }

  /** The pressed candidate sets the choice in the form, as a hand would; pressed again, a box is cleared. */
  private choose(target: Element | null): void {
    const button = target?.closest<HTMLElement>("button[data-choose]");
    const control = button && this.control(button);
    if (!control) return;
    control.checked = control.type === "checkbox" ? !control.checked : true;
    const folded = control.closest("details");
    if (folded) folded.open = true;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private mark(): void {
    for (const button of this.querySelectorAll<HTMLElement>("button[data-choose]")) {
      button.setAttribute("aria-pressed", String(this.control(button)?.checked ?? false));
    }
  }
}
