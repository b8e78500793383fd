// <ui-counter>: says how many characters remain; never cuts text.

export class CharacterCounter extends HTMLElement {
  connectedCallback(): void {
    const box = this.querySelector("textarea");
    const line = this.querySelector<HTMLElement>("[id$='-limit']");
    const limit = Number(this.dataset.limit);
    if (!box || !line || !limit) return;
    const initial = line.textContent ?? "";
    line.setAttribute("aria-live", "polite");
    const update = () => {
      // Characters as people count them, as the server does: code points, a line break as one.
      const length = [...box.value].length;
      const over = length > limit;
      this.dataset.state = over ? "over" : "within";
      const words = (over ? this.dataset.over : this.dataset.left) ?? "";
      const near = length > limit * 0.8;
      const text = near ? words.replace("{n}", String(Math.abs(limit - length))) : initial;
      if (line.textContent !== text) line.textContent = text;
    };
    let timer = 0;
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(update, 500);
    };
    box.addEventListener("input", later);
    box.addEventListener("compositionend", later);
    update();
  }
}
