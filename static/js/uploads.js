// Uploads on the documents tab: by drop or by choice, in blocks, four at a time, with progress and cancel. What breaks
// off is tried again with growing pauses, goes on when the line is back, and, with the same file, even days later.
// Without JavaScript the same forms post one file at a time.

const PARALLEL = 4;
const TRIES = 6;
const PAUSE = 500; // milliseconds, doubled with each try
const EDGE = 1024 * 1024; // the first and the last megabyte tell one file from another
const WHOLE = 64 * EDGE; // files up to here are hashed whole, so that a copy is recognised before it is sent

const tray = document.querySelector("[data-upload-tray]");
if (tray) start(tray);

function start(tray) {
  const page = {
    tray,
    beginUrl: tray.dataset.beginUrl,
    cardsUrl: tray.dataset.cardsUrl,
    csrf: document.querySelector("[name=csrfmiddlewaretoken]")?.value,
    words: JSON.parse(tray.dataset.words),
    underWay: new Set(),
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (form && event.target.type === "file") send(page, form, [...event.target.files]);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-upload]")) event.preventDefault();
  });
  window.addEventListener("beforeunload", (event) => page.underWay.size && event.preventDefault());
  listenForDrops(page);
}

function listenForDrops(page) {
  // A whole card takes the file, not only the words in it.
  const zone = (event) => {
    const near = event.target.closest?.("form[data-upload], .document, [data-half-sent]");
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
  const about = Object.fromEntries(
    ["kind", "document", "resume"].map((name) => [name, form.elements[name]?.value ?? ""]),
  );
  for (const file of files) upload(page, file, about);
  form.reset();
}

async function upload(page, file, about) {
  const row = trayRow(page, file);
  const one = { page, file, row, cancel: new AbortController(), begun: null };
  row.offerCancel(() => one.cancel.abort());
  page.underWay.add(one);
  try {
    row.say(page.words.looking);
    const known = await tellingOf(file);
    one.begun = await call(page, page.beginUrl, { body: { ...about, ...known, name: file.name, size: file.size } });
    page.tray.parentElement.querySelector(`[data-half-sent="${one.begun.id}"]`)?.remove();
    await sendBlocks(one);
    row.done();
    await refresh(page);
  } catch (problem) {
    ended(one, about, problem);
  } finally {
    page.underWay.delete(one);
    one.cancel.abort(); // where one block failed for good, the others stop
  }
}

function ended(one, about, problem) {
  const { page, row, begun } = one;
  if (problem.name === "AbortError") {
    if (begun) call(page, begun.discard_url).catch(() => {}); // what stays behind is swept away later
    return row.failed([page.words.cancelled]);
  }
  row.failed(problem.problems ?? [page.words.broken]);
  if (problem.final) return;
  const again = () => {
    window.removeEventListener("online", again);
    row.remove();
    upload(page, one.file, about);
  };
  window.addEventListener("online", again);
  row.offerRetry(again, () => window.removeEventListener("online", again));
}

// What tells this file from others. Where the page has no secure context there is no hash: then nothing is resumed.
async function tellingOf(file) {
  if (!window.crypto?.subtle) return {};
  const edges = new Blob([file.slice(0, EDGE), file.slice(Math.max(EDGE, file.size - EDGE))]);
  const known = { fingerprint: await sha256(edges) };
  return file.size > WHOLE ? known : { ...known, sha256: await sha256(file) };
}

async function sha256(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sendBlocks(one) {
  const { page, file, row } = one;
  const sent = new Map();
  const report = () => row.progress([...sent.values()].reduce((a, b) => a + b, already(one)), file.size);
  let missing = one.begun.missing;
  for (let round = 0; round < TRIES; round += 1) {
    const waiting = [...missing];
    report();
    const lanes = Array.from({ length: Math.min(PARALLEL, waiting.length) }, async () => {
      while (waiting.length) {
        const index = waiting.shift();
        await sendBlock(one, index, (bytes) => (sent.set(index, bytes), report()));
      }
    });
    await Promise.all(lanes);
    const answer = await patiently(one, () => call(page, one.begun.commit_url, { accepted: [409], one }));
    missing = answer.missing ?? [];
    if (!missing.length) return;
    sent.clear();
    one.begun = { ...one.begun, missing };
  }
  throw new Error("blocks never arrived");
}

// What had arrived before this page began to send.
function already({ begun, file }) {
  const bytesOf = (index) => Math.min(begun.block_bytes, file.size - index * begun.block_bytes);
  return file.size - begun.missing.reduce((sum, index) => sum + bytesOf(index), 0);
}

function sendBlock(one, index, report) {
  const { block_bytes: bytes } = one.begun;
  const piece = one.file.slice(index * bytes, (index + 1) * bytes);
  return patiently(one, async () => {
    const name = btoa(String(index).padStart(6, "0")); // as Azure calls a block
    const address = one.begun.block_url.replace("{index}", index).replace("{block_id}", encodeURIComponent(name));
    try {
      await put(one, address, piece, report);
    } catch (problem) {
      report(0);
      if (problem.expired) await renew(one);
      throw problem;
    }
  });
}

// Do it until it succeeds: a few times, each pause longer, and at once when the line is back.
async function patiently(one, act) {
  for (let attempt = 0; ; attempt += 1) {
    one.cancel.signal.throwIfAborted();
    try {
      return await act();
    } catch (problem) {
      if (problem.name === "AbortError" || problem.final || attempt === TRIES - 1) throw problem;
      if (attempt === 1) one.row.say(one.page.words.waiting);
      await pause(PAUSE * 2 ** attempt, one.cancel.signal);
    }
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => (clearTimeout(timer), window.removeEventListener("online", go));
    const go = () => (stop(), resolve());
    const timer = setTimeout(go, milliseconds);
    window.addEventListener("online", go);
    signal.addEventListener("abort", () => (stop(), reject(new DOMException("", "AbortError"))), { once: true });
  });
}

// The right to write into the blob storage lasts for minutes only.
async function renew(one) {
  one.renewing ??= call(one.page, one.begun.progress_url, { method: "GET", one }).finally(() => (one.renewing = null));
  const { block_url } = await one.renewing;
  one.begun = { ...one.begun, block_url };
}

// XMLHttpRequest, because fetch does not tell the progress of what is sent.
function put(one, address, piece, report) {
  const { page, begun, cancel } = one;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => (request.abort(), reject(new DOMException("", "AbortError")));
    request.open("PUT", address);
    if (!begun.direct) request.setRequestHeader("X-CSRFToken", page.csrf);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => report(Math.min(event.loaded, piece.size));
    request.onload = () => {
      if (begun.direct ? request.status === 201 : arrived(request, piece)) return report(piece.size), resolve();
      if (begun.direct) return reject({ expired: request.status === 403 });
      const ledAway = request.responseURL !== new URL(address, document.baseURI).href;
      reject(problemOf(page, ledAway ? 0 : request.status, request.responseText));
    };
    request.onerror = () => reject(new Error("connection"));
    request.onloadend = () => cancel.signal.removeEventListener("abort", abort);
    cancel.signal.addEventListener("abort", abort);
    request.send(piece);
  });
}

