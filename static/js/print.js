// The button that opens the browser's print dialogue; without scripts the page says how to print it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
