// Keeps what was typed into <form data-keep="key"> in this tab until it was saved, and offers it again after a crash, a
// reload or a sign-in. Passwords, files and hidden fields are never kept.
const PREFIX = "keep:";
const NEVER = new Set(["password", "file", "hidden", "submit", "button", "reset"]);

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !NEVER.has(field.type));

function read(form) {
  const values = {};
  for (const field of fieldsOf(form)) {
    values[field.name] ??= [];
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) values[field.name].push(field.value);
    } else if (field.type === "select-multiple") {
      values[field.name].push(...[...field.selectedOptions].map((option) => option.value));
    } else values[field.name].push(field.value.replaceAll("\r\n", "\n"));
  }
  return values;
}

function write(form, values) {
  const turn = {};
  for (const field of fieldsOf(form)) {
    const kept = values[field.name];
    if (!kept) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
    else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = kept.includes(option.value);
    } else {
      const index = turn[field.name] ?? 0;
      turn[field.name] = index + 1;
      if (kept[index] !== undefined) field.value = kept[index];
    }
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

const load = (key) => JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "null");

// A full or forbidden storage must not stop anybody from typing.
function store(key, kept) {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(kept));
  } catch {
    sessionStorage.removeItem(PREFIX + key);
  }
}

const forget = (key) => sessionStorage.removeItem(PREFIX + key);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function remember(event) {
  const form = event.target.form ?? event.target;
  if (form?.dataset?.keep) store(form.dataset.keep, { values: read(form), sent: false });
}

function offer(form, kept) {
  const bar = document.getElementById("keep-template").content.firstElementChild.cloneNode(true);
  bar.setAttribute("role", "status");
  bar.querySelector("[data-keep-restore]").addEventListener("click", () => {
    write(form, kept.values);
    bar.remove();
    fieldsOf(form)[0]?.focus();
  });
  bar.querySelector("[data-keep-discard]").addEventListener("click", () => {
    forget(form.dataset.keep);
    bar.remove();
    fieldsOf(form)[0]?.focus();
  });
  form.before(bar);
}

// Sent, and the next page says that it was saved (or is another page of the product): done. A sign-in page or an error
// page in between means that it was not saved. A page that came back with faults shows what was typed by itself.
function settle() {
  const interrupted = document.body.matches("[data-signed-out], [data-error-page]");
  const saved = document.querySelector(".messages .message-bar-success");
  for (const name of Object.keys(sessionStorage).filter((each) => each.startsWith(PREFIX))) {
    const key = name.slice(PREFIX.length);
    const kept = load(key);
    const form = document.querySelector(`form[data-keep="${CSS.escape(key)}"]`);
    if (kept.sent && interrupted) store(key, { ...kept, sent: false });
    else if (kept.sent && (saved || !form)) forget(key);
    else if (kept.sent && document.getElementById("error-summary")) store(key, { values: read(form), sent: false });
    else if (form && same(kept.values, read(form))) forget(key);
    else if (form) offer(form, kept);
  }
}

// A part of the page that came later: what was typed there before is offered again. Faults stand with what was typed.
function offerIn(part) {
  if (part === document.body || document.getElementById("error-summary")) return; // settle() saw to the whole page
  for (const form of part.querySelectorAll?.("form[data-keep]") ?? []) {
    const kept = load(form.dataset.keep);
    if (kept && !kept.sent && !same(kept.values, read(form))) offer(form, kept);
  }
}

document.addEventListener("htmx:load", (event) => offerIn(event.detail.elt));
document.addEventListener("input", remember);
document.addEventListener("change", remember);
document.addEventListener("submit", (event) => {
  const key = event.target.dataset.keep;
  if (key && !event.defaultPrevented) store(key, { values: read(event.target), sent: true });
});
document.addEventListener("htmx:afterRequest", (event) => {
  const sent = event.detail.requestConfig?.verb !== "get"; // a link inside a form sends nothing of it
  const key = sent && event.detail.elt.closest("form")?.dataset.keep; // the form itself may be gone by now
  if (key && event.detail.successful) forget(key);
});
settle();
