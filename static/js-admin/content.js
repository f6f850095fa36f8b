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

// Addresses are made from titles as Germans write them: "für" becomes "fuer". Django's function comes later.
document.addEventListener("DOMContentLoaded", () => {
  if (!window.URLify) return;
  const urlify = window.URLify;
  const letters = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
  window.URLify = (text, ...rest) => urlify(text.toLowerCase().replace(/[äöüß]/g, (one) => letters[one]), ...rest);
});