// A session that has ended answers with the sign-in page: that is not "arrived".
function arrived(request, piece) {
  try {
    return request.status === 200 && JSON.parse(request.responseText).received === piece.size;
  } catch {
    return false;
  }
}

async function call(page, url, { method = "POST", body, accepted = [], one } = {}) {
  const headers = { "X-CSRFToken": page.csrf, "Content-Type": "application/json", Accept: "application/json" };
  const options = { method, headers, redirect: "manual", signal: one?.cancel.signal };
  const response = await fetch(url, body ? { ...options, body: JSON.stringify(body) } : options);
  const text = await response.text();
  if (response.ok || accepted.includes(response.status)) return JSON.parse(text);
  throw problemOf(page, response.status, text);
}

// `final`: trying again would change nothing. 400 and 5xx may pass; 0 stands for a redirect, to the sign-in page.
function problemOf(page, status, text) {
  const final = status === 0 || (status > 400 && status < 500);
  try {
    return { final, problems: JSON.parse(text).problems ?? [page.words.broken] };
  } catch {
    return { final, problems: [[0, 401].includes(status) ? page.words.signedOut : page.words.broken] };
  }
}

// One after another: each puts new cards in place, and htmx looks for the old ones when it is called.
let refreshed = Promise.resolve();

function refresh(page) {
  const shown = () => window.htmx.ajax("GET", page.cardsUrl, { target: "#document-cards", swap: "outerHTML" });
  refreshed = refreshed.then(shown, shown);
  return refreshed;
}

// A screen reader hears the quarters of an upload, not each of its steps.
const QUARTER = 25;

function tell(file, words) {
  document.querySelector("[data-upload-said]").textContent = `${file.name}: ${words}`;
}

function trayRow(page, file) {
  const row = page.tray.querySelector("template").content.firstElementChild.cloneNode(true);
  const part = (name) => row.querySelector(`[data-upload-${name}]`);
  const bar = row.querySelector("progress");
  const { words } = page;
  let onClose = () => {};
  let onRetry = () => {};
  part("name").textContent = file.name;
  bar.setAttribute("aria-label", file.name);
  part("close").addEventListener("click", () => onClose());
  part("retry").addEventListener("click", () => onRetry());
  page.tray.querySelector("ul").append(row);
  page.tray.hidden = false;
  let told = 0;
  const chooser = document.activeElement?.id;
  const remove = () => {
    if (row.contains(document.activeElement)) document.getElementById(chooser)?.focus();
    row.remove();
    page.tray.hidden = page.tray.querySelectorAll("li").length === 0;
  };
  const say = (text) => (part("text").textContent = text);
  return {
    say,
    remove,
    offerCancel: (action) => (onClose = action),
    offerRetry: (again, giveUp) => {
      part("retry").hidden = false;
      onRetry = again;
      onClose = () => (giveUp(), remove());
    },
    progress: (sent, size) => {
      bar.max = size || 1;
      bar.value = sent;
      const percent = Math.floor((100 * sent) / (size || 1));
      say(words.progress.replace("{percent}", percent));
      if (percent - told >= QUARTER) tell(file, words.progress.replace("{percent}", (told = percent)));
    },
    done: () => {
      bar.value = bar.max;
      say(words.arrived);
      tell(file, words.arrived);
      part("close").hidden = true;
      setTimeout(remove, 1500);
    },
    failed: (problems) => {
      row.classList.add("is-refused");
      bar.hidden = true;
      say(problems.join(" "));
      part("text").setAttribute("role", "alert");
      part("close").textContent = words.close;
      onClose = remove;
    },
  };
}
