// Holds back a second press of a submit button; the server's idempotency key is the real guard.

const RELEASE_MS = 10_000;

function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
}

export function guardSubmit(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post" || form.matches("[hx-post]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
    const line = form.querySelector("[data-save-status]");
    if (line) line.textContent = document.body.dataset.wordsSending ?? "";
    // A download answers without leaving the page, and a lost connection may be tried again.
    window.setTimeout(() => release(form), RELEASE_MS);
  });
  // The page may come back from the browser's memory.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) release(form);
  });
}
