// Saves forms marked data-autosave two seconds after typing stops, and says so.

const QUIET_MS = 2000;
const failed = new Set<HTMLFormElement>();
const timers = new WeakMap<HTMLFormElement, number>();
const running = new WeakMap<HTMLFormElement, AbortController>();

const words = (name: "saved" | "failed" | "signedOut"): string =>
  document.body.dataset[`words${name[0]!.toUpperCase()}${name.slice(1)}`] ?? "";

function say(form: HTMLFormElement, state: "saving" | "saved" | "failed", text?: string): void {
  const line = form.querySelector<HTMLElement>("[data-save-status]");
  if (!line) return;
  line.dataset.state = state;
  // Unchanged text is not set again: a screen reader hears of savings once a minute at most.
  if (text !== undefined && line.textContent !== text) line.textContent = text;
}

function clock(): string {
  return new Intl.DateTimeFormat("ja", { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date());
}

/** The form as the server would get it, without files. */
function body(form: HTMLFormElement): URLSearchParams {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
  return data;
}

async function save(form: HTMLFormElement): Promise<void> {
  const url = form.dataset.autosave;
  if (!url || form.dataset.sent) return;
  running.get(form)?.abort();
  const control = new AbortController();
  running.set(form, control);
  say(form, "saving");
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: body(form),
      headers: { "X-Futawa-Autosave": "1" },
      redirect: "manual",
      signal: control.signal,
    });
    if (answer.ok) {
      failed.delete(form);
      say(form, "saved", words("saved").replace("{time}", clock()));
    } else {
      const out = answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
      failed.add(form);
      say(form, "failed", words(out ? "signedOut" : "failed"));
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    failed.add(form);
    say(form, "failed", words("failed"));
  }
}

function soon(target: EventTarget | null): void {
  const form = (target as Element | null)?.closest?.<HTMLFormElement>("form[data-autosave]");
  if (!form) return;
  window.clearTimeout(timers.get(form));
  timers.set(form, window.setTimeout(() => void save(form), QUIET_MS));
}

export function startAutosave(): void {
  for (const kind of ["input", "change", "compositionend"]) {
    document.addEventListener(kind, (event) => soon(event.target));
  }
  const again = () => {
    for (const form of failed) void save(form);
  };
  window.addEventListener("online", again);
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    window.clearTimeout(timers.get(form));
    running.get(form)?.abort();
    failed.delete(form);
  });
  // Only a failed save is worth stopping somebody who leaves.
  window.addEventListener("beforeunload", (event) => {
    if (failed.size > 0) event.preventDefault();
  });
}
