// A neutral page takes the place of this one, so that the way back does not lead here.
const leave = document.querySelector("[data-leave]");
// Escape three times within so many milliseconds does the same.
const SPAN = 2000;
let escapes = [];

function go(event) {
  event.preventDefault();
  document.body.hidden = true;
  location.replace(leave.href);
}

leave.addEventListener("click", go);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  escapes = [...escapes, event.timeStamp].filter((time) => event.timeStamp - time < SPAN);
  if (escapes.length > 2) go(event);
});
// Whoever comes back all the same finds the page as it was.
addEventListener("pageshow", () => {
  document.body.hidden = false;
});
