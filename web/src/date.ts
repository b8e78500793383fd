// <ui-date>: today and yesterday in one press, and the date read back in full. Never reformats what was typed.

const digits = (text: string): number => {
  const plain = text.normalize("NFKC").trim();
  if (plain === "元") return 1;
  return /^\d{1,4}$/.test(plain) ? Number(plain) : Number.NaN;
};

export class DateField extends HTMLElement {
  connectedCallback(): void {
    for (const button of this.querySelectorAll<HTMLButtonElement>("button[data-year]")) {
      button.addEventListener("click", () => this.fill(button.dataset));
    }
    this.addEventListener("input", () => this.echo());
    this.addEventListener("change", () => this.echo());
  }

  private box(name: string): HTMLInputElement | HTMLSelectElement | null {
    return this.querySelector(`[data-part="${name}"]`);
  }

  private fill(values: DOMStringMap): void {
    for (const name of ["era", "year", "month", "day"]) {
      const part = this.box(name);
      if (part) part.value = values[name] ?? "";
    }
    const unknown = this.querySelector<HTMLInputElement>("input[type=checkbox]");
    if (unknown) unknown.checked = false;
    this.box("day")?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private echo(): void {
    const line = this.querySelector<HTMLElement>("[data-echo]");
    const era = this.box("era");
    if (!line || !(era instanceof HTMLSelectElement)) return;
    const typed = digits(this.box("year")?.value ?? "");
    // A western year typed under an era is read as such, as the server does.
    const year = typed >= 1868 ? typed : typed + Number(era.selectedOptions[0]?.dataset.offset ?? 0);
    const month = digits(this.box("month")?.value ?? "");
    const day = digits(this.box("day")?.value ?? "");
    const date = new Date(Date.UTC(year, month - 1, day));
    const real = year >= 1868 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      year: "numeric",
      month: "long",
      day: "numeric",
      weekday: "short",
      timeZone: "UTC",
    });
    const text = real ? format.format(date) : "";
    if (line.textContent !== text) line.textContent = text;
  }
}
