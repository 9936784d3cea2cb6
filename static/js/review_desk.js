// The keyboard of the review desk: J and K go through the items, A approves, R opens the reasons, ? shows the help.
// Who speaks to the computer, or holds keys by accident, switches the single keys off; this browser remembers it.
const OFF = "desk-keys-off";
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");
const ABOVE_ITEM_PX = 72;
const find = (selector) => document.querySelector(selector);

function approve() {
  const button = find("[data-approve]");
  const percent = button?.form.elements.azure_percent;
  if (percent && !percent.value.trim()) percent.focus();
  else button?.click();
}

function openReasons() {
  const details = find("[data-send-back]");
  if (!details) return;
  details.open = true;
  details.querySelector("select, textarea").focus();
}

const acts = {
  j: () => find("[data-next-item]")?.click(),
  k: () => find("[data-previous-item]")?.click(),
  a: approve,
  r: openReasons,
  "?": () => find("#desk-help")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const act = acts[event.key.toLowerCase()];
  if (!act || localStorage.getItem(OFF) || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (typing(event.target) || find("dialog[open]")) return;
  event.preventDefault();
  act();
});

const toggle = find("#desk-keys");
if (toggle) {
  toggle.checked = !localStorage.getItem(OFF);
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}

// Beside the document the open item is in sight; on a phone the document comes first.
function showCurrentItem() {
  const item = find("[data-current-item]");
  const panel = item?.closest(".side-panel");
  if (panel) panel.scrollTop += item.getBoundingClientRect().top - panel.getBoundingClientRect().top - ABOVE_ITEM_PX;
}

// Another item has come in place of the last one: what is read next is its heading, unless a fault took the focus.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "presence") return; // who reads along is renewed by itself, and moves nothing
  showCurrentItem();
  if (document.activeElement === document.body) find("[data-current-item]")?.focus({ preventScroll: true });
});
showCurrentItem();
