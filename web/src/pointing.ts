// What is pointed at in the conversation is marked in the picture, and the other way round.

const pointed = "pointed";

export function pointFromThread(): void {
  for (const [enter, leave] of [["pointerover", "pointerout"], ["focusin", "focusout"]] as const) {
    document.addEventListener(enter, (event) => mark(event.target, true));
    document.addEventListener(leave, (event) => mark(event.target, false));
  }
}

function mark(target: EventTarget | null, isPointed: boolean): void {
  const about = target instanceof Element ? target.closest<HTMLElement | SVGElement>("[data-about]")?.dataset["about"] : undefined;
  if (!about) return;
  for (const other of document.querySelectorAll(`[data-about="${CSS.escape(about)}"]`)) other.classList.toggle(pointed, isPointed);
}
