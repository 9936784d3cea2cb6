// The review desk by keyboard (? shows the keys), and its document: zoom, pages, search, places of comments.
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

// --- the document: zoom keeps the place in sight, and this browser remembers it ---
const ZOOM = "desk-zoom";
const BELOW_TOOLS_PX = 120;
const pages = () => [...document.querySelectorAll("[data-page]")];
const begins = (page) => page.getBoundingClientRect().top <= BELOW_TOOLS_PX + 1;
const pageInSight = () => pages().findLast(begins) ?? pages()[0];

function sizeOf(image, level) {
  const { width, height } = image.dataset;
  if (level === "width") return [width, height];
  const box = find(".desk-viewer-inner");
  const fit = Math.min(box.clientWidth / width, (innerHeight - BELOW_TOOLS_PX - 40) / height);
  const factor = level === "page" ? fit : level / 100;
  return [Math.round(width * factor), Math.round(height * factor)];
}

function zoom(level, { keep = true } = {}) {
  const holder = find("[data-pages]");
  const link = find(`[data-zoom-to="${CSS.escape(level)}"]`);
  if (!holder || !link) return;
  const page = pageInSight();
  const before = page?.getBoundingClientRect();
  holder.dataset.zoom = level;
  for (const image of holder.querySelectorAll("img[data-width]")) [image.width, image.height] = sizeOf(image, level);
  for (const each of document.querySelectorAll("[data-zoom-to]")) each.toggleAttribute("aria-current", each === link);
  if (!keep || !page) return;
  localStorage.setItem(ZOOM, level);
  const after = page.getBoundingClientRect();
  const read = Math.max(0, (BELOW_TOOLS_PX - before.top) / before.height);
  scrollBy(0, after.top + read * after.height - Math.max(BELOW_TOOLS_PX, before.top));
}

function step(by) {
  const codes = [...document.querySelectorAll("[data-zoom-to]")].map((each) => each.dataset.zoomTo);
  const levels = codes.filter((code) => code > 0);
  const image = find("img[data-width]");
  if (!image) return;
  const now = (image.getBoundingClientRect().width / image.dataset.width) * 100;
  const next = by > 0 ? levels.find((each) => each > now + 1) : levels.findLast((each) => each < now - 1);
  if (next) zoom(next);
}

function goTo(number) {
  const page = document.getElementById(`page-${number}`);
  page?.scrollIntoView();
  page?.focus({ preventScroll: true });
  tellPage();
}

function turn(by) {
  const all = pages();
  const at = all.indexOf(pageInSight());
  const wanted = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (wanted) goTo(wanted.dataset.page);
}

function tellPage() {
  const field = find("[data-page-number]");
  if (field && field !== document.activeElement) field.value = pageInSight()?.dataset.page ?? 1;
}

addEventListener("scroll", tellPage, { passive: true });
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-page-form]")) return;
  event.preventDefault();
  goTo(event.target.elements.page.value);
});
document.addEventListener("click", (event) => {
  const to = event.target.closest("[data-zoom-to]");
  const turned = event.target.closest("[data-page-step]");
  if (to || turned) event.preventDefault();
  if (to) zoom(to.dataset.zoomTo);
  if (turned) turn(Number(turned.dataset.pageStep));
  place(event);
});

// While a comment is being written, a press on its page says the place.
function place(event) {
  const image = event.target.closest(".desk-sheet img");
  const form = image?.closest("[data-page]").querySelector("[data-comment-form]");
  if (!form?.elements.x) return;
  const box = image.getBoundingClientRect();
  form.elements.x.value = (((event.clientX - box.left) / box.width) * 100).toFixed(1);
  form.elements.y.value = (((event.clientY - box.top) / box.height) * 100).toFixed(1);
  form.elements.text.focus();
}

function remembered() {
  const level = localStorage.getItem(ZOOM);
  if (level && level !== find("[data-pages]")?.dataset.zoom) zoom(level, { keep: false });
}

const acts = {
  j: () => find("[data-next-item]")?.click(),
  k: () => find("[data-previous-item]")?.click(),
  a: approve,
  r: openReasons,
  "+": () => step(1),
  "=": () => step(1),
  "-": () => step(-1),
  0: () => zoom("width"),
  n: () => turn(1),
  p: () => turn(-1),
  f: () => find("[data-find]")?.focus(),
  c: () => pageInSight()?.querySelector("[data-comment]")?.click(),
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

const refresh = () => {
  remembered();
  tellPage();
};

// Another item has come in place of the last one: what is read next is its heading, unless a fault took the focus.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "presence") return; // who reads along is renewed by itself, and moves nothing
  refresh();
  if (event.target.closest?.("#main, #notes")) {
    event.target.querySelector?.("[data-comment-form] textarea")?.focus();
    return;
  }
  showCurrentItem();
  if (document.activeElement === document.body) find("[data-current-item]")?.focus({ preventScroll: true });
});
showCurrentItem();
refresh();
