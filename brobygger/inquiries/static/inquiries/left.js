// Whoever has left by the exit, and comes here by the browser's Back, leaves again before anything is drawn.
(function () {
  "use strict";

  try {
    var to = sessionStorage.getItem("left"), came = performance.getEntriesByType("navigation")[0];
    if (!to) { return; }
    if (came && came.type !== "navigate") {
      document.documentElement.hidden = true;
      window.location.replace(to);
    } else {
      sessionStorage.removeItem("left"); // she has come here herself
    }
  } catch (error) { /* the browser keeps nothing: Back shows what it shows */ }
})();
