// Rows of the queue: all of the page chosen or none, and how many are. Without this script the server chooses them.
const boxes = () => [...document.querySelectorAll("[data-row-choice]")];
const status = document.querySelector("[data-rows-chosen]");
const all = document.querySelector("[data-choose-all]");
const none = document.querySelector("[data-choose-none]");
const untold = status?.textContent;

function tell() {
  const chosen = boxes().filter((box) => box.checked).length;
  const words = status.dataset.rowsChosen.replace("{count}", chosen).replace("{total}", boxes().length);
  status.textContent = chosen ? words : untold;
  none.hidden = !chosen;
}

function choose(event, checked) {
  event.preventDefault();
  for (const box of boxes()) box.checked = checked;
  if (!checked) all.focus(); // the button that was pressed is gone
  tell();
}

if (status) {
  all.addEventListener("click", (event) => choose(event, true));
  none.addEventListener("click", (event) => choose(event, false));
  document.addEventListener("change", (event) => { if (event.target.matches("[data-row-choice]")) tell(); });
  document.addEventListener("htmx:afterSettle", tell);
  tell();
}
