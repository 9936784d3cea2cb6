// Switches the theme in place while the form that works without this script goes to the server, which keeps the choice.
function show(theme) {
  const root = document.documentElement;
  if (theme === "system") root.removeAttribute("data-theme");
  else root.dataset.theme = theme;
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-form]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  show(event.submitter.value);
  for (const button of form.querySelectorAll("button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
  const body = new FormData(form, event.submitter);
  const sent = fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
  sent.catch(() => {}); // shown all the same
});
