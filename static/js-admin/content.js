// The editor looks for its own style element before it adds one, which the Content-Security-Policy would
// refuse. This one only has the name (it belongs to no namespace); the rules stand in content.css.
const placeholder = document.createElementNS(null, "style");
placeholder.setAttribute("data-tiptap-style", "");
document.head.append(placeholder);

// The rich-text editor replaces its textarea by an element without a name; give it the name of its label.
document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const surface = editor.view.dom;
  const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
  surface.setAttribute("role", "textbox");
  surface.setAttribute("aria-multiline", "true");
  for (const name of ["lang", "dir", "aria-describedby"]) {
    if (textarea.hasAttribute(name)) surface.setAttribute(name, textarea.getAttribute(name));
  }
  if (!label) return;
  label.id ||= `${textarea.id}_label`;
  surface.setAttribute("aria-labelledby", label.id);
  label.addEventListener("click", () => editor.commands.focus());
});

// The fields for a choice by typing have no name of their own either, and the columns of a table of parts
// begin with a header without text.
function nameChoices(root) {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const name = select.getAttribute("aria-label") || select.labels?.[0]?.textContent.replace(/:\s*$/, "");
    const box = select.nextElementSibling;
    if (!name || !box?.matches(".select2")) continue;
    for (const part of box.querySelectorAll("[role=combobox], [role=textbox], input")) {
      part.setAttribute("aria-label", name);
      part.removeAttribute("aria-labelledby");
    }
  }
  for (const box of root.querySelectorAll("td.delete input")) {
    box.setAttribute("aria-label", box.closest("table").querySelector("thead th:last-child").textContent.trim());
  }
  for (const head of root.querySelectorAll("th.original")) {
    if (head.firstElementChild) continue;
    const text = head.appendChild(document.createElement("span"));
    text.className = "visually-hidden";
    text.textContent = document.documentElement.lang === "de" ? "Eintrag" : "Entry";
  }
}
document.addEventListener("DOMContentLoaded", () => {
  // Without the button that empties it: it stands in a list that allows no buttons.
  for (const select of document.querySelectorAll("select.admin-autocomplete[multiple]")) select.dataset.allowClear = "false";
  // Queued behind Django's own script, which makes these fields.
  window.django?.jQuery?.(() => nameChoices(document));
});
document.addEventListener("formset:added", (event) => setTimeout(() => nameChoices(event.target)));

// Addresses are made from titles as Germans write them: "für" becomes "fuer". Django's function comes later.
document.addEventListener("DOMContentLoaded", () => {
  if (!window.URLify) return;
  const urlify = window.URLify;
  const letters = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
  window.URLify = (text, ...rest) => urlify(text.toLowerCase().replace(/[äöüß]/g, (one) => letters[one]), ...rest);
});
