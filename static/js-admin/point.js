// Comfort for the point of a place; without it the coordinates are typed.
// A decimal comma is read as well.
const number = (text) => Number.parseFloat(text.trim().replace(",", "."));

function show(drawing, latitude, longitude) {
  const { west, north, perLongitude, perLatitude } = drawing.dataset;
  const x = (number(longitude.value) - west) * perLongitude;
  const y = (north - number(latitude.value)) * perLatitude;
  const point = drawing.querySelector(".point-map__point");
  const known = Number.isFinite(x) && Number.isFinite(y);
  point.setAttribute("visibility", known ? "visible" : "hidden");
  if (!known) return;
  point.setAttribute("cx", x);
  point.setAttribute("cy", y);
}

document.addEventListener("DOMContentLoaded", () => {
  const drawing = document.querySelector(".point-map");
  const [latitude, longitude] = ["latitude", "longitude"].map((name) => document.getElementById(`id_${name}`));
  if (!drawing || !latitude || !longitude) return; // who may only look has no fields
  const { west, north, perLongitude, perLatitude } = drawing.dataset;
  const change = (first, second) => {
    latitude.value = first;
    longitude.value = second;
    show(drawing, latitude, longitude);
  };
  drawing.classList.add("is-live");
  drawing.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    change((north - at.y / perLatitude).toFixed(4), (Number(west) + at.x / perLongitude).toFixed(4));
  });
  for (const field of [latitude, longitude]) {
    field.addEventListener("input", () => show(drawing, latitude, longitude));
  }
  latitude.addEventListener("paste", (event) => {
    const both = event.clipboardData.getData("text/plain").match(/^\s*(\d+\.\d+)\s*[,;\s]\s*(\d+\.\d+)\s*$/);
    if (!both) return;
    event.preventDefault();
    change(...both.slice(1).map((text) => number(text).toFixed(6)));
  });
});
