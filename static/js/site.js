// Comfort only: every page works without this file.
const doc = document;

// A form that came back with mistakes: the summary takes the focus, as soon as the style sheet has given it its
// place (WebKit runs this script before).
const summary = doc.querySelector("[data-focus]");
const sheet = doc.querySelector('link[rel="stylesheet"]');
if (!sheet || sheet.sheet) summary?.focus();
else sheet.addEventListener("load", () => summary?.focus());

// Share and print need a script, so they appear only with it.
for (const row of doc.querySelectorAll("[data-actions]")) row.hidden = false;

function addressToShare(form) {
  if (!form) return doc.querySelector('link[rel="canonical"]')?.href ?? location.href;
  // A choice of filters is in the address alone, with what was hung on to it on the way here (fbclid …).
  const url = new URL(location.href);
  for (const name of [...url.searchParams.keys()]) {
    if (name !== "page" && !form.elements.namedItem(name)) url.searchParams.delete(name);
  }
  return url.href;
}

async function share(button) {
  const url = addressToShare(doc.getElementById(button.dataset.share));
  try {
    if (navigator.share) return await navigator.share({ title: doc.title, url });
    await navigator.clipboard.writeText(url);
    const label = button.querySelector("span");
    label.setAttribute("role", "status");
    label.textContent = button.dataset.done;
  } catch {
    // The visitor closed the dialogue.
  }
}

doc.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches("[data-print]")) print();
  if (button?.matches("[data-share]")) share(button);
  for (const menu of doc.querySelectorAll(".languages[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

doc.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && doc.querySelector(".languages[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// An entry that the address names stands open.
const unfold = () => {
  const named = doc.getElementById(location.hash.slice(1));
  if (named?.matches("details")) named.open = true;
};
unfold();
addEventListener("hashchange", unfold);

// The filter stands open beside a list on wide screens, and folded above it on phones.
const wide = matchMedia("(min-width: 60em)");
const fold = () => {
  for (const filter of doc.querySelectorAll("details.filter")) {
    filter.open = wide.matches;
    filter.dataset.ready = "";
  }
};
fold();
wide.addEventListener("change", fold);

// Whoever asks for the results on a phone is led to them.
doc.addEventListener("submit", ({ target }) => {
  if (target.id !== "filters" || wide.matches) return;
  doc.getElementById("filter").open = false;
  const head = doc.getElementById("result-count");
  head.focus();
  head.scrollIntoView();
});

// Suggestions below a search field while somebody types; Escape, or going elsewhere, takes them away.
for (const field of doc.querySelectorAll("[data-suggest]")) {
  const place = field.form.querySelector("[data-suggestions]");
  const said = field.form.querySelector("[data-suggestions-said]");
  let timer;
  let request;
  const show = (html, words) => {
    place.innerHTML = html;
    said.textContent = words ?? place.firstElementChild?.dataset.said ?? "";
  };
  const hide = () => {
    clearTimeout(timer);
    request?.abort();
    show("", "");
  };
  const ask = async () => {
    request = new AbortController();
    const address = `${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: request.signal });
      if (!answer.ok) throw new Error(answer.status);
      show(await answer.text());
    } catch ({ name }) {
      if (name !== "AbortError") show(`<p>${field.dataset.failed}</p>`, field.dataset.failed);
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    request?.abort();
    timer = setTimeout(ask, 200);
  });
  field.form.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !place.firstElementChild) return;
    if (place.contains(doc.activeElement)) field.focus();
    hide();
  });
  for (const kind of ["click", "focusin"]) {
    doc.addEventListener(kind, ({ target }) => field.form.contains(target) || hide());
  }
}

// Empty fields do not belong into an address.
doc.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData]) if (!value) detail.formData.delete(name);
});

// A request that failed goes on in the ordinary way: to the address itself, which shows the results or says what
// is wrong. Suggestions only say that there are none. A moment later, because a browser that leaves the page ends
// its requests, too.
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  doc.addEventListener(name, ({ detail }) => {
    setTimeout(() => location.assign(detail.pathInfo.finalRequestPath), 300);
  });
}
