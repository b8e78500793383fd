// While an input method composes (にn → に…), nobody else hears of the half-typed text.

/** True when the key belongs to the input method; Safari sends Enter after compositionend, with code 229. */
export const composing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

export function guardComposition(): void {
  document.addEventListener(
    "input",
    (event) => {
      if ((event as InputEvent).isComposing) event.stopImmediatePropagation();
    },
    true,
  );
  // Enter that commits a conversion must not send the form.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && composing(event)) event.stopImmediatePropagation();
    },
    true,
  );
}
