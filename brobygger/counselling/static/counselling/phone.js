// When the number has come, the thumb and the screen reader go on from there.
(() => {
  "use strict";

  document.addEventListener("htmx:load", (event) => {
    const ring = event.target.id === "number" && event.target.querySelector("[data-ring]");
    if (ring) ring.focus();
  });
})();
