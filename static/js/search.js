// The key "/" leads to the search field of the top bar, from any page; at the desk, to the page that has one.
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const field = document.querySelector("[data-search-key]");
  if (!field || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  if (field instanceof HTMLAnchorElement) field.click();
  else {
    field.focus();
    field.select();
  }
});
