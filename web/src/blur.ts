// Rectangles to be made unrecognisable, drawn with a pointer on the picture. The numbers of the form below stay the truth: what is
// drawn is written there, and what is typed there is shown on the picture.
const EDGES = ["left", "top", "width", "height"] as const;
const SMALLEST = 1; // per cent; less is a slip of the finger

interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

export class BlurPad extends HTMLElement {
  private pad: HTMLElement | null = null;
  private rows: HTMLInputElement[][] = [];
  private start: { x: number; y: number } | null = null;
  private live: HTMLElement | null = null;

  connectedCallback(): void {
    this.pad = this.querySelector<HTMLElement>(".ui-blur__pad");
    this.rows = [...this.querySelectorAll(".ui-blur__rect")].map((row) => [...row.querySelectorAll("input")]);
    const numbers = this.querySelector("details");
    const hasError = document.querySelector(".ui-errors") !== null;
    if (numbers && !hasError) numbers.open = false;
    this.querySelector<HTMLImageElement>("img")?.setAttribute("draggable", "false");
    this.pad?.addEventListener("pointerdown", (event) => this.begin(event));
    this.pad?.addEventListener("pointermove", (event) => this.move(event));
    this.pad?.addEventListener("pointerup", (event) => this.end(event));
    this.pad?.addEventListener("pointercancel", () => this.drop());
    this.querySelector("[data-blur-undo]")?.addEventListener("click", () => this.undo());
    this.addEventListener("input", () => this.show());
    this.show();
  }

  /** Where the pointer is, in per cent of the picture. */
  private at(event: PointerEvent): { x: number; y: number } {
    const box = (this.pad as HTMLElement).getBoundingClientRect();
    const part = (value: number, from: number, whole: number) => Math.min(100, Math.max(0, ((value - from) / whole) * 100));
    return { x: part(event.clientX, box.left, box.width), y: part(event.clientY, box.top, box.height) };
  }

  private begin(event: PointerEvent): void {
    if (!event.isPrimary || event.button !== 0 || !this.freeRow()) return;
    event.preventDefault();
    this.pad?.setPointerCapture(event.pointerId);
    this.start = this.at(event);
    this.live = this.box({ left: this.start.x, top: this.start.y, width: 0, height: 0 });
  }

  private move(event: PointerEvent): void {
    if (this.start && this.live) this.place(this.live, this.drawn(event));
  }

  private end(event: PointerEvent): void {
    const row = this.freeRow();
    if (this.start && row) {
      const rect = this.drawn(event);
      if (rect.width >= SMALLEST && rect.height >= SMALLEST) {
        EDGES.forEach((edge, index) => {
          const input = row[index];
          if (input) input.value = this.written(edge, rect);
        });
      }
    }
    this.drop();
    this.show();
  }

  private drop(): void {
    this.start = null;
    this.live?.remove();
    this.live = null;
  }

  private drawn(event: PointerEvent): Rect {
    const from = this.start ?? this.at(event);
    const to = this.at(event);
    const left = Math.min(from.x, to.x);
    const top = Math.min(from.y, to.y);
    return { left, top, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
  }

  /** A tenth of a per cent, rounded outwards: nothing that was covered comes out again. */
  private written(edge: (typeof EDGES)[number], rect: Rect): string {
    const down = (value: number) => Math.floor(value * 10) / 10;
    const up = (value: number) => Math.ceil(value * 10) / 10;
    const value = {
      left: down(rect.left),
      top: down(rect.top),
      width: up(rect.left + rect.width) - down(rect.left),
      height: up(rect.top + rect.height) - down(rect.top),
    }[edge];
    return value.toFixed(1).replace(/\.0$/, "");
  }

  private freeRow(): HTMLInputElement[] | undefined {
    return this.rows.find((row) => row.every((input) => input.value.trim() === ""));
  }

  private undo(): void {
    const last = this.rows.filter((row) => row.some((input) => input.value.trim() !== "")).pop();
    for (const input of last ?? []) input.value = "";
    this.show();
  }

  private show(): void {
    for (const old of this.querySelectorAll(".ui-blur__box")) old.remove();
    for (const row of this.rows) {
      const [left, top, width, height] = row.map((input) => Number.parseFloat(input.value.normalize("NFKC").replace(",", ".")));
      if (left === undefined || top === undefined || width === undefined || height === undefined) continue;
      if ([left, top, width, height].some(Number.isNaN)) continue;
      this.box({ left, top, width, height });
    }
  }

  private box(rect: Rect): HTMLElement {
    const box = document.createElement("span");
    box.className = "ui-blur__box";
    this.place(box, rect);
    this.pad?.append(box);
    return box;
  }

  private place(box: HTMLElement, rect: Rect): void {
    for (const edge of EDGES) box.style[edge] = `${rect[edge]}%`;
  }
}
