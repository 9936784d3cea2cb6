// What is typed while an answer is on its way is not lost when the answer replaces the form: <form data-still-typing>.
const FIELDS = "input[name]:not([type=hidden]), textarea[name], select[name]";
const sent = new Map();
let typed = new Map();

const formOf = (element) => element?.closest?.("form[data-still-typing]");
const fieldsOf = (form) => form.querySelectorAll(FIELDS);

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event.detail.elt);
  if (form) for (const field of fieldsOf(form)) sent.set(field, field.value);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const form = formOf(event.detail.requestConfig?.elt ?? event.detail.elt);
  if (!form) return;
  for (const field of fieldsOf(form)) {
    if (sent.has(field) && sent.get(field) !== field.value) typed.set(field.name, field.value);
  }
});

document.addEventListener("htmx:afterSettle", () => {
  for (const [name, value] of typed) {
    const field = document.querySelector(`form[data-still-typing] [name="${CSS.escape(name)}"]`);
    if (field) field.value = value;
  }
  typed = new Map();
  for (const field of sent.keys()) if (!field.isConnected) sent.delete(field);
});
