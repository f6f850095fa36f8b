// Comfort for the value grid; everything works without it.
// Arrow up and down move within a column, a block copied from a spreadsheet fills the cells, and a row asks for
// the reason as soon as a stored number is changed.
const grid = document.getElementById("grid");
const rows = () => [...grid.querySelectorAll("tbody.grid-line > tr:first-child")];
const cellsOf = (row) => [...row.querySelectorAll("input.grid-cell")];

function changed(input) {
  const line = input.closest("tbody");
  input.classList.toggle("is-changed", input.value.trim() !== input.defaultValue.trim());
  const corrected = cellsOf(line).some((cell) => /\d/.test(cell.defaultValue) && cell.classList.contains("is-changed"));
  const reason = line.querySelector("tr.grid-reason");
  if (!reason.querySelector(".grid-error")) reason.hidden = line.classList.contains("grid-new") || !corrected;
}

grid.addEventListener("input", (event) => {
  if (event.target.matches("input.grid-cell")) changed(event.target);
});

grid.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !event.target.matches("input.grid-cell") || event.altKey) return;
  if (/^[a-zäöü]/i.test(event.target.value)) return; // words are chosen from the list of suggestions
  const all = rows();
  const row = event.target.closest("tr");
  const next = all[all.indexOf(row) + step];
  if (!next) return;
  event.preventDefault();
  const cell = cellsOf(next)[cellsOf(row).indexOf(event.target)];
  cell.focus();
  cell.select();
});

grid.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  if (!event.target.matches("input.grid-cell") || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const all = rows();
  const top = all.indexOf(event.target.closest("tr"));
  const left = cellsOf(all[top]).indexOf(event.target);
  text.split(/\r?\n/).forEach((line, down) => {
    line.split("\t").forEach((value, across) => {
      const cell = all[top + down] && cellsOf(all[top + down])[left + across];
      if (!cell) return;
      cell.value = value.trim();
      changed(cell);
    });
  });
});

document.getElementById("errors")?.focus();
