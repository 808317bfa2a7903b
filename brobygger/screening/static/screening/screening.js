// Comfort only: a page saves by itself while one writes, and says so when it could not.
(function () {
  "use strict";
  var form = document.getElementById("step");
  var kept = document.getElementById("kept");
  if (!form || !kept) { return; }
  var waiting, unsaved = false;

  function again() {
    clearTimeout(waiting);
    waiting = setTimeout(function () { form.dispatchEvent(new Event("change", { bubbles: true })); }, 5000);
  }

  // A page that is not our own little answer is never put in its place: it is a sign-in, or a refusal.
  document.body.addEventListener("htmx:beforeSwap", function (event) {
    var answer = event.detail.xhr;
    if (event.detail.target !== kept || answer.getResponseHeader("X-Kept")) { return; }
    event.detail.shouldSwap = false;
    kept.textContent = answer.status === 409 || answer.status === 404 ? form.dataset.moved
      : answer.status === 200 || answer.status === 403 ? form.dataset.signedOut : form.dataset.notYet;
    if (answer.status >= 500) { again(); }
  });
  // What was written in the last moment before she leaves by a link goes along, too.
  var keeps = form.getAttribute("hx-post");
  form.addEventListener("input", function () { unsaved = true; });
  form.addEventListener("submit", function () { unsaved = false; });
  document.body.addEventListener("htmx:beforeRequest", function (event) { if (event.detail.elt === form) { unsaved = false; } });
  // A link goes when what is written has come through: the page that comes back would else be older than the words.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    if (!unsaved || !keeps || !link || link.target || event.defaultPrevented || event.ctrlKey || event.metaKey) { return; }
    event.preventDefault();
    var go = function () { window.location.href = link.href; };
    var told = { method: "POST", body: new FormData(form), credentials: "same-origin", keepalive: true };
    fetch(keeps, told).then(function (answer) { unsaved = unsaved && !answer.ok; go(); }, go);
  });
  document.body.addEventListener("htmx:sendError", function () { unsaved = true; });
  window.addEventListener("pagehide", function () {
    if (unsaved && keeps) { navigator.sendBeacon(keeps, new FormData(form)); }
    unsaved = false;
  });
  document.body.addEventListener("htmx:sendError", function () {
    kept.textContent = form.dataset.notYet;
    again();
  });
})();
