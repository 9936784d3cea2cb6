// Uploads on the documents tab: by drop or by choice, in blocks of a few megabytes, four at a time, with progress,
// cancel, and going on after a lost connection. Without JavaScript the same forms post one file at a time.

const PARALLEL = 4;
const TRIES = 5;

const tray = document.querySelector("[data-upload-tray]");
if (tray) start(tray);

function start(tray) {
  const page = {
    tray,
    beginUrl: tray.dataset.beginUrl,
    cardsUrl: tray.dataset.cardsUrl,
    csrf: document.querySelector("[name=csrfmiddlewaretoken]")?.value,
    words: JSON.parse(tray.dataset.words),
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (form && event.target.type === "file") send(page, form, [...event.target.files]);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-upload]")) event.preventDefault();
  });
  listenForDrops(page);
}

function listenForDrops(page) {
  // A whole card takes the file, not only the words in it.
  const zone = (event) => {
    const near = event.target.closest?.("form[data-upload], .document");
    return near?.matches("form") ? near : near?.querySelector("form[data-upload]");
  };
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault(); // else the browser would leave the page to show the file
      zone(event)?.classList.add("is-over");
    });
  }
  document.addEventListener("dragleave", (event) => zone(event)?.classList.remove("is-over"));
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    const form = zone(event);
    form?.classList.remove("is-over");
    if (form) send(page, form, [...event.dataTransfer.files]);
  });
}

function send(page, form, files) {
  const about = { kind: form.elements.kind?.value ?? "", document: form.elements.document?.value ?? "" };
  for (const file of files) upload(page, file, about);
  form.reset();
}

async function upload(page, file, about) {
  const row = trayRow(page, file);
  const cancel = new AbortController();
  row.onCancel(() => cancel.abort());
  window.addEventListener("beforeunload", stay);
  try {
    const begun = await call(page, page.beginUrl, {
      method: "POST",
      body: JSON.stringify({ ...about, name: file.name, size: file.size }),
      signal: cancel.signal,
    });
    await sendBlocks(page, file, begun, row, cancel.signal);
    row.done();
    await refresh(page);
  } catch (problem) {
    row.failed(problem.name === "AbortError" ? [page.words.cancelled] : problem.problems ?? [page.words.broken]);
  } finally {
    window.removeEventListener("beforeunload", stay);
  }
}

function stay(event) {
  event.preventDefault();
}

async function sendBlocks(page, file, begun, row, signal) {
  const sent = new Map();
  const report = () => row.progress([...sent.values()].reduce((a, b) => a + b, 0), file.size);
  let missing = begun.missing;
  for (let round = 0; round < TRIES; round += 1) {
    const waiting = [...missing];
    const lanes = Array.from({ length: Math.min(PARALLEL, waiting.length) }, async () => {
      while (waiting.length) {
        const index = waiting.shift();
        await sendBlock(page, file, begun, index, signal, (bytes) => (sent.set(index, bytes), report()));
      }
    });
    await Promise.all(lanes);
    const answer = await call(page, begun.commit_url, { method: "POST", signal }, [409]);
    missing = answer.missing ?? [];
    if (!missing.length) return;
  }
  throw { problems: [page.words.broken] };
}

async function sendBlock(page, file, begun, index, signal, report) {
  const url = begun.block_url.replace("{index}", index);
  const piece = file.slice(index * begun.block_bytes, (index + 1) * begun.block_bytes);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await put(page, url, piece, signal, report);
    } catch (problem) {
      if (problem.name === "AbortError" || problem.problems || attempt === TRIES) throw problem;
      report(0);
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt)); // the line is gone: wait, then go on
    }
  }
}

// A session that has ended answers with the sign-in page: that is not "arrived".
function arrived(request, piece) {
  try {
    return request.status < 300 && JSON.parse(request.responseText).received === piece.size;
  } catch {
    return false;
  }
}

// XMLHttpRequest, because fetch does not tell the progress of what is sent.
function put(page, url, piece, signal, report) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("X-CSRFToken", page.csrf);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => report(event.loaded);
    request.onload = () => {
      if (arrived(request, piece)) return report(piece.size), resolve();
      reject(request.status < 500 ? problemOf(page, request.status, request.responseText) : new Error("server"));
    };
    request.onerror = () => reject(new Error("connection"));
    signal.addEventListener("abort", () => (request.abort(), reject(new DOMException("", "AbortError"))));
    request.send(piece);
  });
}

async function call(page, url, options, accepted = []) {
  const headers = { "X-CSRFToken": page.csrf, "Content-Type": "application/json", Accept: "application/json" };
  const response = await fetch(url, { ...options, headers, redirect: "manual" });
  const text = await response.text();
  if (response.ok || accepted.includes(response.status)) return JSON.parse(text);
  throw problemOf(page, response.status, text);
}

function problemOf(page, status, text) {
  try {
    return { problems: JSON.parse(text).problems ?? [page.words.broken] };
  } catch {
    return { problems: [status === 0 || status === 401 ? page.words.signedOut : page.words.broken] };
  }
}

async function refresh(page) {
  await window.htmx.ajax("GET", page.cardsUrl, { target: "#document-cards", swap: "outerHTML" });
}

function trayRow(page, file) {
  const row = page.tray.querySelector("template").content.firstElementChild.cloneNode(true);
  const bar = row.querySelector("progress");
  const text = row.querySelector("[data-upload-text]");
  const close = row.querySelector("[data-upload-close]");
  row.querySelector("[data-upload-name]").textContent = file.name;
  bar.setAttribute("aria-label", file.name);
  page.tray.querySelector("ul").append(row);
  page.tray.hidden = false;
  let cancel = () => {};
  close.addEventListener("click", () => cancel());
  const remove = () => {
    row.remove();
    page.tray.hidden = page.tray.querySelectorAll("li").length === 0;
  };
  return {
    onCancel: (action) => (cancel = action),
    progress: (sent, size) => {
      bar.max = size || 1;
      bar.value = sent;
      text.textContent = page.words.progress.replace("{percent}", Math.floor((100 * sent) / (size || 1)));
    },
    done: () => {
      bar.value = bar.max;
      text.textContent = page.words.arrived;
      setTimeout(remove, 1500);
    },
    failed: (problems) => {
      row.classList.add("is-refused");
      bar.hidden = true;
      text.textContent = problems.join(" ");
      text.setAttribute("role", "alert");
      close.textContent = page.words.close;
      cancel = remove;
    },
  };
}
