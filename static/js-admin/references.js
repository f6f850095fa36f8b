// Beside each long text: a dialog that finds contact details and pages by name and puts a reference to them
// into the text, and a legend that says what the references of the text say today.
(() => {
  const FACT = /\{\{[^}]*\}\}/g;
  const address = "/admin/references/";
  let known, dialog, insert;

  const make = (tag, className, text = "") => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.textContent = text;
    return element;
  };
  const fetched = (query) => fetch(address + query, { headers: { Accept: "application/json" } }).then((answer) => answer.json());

  function row(choice) {
    const item = make("li");
    const button = item.appendChild(make("button", "", choice.label));
    button.type = "button";
    const details = [choice.says, choice.hidden && known.words.hidden].filter(Boolean).join(" – ");
    if (details) button.appendChild(make("small", "", details));
    button.addEventListener("click", () => {
      dialog.close();
      insert(choice);
    });
    return item;
  }

  async function search(list, typed, withPages) {
    const words = typed.trim().toLowerCase().split(/\s+/);
    const facts = known.facts.filter((fact) => words.every((word) => `${fact.label} ${fact.says}`.toLowerCase().includes(word)));
    const show = (pages) => {
      const found = [...pages, ...facts.slice(0, 12)].map(row);
      list.replaceChildren(...(found.length ? found : [make("li", "", known.words.nothing)]));
    };
    show([]);
    if (!withPages || typed.trim().length < 2) return;
    const { pages } = await fetched(`?q=${encodeURIComponent(typed.trim())}`);
    if (list.dataset.typed === typed) show(pages);
  }

  function ask(withPages, then) {
    insert = then;
    dialog?.remove();
    dialog = document.body.appendChild(make("dialog", "reference-dialog"));
    const label = dialog.appendChild(make("label", "", known.words.search));
    const input = label.appendChild(make("input"));
    input.type = "search";
    const list = dialog.appendChild(make("ul"));
    const close = dialog.appendChild(make("button", "button", known.words.close));
    close.type = "button";
    close.addEventListener("click", () => dialog.close());
    // What is typed here is no part of the form behind it.
    input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    const look = () => search(list, (list.dataset.typed = input.value), withPages);
    input.addEventListener("input", look);
    dialog.showModal();
    look();
  }

  function intoEditor(editor, choice) {
    const chain = editor.chain().focus();
    if (choice.text) return chain.insertContent({ type: "text", text: choice.text }).run();
    const mark = { type: "link", attrs: { href: choice.href } };
    if (editor.state.selection.empty) return chain.insertContent({ type: "text", text: choice.name || choice.label, marks: [mark] }).run();
    return chain.setMark("link", mark.attrs).run();
  }

  function intoText(area, choice) {
    area.focus();
    area.setRangeText(choice.text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function equip(area, editor) {
    if (area.dataset.references || area.id.includes("__prefix__") || area.disabled || area.readOnly) return;
    area.dataset.references = "1";
    const place = area.closest(".prose-editor") || area;
    const tools = make("div", "reference-tools");
    const button = tools.appendChild(make("button", "button", known.words.open));
    button.type = "button";
    const legend = tools.appendChild(make("ul"));
    legend.setAttribute("aria-label", known.words.legend);
    place.after(tools);
    button.addEventListener("click", () => ask(Boolean(editor), (choice) => (editor ? intoEditor(editor, choice) : intoText(area, choice))));
    const explain = () => {
      const named = new Set((editor ? editor.getText() : area.value).match(FACT));
      legend.replaceChildren(...[...named].map((text) => {
        const fact = known.facts.find((one) => one.text === text);
        const words = fact ? `${fact.label}: ${fact.says}${fact.hidden ? ` – ${known.words.hidden}` : ""}` : known.words.unknown;
        return make("li", fact && !fact.hidden ? "" : "mark-due", `${text} = ${words}`);
      }));
    };
    if (editor) editor.on("update", explain);
    else area.addEventListener("input", explain);
    explain();
  }

  const ready = fetched("").then((answer) => (known = answer));
  document.addEventListener("prose-editor:ready", (event) => {
    const { editor, textarea } = event.detail;
    ready.then(() => equip(textarea, editor));
  });
  const equipPlain = (root) => ready.then(() => {
    for (const area of root.querySelectorAll("textarea.vLargeTextField")) if (!area.closest(".prose-editor")) equip(area);
  });
  document.addEventListener("DOMContentLoaded", () => equipPlain(document));
  document.addEventListener("formset:added", (event) => equipPlain(event.target));
})();
