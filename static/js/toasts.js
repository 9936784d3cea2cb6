// Shows short notes at the lower right. Heard as the event "toast" with {tone, text, title}: htmx sends it for the
// answer header HX-Trigger, other scripts dispatch it on <body>.
const SHOWN_MS = 8000;
const region = document.getElementById("toasts");
const template = document.getElementById("toast-template");

function show({ tone = "success", text = "", title = "" }) {
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.classList.add(`toast-${tone}`);
  for (const icon of toast.querySelectorAll("[data-tone]")) icon.hidden = icon.dataset.tone !== tone;
  const body = toast.querySelector(".toast-body");
  if (title) {
    const strong = document.createElement("strong");
    strong.textContent = `${title} `;
    body.append(strong);
  }
  body.append(text);
  toast.addEventListener("focusin", ({ relatedTarget }) => {
    if (!toast.contains(relatedTarget)) toast.cameFrom = relatedTarget;
  });
  toast.querySelector("button").addEventListener("click", () => close(toast));
  region.append(toast);
  if (tone !== "danger") leaveLater(toast);
}

// The focus goes back to where it was before the note.
function close(toast) {
  if (toast.contains(document.activeElement)) {
    (toast.cameFrom ?? document.getElementById("main"))?.focus({ preventScroll: true });
  }
  toast.remove();
}

// A note stays while it is pointed at or has the focus; a failure stays until it is closed.
function leaveLater(toast) {
  let timer;
  const wait = () => { timer = setTimeout(() => toast.remove(), SHOWN_MS); };
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, wait);
  wait();
}

if (region && template) document.body.addEventListener("toast", (event) => show(event.detail));
