// What a drawing is made of, as the server reads it: strokes and pins in a space 1000 wide; `crates/domain/src/drawing` has the limits.

export interface Point {
  x: number;
  y: number;
}

export interface Stroke {
  pen: string;
  points: Point[];
}

export interface Sketch {
  strokes: Stroke[];
  pins: Point[];
}

const text = (points: Point[]): string => points.map(({ x, y }) => `${x} ${y}`).join(" ");

function points(written: string): Point[] {
  const numbers = written.split(" ").map(Number);
  const found: Point[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) found.push({ x: numbers[at]!, y: numbers[at + 1]! });
  return found;
}

/** The field's text; empty when nothing is drawn. */
export function write({ strokes, pins }: Sketch): string {
  if (strokes.length === 0 && pins.length === 0) return "";
  return JSON.stringify({
    strokes: strokes.map(({ pen, points }) => ({ pen, points: text(points) })),
    pins: pins.map((pin) => text([pin])),
  });
}

/** Reads what the server wrote into the field. */
export function read(json: string): Sketch {
  if (json === "") return { strokes: [], pins: [] };
  const written = JSON.parse(json) as { strokes: { pen: string; points: string }[]; pins: string[] };
  return {
    strokes: written.strokes.map((stroke) => ({ pen: stroke.pen, points: points(stroke.points) })),
    pins: written.pins.flatMap(points),
  };
}

function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length === 0) return Math.hypot(point.x - from.x, point.y - from.y);
  return Math.abs(dy * (point.x - from.x) - dx * (point.y - from.y)) / length;
}

/** Leaves out points that lie nearer than `tolerance` to the line of the others (Ramer, Douglas, Peucker). */
export function simplify(line: Point[], tolerance: number): Point[] {
  if (line.length < 3) return line;
  const kept = new Set([0, line.length - 1]);
  const spans: [number, number][] = [[0, line.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let [farthest, most] = [0, tolerance];
    for (let at = from + 1; at < to; at += 1) {
      const away = distance(line[at]!, line[from]!, line[to]!);
      if (away > most) [farthest, most] = [at, away];
    }
    if (farthest > 0) {
      kept.add(farthest);
      spans.push([from, farthest], [farthest, to]);
    }
  }
  return line.filter((_, at) => kept.has(at));
}

const SVG = "http://www.w3.org/2000/svg";

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** The same element that the server makes of this stroke (`crates/render/src/drawing.rs`). */
export function strokeElement({ points }: Stroke, colour: string, width: number): SVGElement {
  const dot = points[0]!;
  if (points.length === 1) return element("circle", { cx: dot.x, cy: dot.y, r: width, fill: colour });
  return element("polyline", { points: text(points), stroke: colour, "stroke-width": width });
}

/** The same element that the server makes of this pin. */
export function pinElement({ x, y }: Point, number: number, colour: string, radius: number): SVGElement {
  const group = element("g", { transform: `translate(${x} ${y})` });
  const words = element("text", { y: 11, "text-anchor": "middle", "font-size": 31, "font-weight": 700, fill: colour });
  words.textContent = String(number);
  group.append(element("circle", { r: radius, fill: "#ffffff", stroke: colour, "stroke-width": 5 }), words);
  return group;
}
