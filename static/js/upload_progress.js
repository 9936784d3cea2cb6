// How much of a file has been sent, and what the server does with it then: <form hx-encoding data-upload-progress>.
const formOf = (event) => event.target.closest?.("form[data-upload-progress]");
const inWords = (share) => new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(share);
const partsOf = (form) => ({
  box: form.querySelector("[data-progress]"),
  bar: form.querySelector("progress"),
  step: form.querySelector(".progress-step"),
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  partsOf(form).box.hidden = false;
  document.activeElement?.blur(); // what comes is another page: it is read from its beginning
});

// The answer's own progress comes by the same event, after everything was sent.
document.addEventListener("htmx:xhr:progress", (event) => {
  const form = formOf(event);
  const { loaded, total, lengthComputable } = event.detail;
  if (!form || !lengthComputable || form.dataset.sent) return;
  const { box, bar, step } = partsOf(form);
  if (loaded < total) {
    bar.value = (100 * loaded) / total;
    step.textContent = box.dataset.sending.replace("{percent}", inWords(loaded / total));
  } else {
    form.dataset.sent = "1";
    bar.removeAttribute("value");
    step.textContent = box.dataset.checking;
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  delete form.dataset.sent;
  partsOf(form).box.hidden = true;
});
