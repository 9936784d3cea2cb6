// Escape in <form data-escape> is its [data-cancel]. Where something was typed it only leads there: Enter then drops
// it.
const differs = (field) =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.options
      ? [...field.options].some((option) => option.selected !== option.defaultSelected)
      : field.type !== "hidden" && field.value !== field.defaultValue;

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const form = event.target.closest?.("form[data-escape]");
  const cancel = form?.querySelector("[data-cancel]");
  if (!cancel) return;
  event.preventDefault();
  if ([...form.elements].some((field) => field.name && differs(field))) cancel.focus();
  else cancel.click();
});
