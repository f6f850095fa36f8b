// A form that is on its way is not sent a second time by another click. The server takes it once, too.
let underway = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (underway.has(form)) {
    event.preventDefault();
    return;
  }
  underway.add(form);
  // Whoever stopped the sending may try again, as may those who come back to the page.
  setTimeout(() => underway.delete(form), 5000);
});
addEventListener("pageshow", () => {
  underway = new WeakSet();
});
