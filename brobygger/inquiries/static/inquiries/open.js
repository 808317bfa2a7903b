// Comfort only: without this file the way out is a plain link.
(function () {
  "use strict";

  var exit = document.getElementById("leave");

  // Blank first, so that nothing is left to see while the other page comes; then away, in place of this page.
  function leave(event) {
    if (event) { event.preventDefault(); }
    var to = exit.href;
    try { sessionStorage.setItem("left", to); } catch (error) { /* then `left.js` has nothing to go by */ }
    document.documentElement.replaceChildren();
    document.title = " ";
    window.location.replace(to);
  }

  if (exit) {
    exit.addEventListener("click", leave);
    // Shift three times in a row. Not Escape: that stops a page from loading.
    var pressed = 0, last = 0;
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Shift") { pressed = 0; return; }
      if (event.repeat) { return; }
      var now = Date.now();
      pressed = now - last < 2000 ? pressed + 1 : 1;
      last = now;
      if (pressed === 3) { leave(); }
    });
  }

  // A page that the browser had put aside is asked for anew: it may have been closed since.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { window.location.reload(); }
  });

  // All questions have one address. The browser's back button is told which one it goes back to, beside the address.
  var main = document.getElementById("main-content");
  if (main && main.dataset.at) {
    var came = performance.getEntriesByType("navigation")[0];
    var stood = history.state && history.state.at;
    if (came && came.type === "back_forward" && stood && stood !== main.dataset.at) {
      var turn = new FormData(document.querySelector("main form[method=post]"));
      var told = new FormData();
      told.set("csrfmiddlewaretoken", turn.get("csrfmiddlewaretoken"));
      told.set("do", "turn");
      told.set("step", stood);
      fetch(window.location.pathname, { method: "POST", body: told, redirect: "manual" }).then(function () { window.location.reload(); });
    } else {
      history.replaceState({ at: main.dataset.at }, "");
    }
  }

  // A form is sent once, also where the second press is quick.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
  });

  var summary = document.getElementById("wrong");
  if (summary) { summary.focus(); }
})();
