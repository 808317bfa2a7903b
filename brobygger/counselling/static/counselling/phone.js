// When the number has come, the thumb and the screen reader go on from there.
(() => {
  "use strict";

  document.addEventListener("htmx:load", (event) => {
    const ring = event.target.id === "number" && event.target.querySelector("[data-ring]");
    if (ring) ring.focus();
  });

  // The page asks whether the person is still hers. Where that is over – the consent withdrawn, the person with someone
  // else – what stands there on reload takes the place of name, number and all, and is read aloud.
  const still = document.getElementById("still");
  if (!still) return;
  still.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === still && (document.hidden || still.dataset.over)) event.preventDefault();
  });
  still.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target !== still || ![404, 409].includes(event.detail.xhr.status)) return;
    still.dataset.over = "yes";
    Object.assign(event.detail, { shouldSwap: true, isError: false, swapOverride: "innerHTML", selectOverride: ".page-container > *" });
    document.querySelectorAll("main > :not(.page-container), .page-container > :not(#still)").forEach((one) => one.remove());
  });
})();
