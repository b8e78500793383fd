// Joins the body map with the list of regions: pressing a region ticks its box, ticking a box marks the region. The list alone does it all.

type Say = (key: string, values: Record<string, string>) => void;

export class RegionPicker {
  #form: HTMLFormElement | null;

  constructor(pad: HTMLElement, svg: SVGSVGElement, held: () => boolean, say: Say) {
    this.#form = pad.closest("form");
    svg.addEventListener("click", (event) => {
      const code = (event.target as Element).closest<SVGElement>("[data-region]")?.dataset.region;
      const box = held() && code ? this.#box(code) : null;
      if (!box) return;
      box.checked = !box.checked;
      // The row in the list is where the finding is chosen: let it be seen.
      const group = box.closest("details");
      if (group && box.checked) group.open = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      say(box.checked ? "sayMarked" : "sayUnmarked", { region: box.labels?.[0]?.textContent ?? "" });
    });
    const mark = () => {
      for (const path of svg.querySelectorAll<SVGElement>("[data-region]")) {
        path.classList.toggle("fw-region--marked", this.#box(path.dataset.region ?? "")?.checked ?? false);
      }
    };
    this.#form?.addEventListener("change", mark);
    mark();
  }

  #box(code: string): HTMLInputElement | null {
    return this.#form?.querySelector(`input[name="region"][value="${CSS.escape(code)}"]`) ?? null;
  }
}
