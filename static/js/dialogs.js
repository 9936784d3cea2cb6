// Dialogs open over the page (without this script they open in it, by the link's #id); menus close like menus; message
// bars can be dismissed.
function open(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  dialog.showModal();
  const first = dialog.querySelector("[data-focus], textarea, input:not([type=hidden]), select");
  if (first) first.focus();
}

// A form that came back with faults: its dialog is open already, as part of the page; now it goes over it.
for (const dialog of document.querySelectorAll("dialog[data-opened]")) {
  dialog.close();
  open(dialog.id);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    event.preventDefault();
    open(opener.dataset.dialogOpen);
    return;
  }
  const closer = event.target.closest("[data-dialog-close]");
  const dialog = closer?.closest("dialog");
  if (dialog?.open) {
    event.preventDefault();
    dialog.close();
  }
  dismiss(event.target.closest("[data-dismiss]")?.closest(".message-bar"));
  closeMenus(event.target);
});

// The focus goes on from where the message stood, not from the top of the page.
function dismiss(bar) {
  if (bar?.contains(document.activeElement)) document.getElementById("main")?.focus({ preventScroll: true });
  bar?.remove();
}

// A link that acts as a button answers to the space bar as well.
document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches("a[role=button]")) {
    event.preventDefault();
    event.target.click();
  }
  if (event.key === "Escape") {
    const menu = event.target.closest("[data-menu][open]") ?? document.querySelector("[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
});

// Arrow keys walk the entries of a menu; from its button they open it.
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest("[data-menu]");
  if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  menu.open = true;
  const entries = [...menu.querySelectorAll(".menu-list a, .menu-list button")];
  const at = entries.indexOf(event.target);
  const next = { Home: 0, End: -1, ArrowUp: at < 0 ? -1 : at - 1, ArrowDown: (at + 1) % entries.length }[event.key];
  entries.at(next)?.focus();
});

document.addEventListener("focusin", (event) => closeMenus(event.target));

function closeMenus(target) {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

function revealDismiss(root) {
  for (const button of root.querySelectorAll("[data-dismiss]")) button.hidden = false;
}

revealDismiss(document);
document.addEventListener("htmx:load", (event) => revealDismiss(event.detail.elt));
