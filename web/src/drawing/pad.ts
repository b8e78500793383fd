// <ui-drawing>: draws into the picture that the server made, with finger, mouse, pen or keys, and keeps the hidden field up to date.
import { pinElement, read, simplify, strokeElement, write } from "./sketch";
import type { Point, Sketch, Stroke } from "./sketch";
import { RegionPicker } from "./regions";

/** How far a drawn point may lie from the kept line, in the space of the drawing: less than a pixel on a phone. */
const TOLERANCE = 1.5;
const STEP = 10;
const LONG_STEP = 50;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class DrawingPad extends HTMLElement {
  #sketch: Sketch = { strokes: [], pins: [] };
  #undo: (() => void)[] = [];
  #colours = new Map<string, string>();
  #moving = -1;
  #raw: Point[] = [];
  #live: SVGElement | null = null;
  #pointer = -1;

  connectedCallback(): void {
    const svg = this.#svg;
    if (!svg) return;
    this.#sketch = read(this.#field.value);
    for (const button of this.querySelectorAll<HTMLElement>("[data-colour]")) {
      this.#colours.set(button.dataset.pick ?? "", button.dataset.colour ?? "");
    }
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    svg.addEventListener("pointerdown", (event) => this.#down(event));
    svg.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"] as const) svg.addEventListener(end, (event) => this.#up(event));
    new RegionPicker(this, svg, () => this.dataset.tool === "region", (key, values) => this.#say(key, values));
    this.#state();
  }

  get #svg(): SVGSVGElement | null {
    return this.querySelector("svg.fw-drawing");
  }

  get #field(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>('input[name="drawing"]')!;
  }

  get #ink(): string {
    return this.#colours.get("ink") ?? "#1a1a1c";
  }

  #number(name: string): number {
    return Number(this.dataset[name]);
  }

  #say(key: string, values: Record<string, string | number> = {}): void {
    const line = this.querySelector<HTMLElement>("[data-pad-status]");
    if (!line) return;
    let words = this.dataset[key] ?? "";
    for (const [name, value] of Object.entries(values)) words = words.replace(`{${name}}`, String(value));
    line.textContent = words;
  }

  #height(): number {
    return this.#svg?.viewBox.baseVal.height ?? 1000;
  }

  #inside(x: number, y: number): Point {
    const fit = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
    return { x: fit(x, 1000), y: fit(y, this.#height()) };
  }

  /** Where an event lies in the space of the drawing, at any width of the page. */
  #at(event: PointerEvent): Point {
    const matrix = this.#svg?.getScreenCTM()?.inverse();
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return this.#inside(x, y);
  }

  /* Tools. */

  #pick(tool: string): void {
    this.dataset.tool = tool;
    this.#moving = -1;
    this.#state();
  }

  /** Shows which tool is held and which pins there are. */
  #state(): void {
    for (const button of this.querySelectorAll<HTMLElement>("[data-pick]")) {
      button.setAttribute("aria-pressed", String(this.#moving < 0 && button.dataset.pick === this.dataset.tool));
    }
    const pins = this.#sketch.pins.length;
    for (const row of this.#rows()) {
      row.hidden = Number(row.dataset.pin) > pins;
      const moves = Number(row.dataset.pin) - 1 === this.#moving;
      row.querySelector('[data-do="move"]')?.setAttribute("aria-pressed", String(moves));
    }
    const list = this.querySelector<HTMLElement>("[data-pad-pins]");
    if (list) list.hidden = pins === 0;
  }

  #rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-pin]")];
  }

  #input(index: number): HTMLInputElement | null {
    return this.#rows()[index]?.querySelector("input") ?? null;
  }

  #clicked(event: MouseEvent): void {
    const button = (event.target as Element).closest<HTMLElement>("[data-pick], [data-do]");
    if (!button || !this.contains(button)) return;
    const row = Number(button.closest<HTMLElement>("[data-pin]")?.dataset.pin ?? 0) - 1;
    if (button.dataset.pick) {
      this.#pick(button.dataset.pick);
      // Pressed by a key: there is no pointer to place it with, so it begins near the middle.
      if (button.dataset.pick === "pin" && event.detail === 0) this.#placeByKey();
    } else if (button.dataset.do === "undo") this.#takeBack();
    else if (button.dataset.do === "clear") this.#clear();
    else if (button.dataset.do === "move") this.#hold(row);
    else if (button.dataset.do === "remove") this.#remove(row);
  }

  #hold(index: number): void {
    this.#pick("pin");
    this.#moving = index;
    this.#state();
  }

  #placeByKey(): void {
    const shift = (this.#sketch.pins.length % 5) * LONG_STEP;
    if (!this.#place(this.#inside(400 + shift, this.#height() / 2))) return;
    const index = this.#sketch.pins.length - 1;
    this.#hold(index);
    this.#rows()[index]?.querySelector<HTMLElement>('[data-do="move"]')?.focus();
  }

  #key(event: KeyboardEvent): void {
    const step = ARROWS[event.key];
    const target = event.target as HTMLElement;
    if (!step || target.dataset.do !== "move") return;
    event.preventDefault();
    const index = Number(target.closest<HTMLElement>("[data-pin]")?.dataset.pin) - 1;
    const pin = this.#sketch.pins[index];
    if (!pin) return;
    const far = event.shiftKey ? LONG_STEP : STEP;
    this.#movePin(index, this.#inside(pin.x + step[0] * far, pin.y + step[1] * far));
  }

  /* Pointers. */

  #down(event: PointerEvent): void {
    const tool = this.dataset.tool ?? "";
    if (!event.isPrimary || event.button !== 0 || tool === "region" || this.#pointer >= 0) return;
    event.preventDefault();
    const at = this.#at(event);
    if (tool === "pin") {
      if (this.#moving >= 0) this.#movePin(this.#moving, at);
      else this.#place(at);
      return;
    }
    this.#pointer = event.pointerId;
    this.#svg?.setPointerCapture(event.pointerId);
    this.#raw = [at];
    this.#showLive();
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event]) {
      const at = this.#at(each);
      const last = this.#raw[this.#raw.length - 1];
      if (!last || last.x !== at.x || last.y !== at.y) this.#raw.push(at);
    }
    this.#showLive();
  }

  #up(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = -1;
    this.#live?.remove();
    this.#live = null;
    const stroke = { pen: this.dataset.tool ?? "ink", points: simplify(this.#raw, TOLERANCE) };
    const drawn = this.#sketch.strokes.reduce((sum, each) => sum + each.points.length, stroke.points.length);
    if (drawn > this.#number("mostPoints") || this.#sketch.strokes.length >= this.#number("mostStrokes")) {
      this.#say("sayFull");
      return;
    }
    this.#sketch.strokes.push(stroke);
    this.#done(() => this.#sketch.strokes.pop());
  }

  #element(stroke: Stroke): SVGElement {
    return strokeElement(stroke, this.#colours.get(stroke.pen) ?? this.#ink, this.#number("strokeWidth"));
  }

  #showLive(): void {
    const made = this.#element({ pen: this.dataset.tool ?? "ink", points: this.#raw });
    if (this.#live) this.#live.replaceWith(made);
    else this.#svg?.querySelector(".fw-strokes")?.append(made);
    this.#live = made;
  }

  /* Changes. Each knows how to take itself back. */

  #place(at: Point): boolean {
    if (this.#sketch.pins.length >= this.#number("mostPins")) {
      this.#say("sayFull");
      return false;
    }
    this.#sketch.pins.push(at);
    this.#done(() => this.#sketch.pins.pop());
    this.#sayPin("sayPlaced", this.#sketch.pins.length - 1);
    return true;
  }

  #movePin(index: number, at: Point): void {
    const before = this.#sketch.pins[index];
    if (!before) return;
    this.#sketch.pins[index] = at;
    this.#done(() => (this.#sketch.pins[index] = before));
    this.#sayPin("sayMoved", index);
  }

  #remove(index: number): void {
    const [at] = this.#sketch.pins.splice(index, 1);
    const said = this.#texts();
    if (!at) return;
    const gone = said.splice(index, 1)[0] ?? "";
    this.#write([...said, ""]);
    this.#moving = -1;
    this.#done(() => {
      this.#sketch.pins.splice(index, 0, at);
      const now = this.#texts();
      now.splice(index, 0, gone);
      this.#write(now);
    });
    this.#say("sayRemoved", { n: index + 1 });
    this.querySelector<HTMLElement>('[data-do="undo"]')?.focus();
  }

  #clear(): void {
    const { strokes, pins } = this.#sketch;
    if (strokes.length + pins.length === 0) return;
    this.#sketch = { strokes: [], pins: [] };
    this.#moving = -1;
    this.#done(() => (this.#sketch = { strokes, pins }));
    this.#say("sayCleared");
  }

  #takeBack(): void {
    const back = this.#undo.pop();
    if (!back) return;
    back();
    this.#moving = -1;
    this.#changed();
    this.#say("sayUndone");
  }

  #texts(): string[] {
    return this.#rows().map((_, index) => this.#input(index)?.value ?? "");
  }

  #write(texts: string[]): void {
    for (const [index] of this.#rows().entries()) {
      const input = this.#input(index);
      if (input) input.value = texts[index] ?? "";
    }
  }

  #sayPin(key: string, index: number): void {
    const pin = this.#sketch.pins[index]!;
    const percent = (value: number, whole: number) => Math.round((value / whole) * 100);
    this.#say(key, { n: index + 1, x: percent(pin.x, 1000), y: percent(pin.y, this.#height()) });
  }

  #done(back: () => void): void {
    this.#undo.push(back);
    this.#changed();
  }

  /** Draws again, keeps the field up to date and lets the form save itself. */
  #changed(): void {
    const strokes = this.#sketch.strokes.map((stroke) => this.#element(stroke));
    this.#svg?.querySelector(".fw-strokes")?.replaceChildren(...strokes);
    const radius = this.#number("pinRadius");
    const pins = this.#sketch.pins.map((pin, index) => pinElement(pin, index + 1, this.#ink, radius));
    this.#svg?.querySelector(".fw-pins")?.replaceChildren(...pins);
    this.#field.value = write(this.#sketch);
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
    this.#state();
  }
}
