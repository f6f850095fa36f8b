// What is typed into a form of the admin is kept on the server every few seconds, and leaving a changed form asks.
// The editor for rich text and the choosers tell no change by themselves, so the fields are compared.
const EVERY = 4000;
let mark, form;

function fields() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File || name === "csrfmiddlewaretoken") data.delete(name);
  return new URLSearchParams(data).toString();
}

function keep(text, beacon) {
  const body = new URLSearchParams(text);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return fetch(mark.value, { method: "POST", body, keepalive: beacon && body.toString().length < 60000 });
}

function watch() {
  let first = fields();
  let last = first;
  let touched = mark.hasAttribute("data-changed");
  let leaving = false;
  // Scripts of the page fill in their own first (empty rows, the editor's way of writing): that is no change.
  for (const name of ["input", "change", "keydown", "click"]) {
    form.addEventListener(name, () => { touched = true; }, { capture: true, once: true });
  }
  const changed = () => touched && fields() !== first;
  setInterval(() => {
    if (!touched) { first = last = fields(); return; }
    const now = fields();
    if (now === last || leaving) return;
    const before = last;
    last = now;
    keep(now).then((answer) => { if (!answer.ok || answer.redirected) last = before; }, () => { last = before; });
  }, EVERY);
  form.addEventListener("submit", () => { leaving = true; setTimeout(() => { leaving = false; }, 5000); });
  addEventListener("pagehide", () => { if (!leaving && changed() && fields() !== last) keep(fields(), true); });
  addEventListener("beforeunload", (event) => { if (!leaving && (changed() || mark.hasAttribute("data-changed"))) event.preventDefault(); });
}
document.addEventListener("DOMContentLoaded", () => {
  mark = document.querySelector("input[data-keep]");
  form = mark?.form;
  if (form) watch();
});
