// Copies a value: <button data-copy="value" data-copied="Copied">. The button is hidden where copying cannot work.
function reveal(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const detail = { tone: "success", text: button.dataset.copied };
  document.body.dispatchEvent(new CustomEvent("toast", { detail, bubbles: true }));
});

reveal(document);
document.addEventListener("htmx:load", (event) => reveal(event.detail.elt));
