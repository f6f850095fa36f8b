// Comfort only: every page works without this file.
const doc = document;

// A form that came back with mistakes: the summary takes the focus.
doc.querySelector("[data-focus]")?.focus();

// Share and print need a script, so they appear only with it.
for (const row of doc.querySelectorAll("[data-actions]")) row.hidden = false;

async function share(button) {
  // A choice of filters is in the address alone.
  const canonical = button.dataset.share === "address" ? null : doc.querySelector('link[rel="canonical"]');
  const url = canonical?.href ?? location.href;
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

// Empty fields do not belong into an address.
doc.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData]) if (!value) detail.formData.delete(name);
});
