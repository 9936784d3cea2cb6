// A long list of checkboxes (246 countries) gets a filter, "select all", "select none" and a count. "All" and "none"
// mean what the filter shows, of the whole list or of a group; "all" of a group that is chosen whole takes it back.
// Arrow keys walk the list, which is one stop of the Tab key; Escape empties the filter.
function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function start(picker) {
  if (picker.dataset.started) return;
  picker.dataset.started = "1";
  const find = (name) => picker.querySelector(`[data-picker-${name}]`);
  const boxes = [...picker.querySelectorAll("input[type=checkbox]")];
  const rows = boxes.map((box) => {
    const row = box.closest(".choice");
    return { box, row, text: bare(row.textContent + " " + box.value) };
  });
  const shown = () => rows.filter(({ row }) => !row.hidden);

  function stopAt(box) {
    for (const each of boxes) each.tabIndex = each === box ? 0 : -1;
  }

  function count() {
    const chosen = boxes.filter((box) => box.checked).length;
    const words = find("count").dataset.template.replace("%(chosen)s", chosen).replace("%(total)s", boxes.length);
    if (find("count").textContent !== words) find("count").textContent = words;
  }

  function filter() {
    const wanted = bare(find("filter").value.trim());
    for (const { row, text } of rows) row.hidden = !text.includes(wanted);
    for (const group of picker.querySelectorAll(".choice-subgroup")) {
      group.hidden = !group.querySelector(".choice:not([hidden])");
    }
    find("empty").hidden = shown().length > 0;
    stopAt(shown()[0]?.box);
  }

  function set(checked, some = shown()) {
    for (const { box } of some) box.checked = checked;
    boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    count();
  }

  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && event.target === find("filter") && find("filter").value) {
      event.preventDefault();
      find("filter").value = "";
      filter();
    }
    if (event.key === "Enter" && event.target === find("filter")) event.preventDefault();
    if (!step) return;
    const stops = [find("filter"), ...shown().map(({ box }) => box)];
    const next = stops[stops.indexOf(event.target) + step];
    if (next && stops.includes(event.target)) {
      event.preventDefault();
      next.focus();
    }
  }

  for (const button of picker.querySelectorAll("[data-picker-group]")) {
    const group = button.closest(".choice-subgroup");
    button.hidden = false;
    button.addEventListener("click", () => {
      const some = shown().filter(({ box }) => group.contains(box));
      set(some.some(({ box }) => !box.checked), some);
    });
  }
  find("filter").addEventListener("input", (event) => { event.stopPropagation(); filter(); });
  find("filter").addEventListener("change", (event) => event.stopPropagation());
  find("all").addEventListener("click", () => set(true));
  find("none").addEventListener("click", () => set(false));
  picker.addEventListener("keydown", walk);
  picker.addEventListener("focusin", (event) => { if (boxes.includes(event.target)) stopAt(event.target); });
  picker.closest("form")?.addEventListener("change", count);
  find("tools").hidden = false;
  stopAt(boxes.find((box) => box.checked) ?? boxes[0]);
  count();
}

function startAll(root) {
  root.querySelectorAll("[data-picker]").forEach(start);
}

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.detail.elt));
