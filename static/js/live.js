// What htmx needs from the page: a word when the server does not answer, and the focus kept where it was.
const region = document.getElementById("toasts");

function complain(text) {
  document.body.dispatchEvent(new CustomEvent("toast", { detail: { tone: "danger", text }, bubbles: true }));
}

const isPoll = (event) => /\bevery\b/.test(event.detail.elt?.getAttribute("hx-trigger") ?? "");

document.addEventListener("htmx:sendError", (event) => { if (!isPoll(event)) complain(region.dataset.offline); });
document.addEventListener("htmx:timeout", (event) => { if (!isPoll(event)) complain(region.dataset.offline); });
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) end();
  else if (!isPoll(event)) complain(region.dataset.failed);
});

// Signed out meanwhile: say so once and stop asking; the page and what is typed in it stay.
let ended = false;

function end() {
  if (!ended) complain(region.dataset.ended);
  ended = true;
}

// Nor is a part renewed while a dialog or a menu in it is open, or rows in it are chosen.
document.addEventListener("htmx:beforeRequest", (event) => {
  const busy = ended || event.detail.elt.querySelector("dialog[open], [data-menu][open], [data-row-choice]:checked");
  if (busy && isPoll(event)) event.preventDefault();
});

// A form that comes back with faults (422) is shown like any other answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// The focus does not get lost when htmx replaces what holds it: it goes to the same control of what came, else to the
// part in which it was. A form that is gone says with data-returns-to what had opened it.
const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
const wordsOf = (element) => `${element.name ?? ""} ${(element.labels?.[0] ?? element).textContent.trim()}`;
let left = null;

document.addEventListener("htmx:beforeSwap", () => {
  const element = document.activeElement;
  if (!element || element === document.body) return;
  const parts = [];
  const named = (part) => part.parentElement?.closest("[id]");
  for (let part = named(element); part; part = named(part)) parts.push(part.id);
  const back = element.closest("[data-returns-to]")?.dataset.returnsTo;
  left = { element, parts, back, words: wordsOf(element), tag: element.tagName };
});

document.addEventListener("htmx:afterSettle", () => {
  const lost = left && !left.element.isConnected && document.activeElement === document.body;
  if (lost) focusOn(counterpart(left) ?? document.getElementById(left.back) ?? partOf(left));
  if (lost || left?.element !== document.activeElement) left = null;
});

// The part itself may be what is found, and what came in place of a part that had the focus takes none by itself.
function focusOn(element) {
  if (element && !element.matches(STOPS)) element.tabIndex = -1;
  element?.focus({ preventScroll: true });
}

// The same element, else what bears its words, else the only control of its name: "Browse" has become "Replace".
function counterpart({ element, parts, words, tag }) {
  const same = element.id && document.getElementById(element.id);
  if (same) return same;
  const stops = [...(partOf({ parts })?.querySelectorAll(STOPS) ?? [])].filter((each) => each.tagName === tag);
  const named = stops.filter((each) => element.name && each.name === element.name);
  return stops.find((each) => wordsOf(each) === words) ?? (named.length === 1 ? named[0] : undefined);
}

function partOf({ parts }) {
  return parts.map((id) => document.getElementById(id)).find(Boolean);
}
