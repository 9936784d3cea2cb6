// <form data-still-typing>: what is typed and what is pressed while an answer is on its way is not lost when the answer
// replaces the form. A press waits, and is done in the form that then stands there; htmx would queue it at the old one,
// or for a button that is gone by then.
const FORM = "form[data-still-typing]";
const FIELDS = "input[name]:not([type=hidden]), textarea[name], select[name]";
const onTheirWay = new Set(); // requests
const sent = new Map(); // field -> what the newest request said of it
let typed = new Map(); // name -> what was typed since
let presses = []; // names and values of buttons

const formOf = (element) => element?.closest?.(FORM);
const fieldsOf = (form) => form.querySelectorAll(FIELDS);

document.addEventListener("htmx:beforeSend", (event) => {
  const form = formOf(event.detail.elt);
  if (!form) return;
  onTheirWay.add(event.detail.xhr);
  for (const field of fieldsOf(form)) sent.set(field, field.value);
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!onTheirWay.delete(event.detail.xhr)) return;
  if (!event.detail.successful) setTimeout(press); // no answer will be put in place
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const form = formOf(event.detail.requestConfig?.elt ?? event.detail.elt);
  if (!form) return;
  for (const field of fieldsOf(form)) {
    if (sent.has(field) && sent.get(field) !== field.value) typed.set(field.name, field.value);
  }
});

document.addEventListener("htmx:afterSettle", () => {
  for (const [name, value] of typed) putBack(document.querySelector(`${FORM} [name="${CSS.escape(name)}"]`), value);
  typed = new Map();
  for (const field of sent.keys()) if (!field.isConnected) sent.delete(field);
  press();
});

// A field that was left already is looked at, as if it had been left now; a press takes it along anyway.
function putBack(field, value) {
  if (!field || field.value === value) return;
  field.value = value;
  if (field !== document.activeElement && !presses.length) field.dispatchEvent(new Event("change", { bubbles: true }));
}

// Before htmx hears of it.
document.addEventListener(
  "submit",
  (event) => {
    if (!formOf(event.target) || !onTheirWay.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { name, value } = event.submitter ?? {};
    if (name && !presses.some((other) => other.name === name && other.value === value)) presses.push({ name, value });
  },
  true,
);

function press() {
  if (onTheirWay.size || !presses.length) return;
  const { name, value } = presses.shift();
  const button = [...document.querySelectorAll(`${FORM} button[name]`)].find(
    (each) => each.name === name && each.value === value,
  );
  if (button) button.click();
  else press(); // what it would have done is done
}
