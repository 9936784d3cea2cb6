// What htmx needs from the page: a word when the server does not answer, and the focus kept where it was.
const region = document.getElementById("toasts");

function complain(text) {
  document.body.dispatchEvent(new CustomEvent("toast", { detail: { tone: "danger", text }, bubbles: true }));
}

const isPoll = (event) => /\bevery\b/.test(event.detail.elt?.getAttribute("hx-trigger") ?? "");

document.addEventListener("htmx:sendError", (event) => { if (!isPoll(event)) complain(region.dataset.offline); });
document.addEventListener("htmx:timeout", (event) => { if (!isPoll(event)) complain(region.dataset.offline); });
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) end();
  else if (!isPoll(event)) complain(region.dataset.failed);
});

// Signed out meanwhile: say so once and stop asking; the page and what is typed in it stay.
let ended = false;

function end() {
  if (!ended) complain(region.dataset.ended);
  ended = true;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (ended && isPoll(event)) event.preventDefault();
});

// A form that comes back with faults (422) is shown like any other answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
