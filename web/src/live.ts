// A page is alive when an element of it says so: <main data-live="/live?case=…">. On each event the page is fetched again and its islands
// (elements with data-island and an id) are replaced where they differ, so there is one way to render and none of it is here.

const quiet = 120; // ms in which further events fold into one fetch

export function followLive(): void {
  const live = document.querySelector<HTMLElement>("[data-live]")?.dataset["live"];
  if (!live) return;
  const status = document.getElementById("live-status");
  let waiting = 0;
  const source = new EventSource(live);
  source.addEventListener("open", () => tell(status, true));
  source.addEventListener("error", () => tell(status, false));
  source.addEventListener("change", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void refresh(), quiet);
  });
  window.addEventListener("pagehide", () => source.close());
}

function tell(status: HTMLElement | null, isLive: boolean): void {
  if (!status) return;
  status.hidden = false;
  status.dataset["state"] = isLive ? "live" : "lost";
  status.textContent = isLive ? "live" : "connecting again …";
}

async function refresh(): Promise<void> {
  const answer = await fetch(window.location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const island of document.querySelectorAll<HTMLElement>("[data-island]")) {
    const next = fresh.getElementById(island.id);
    if (next && next.outerHTML !== island.outerHTML) replace(island, next);
  }
}

function replace(island: HTMLElement, next: HTMLElement): void {
  const focused = island.contains(document.activeElement) ? document.activeElement?.id : undefined;
  const scrolled = [...island.querySelectorAll<HTMLElement>("[data-keep]")].map((kept) => [kept.id, kept.scrollLeft, kept.scrollWidth - kept.clientWidth] as const);
  const open = [...island.querySelectorAll("details[open]")].map((details) => details.id);
  const adopted = document.adoptNode(next);
  island.replaceWith(adopted);
  for (const id of open) adopted.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  for (const [id, left, end] of scrolled) {
    const kept = document.getElementById(id);
    if (kept) kept.scrollLeft = left >= end - 1 ? kept.scrollWidth : left; // whoever looked at the newest still does
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}
