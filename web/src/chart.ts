// <ui-chart>: a chart is read point by point with the arrow keys; each point says its own title. The table says the same without a script.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 4;

export class ChartReader extends HTMLElement {
  private points: SVGGraphicsElement[] = [];
  private at = -1;
  private readonly reading = document.createElement("output");
  private readonly cursor = document.createElementNS(SVG, "rect");

  connectedCallback(): void {
    const svg = this.picture();
    if (this.reading.isConnected || !svg?.querySelector(".ui-chart__marks title")) return;
    const name = svg.querySelector(":scope > title")?.textContent ?? "";
    this.tabIndex = 0;
    this.setAttribute("role", "application");
    this.setAttribute("aria-label", `${name} ${this.dataset.keys ?? ""}`.trim());
    this.reading.className = "ui-figure__reading";
    this.reading.setAttribute("aria-live", "polite");
    this.cursor.setAttribute("class", "ui-chart__cursor");
    this.cursor.setAttribute("rx", "4");
    this.after(this.reading);
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("blur", () => this.leave());
  }

  private picture(): SVGSVGElement | null {
    return this.querySelector<SVGSVGElement>("svg.ui-chart");
  }

  /** The points in reading order. Asked for late: in a closed part of the page nothing has a place yet. */
  private collect(): void {
    const titles = this.querySelectorAll(".ui-chart__marks title");
    this.points = [...titles].map((title) => title.parentElement as unknown as SVGGraphicsElement);
    if (this.picture()?.dataset.read !== "points") return;
    const place = new Map(this.points.map((point) => [point, point.getBBox()] as const));
    const middle = (point: SVGGraphicsElement) => (place.get(point)?.x ?? 0) + (place.get(point)?.width ?? 0) / 2;
    this.points.sort((a, b) => middle(a) - middle(b));
  }

  private press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape") return this.leave();
    if (event.key === "Enter") return this.open(event);
    if (this.points.length === 0) this.collect();
    const next = this.next(event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.go(Math.min(Math.max(next, 0), this.points.length - 1));
  }

  /** Where a key leads; up and down only where the picture has rows. */
  private next(key: string): number | undefined {
    const read = this.picture()?.dataset.read ?? "";
    const columns = read === "list" ? 1 : Number.parseInt(read, 10) || 0;
    const row = (by: number) => {
      const to = this.at + by;
      return to < 0 || to >= this.points.length ? this.at : to;
    };
    switch (key) {
      case "ArrowRight":
        return this.at + 1;
      case "ArrowLeft":
        return this.at < 0 ? this.points.length - 1 : this.at - 1;
      case "ArrowDown":
        if (columns === 0) return undefined;
        return this.at < 0 ? 0 : row(columns);
      case "ArrowUp":
        if (columns === 0) return undefined;
        return this.at < 0 ? 0 : row(-columns);
      case "Home":
        return 0;
      case "End":
        return this.points.length - 1;
      default:
        return undefined;
    }
  }

  private go(to: number): void {
    const point = this.points[to];
    if (!point) return;
    this.at = to;
    const { x, y, width, height } = point.getBBox();
    const size = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
    for (const [name, value] of Object.entries(size)) this.cursor.setAttribute(name, String(value));
    this.picture()?.append(this.cursor);
    this.reading.textContent = this.words(point);
  }

  private words(point: Element): string {
    return point.querySelector("title")?.textContent ?? "";
  }

  /** The reports of the point: its own link, or where the picture had no room for links, that of its row in the table. */
  private open(event: KeyboardEvent): void {
    const point = this.points[this.at];
    if (!point) return;
    event.preventDefault();
    const title = this.words(point);
    const links = this.closest("figure")?.querySelectorAll<HTMLAnchorElement>("tbody th a") ?? [];
    const ofRow = [...links].find((link) => {
      const label = link.textContent ?? "";
      return title.startsWith(label) && /^[：:]/.test(title.slice(label.length));
    });
    const href = point.closest("a")?.getAttribute("href") ?? ofRow?.getAttribute("href");
    if (href) window.location.assign(href);
  }

  private leave(): void {
    this.at = -1;
    this.cursor.remove();
    this.reading.textContent = "";
  }
}
