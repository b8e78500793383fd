// <ui-error-summary>: takes the focus when the page opens and leads to the field with its label in view.

export class ErrorSummary extends HTMLElement {
  connectedCallback(): void {
    this.focus();
    this.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>("a[href^='#']");
      const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!field) return;
      event.preventDefault();
      const label = field.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      (label ?? field).scrollIntoView();
      field.focus({ preventScroll: true });
    });
  }
}
