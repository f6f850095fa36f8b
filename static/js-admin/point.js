// Comfort for the point of a place; without it the coordinates are typed.
const drawing = document.querySelector(".point-map");
const [latitude, longitude] = ["latitude", "longitude"].map((name) => document.getElementById(`id_${name}`));

// A decimal comma is read as well.
const number = (text) => Number.parseFloat(text.trim().replace(",", "."));

function show() {
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

if (drawing && latitude && longitude) {
  drawing.classList.add("is-live");
  drawing.addEventListener("click", (event) => {
    const { west, north, perLongitude, perLatitude } = drawing.dataset;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    latitude.value = (north - at.y / perLatitude).toFixed(4);
    longitude.value = (Number(west) + at.x / perLongitude).toFixed(4);
    show();
  });
  for (const field of [latitude, longitude]) field.addEventListener("input", show);
  latitude.addEventListener("paste", (event) => {
    const both = event.clipboardData.getData("text/plain").match(/^\s*(\d+\.\d+)\s*[,;\s]\s*(\d+\.\d+)\s*$/);
    if (!both) return;
    event.preventDefault();
    [latitude.value, longitude.value] = both.slice(1).map((text) => number(text).toFixed(6));
    show();
  });
}
