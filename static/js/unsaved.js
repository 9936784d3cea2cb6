// Warns before a page with unsaved changes is left: <form data-unsaved-warn>.
const changed = new Set();

function formOf(event) {
  const form = event.target.form ?? event.target.closest?.("form");
  return form?.matches?.("[data-unsaved-warn]") ? form : null;
}

for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    const form = formOf(event);
    if (form) changed.add(form);
  });
}

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) changed.delete(event.target);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) changed.delete(event.target.closest("form"));
});
document.addEventListener("reset", (event) => changed.delete(event.target));

addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
