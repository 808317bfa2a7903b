// Comfort only: every page works without this file.
(function () {
  "use strict";

  var MENUS = "details.menu-phone[open], details.menu-group[open]";

  // Keys of one letter or digit mean nothing while a field has the keyboard: a text, a choice, or a tick box.
  window.brobygger = {
    inField: function (target) {
      return Boolean(target.closest("textarea, select, [contenteditable], input:not([type=submit]):not([type=button])"));
    },
  };

  if (window.DKFDS) { window.DKFDS.init(); }

  document.addEventListener("click", function (event) {
    // A menu that is open closes when one touches beside it.
    document.querySelectorAll(MENUS).forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
    // <button data-copy="#id"> copies the text of the element, and says so where data-copied has words for it.
    var button = event.target.closest("[data-copy]");
    if (button && navigator.clipboard) {
      var source = document.querySelector(button.dataset.copy);
      navigator.clipboard.writeText((source.value || source.textContent).trim()).then(function () {
        if (button.dataset.copied) { button.textContent = button.dataset.copied; }
      });
    }
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll(MENUS).forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  document.querySelectorAll(".needs-script").forEach(function (element) { element.hidden = false; });

  // A question that others lead to (`all` or `any`, then `name comparison answer`, a line each) is hidden until they do.
  var compare = {
    "=": function (told, answer) { return told.indexOf(answer) >= 0; },
    "!=": function (told, answer) { return told.indexOf(answer) < 0; },
    "exists": function (told, answer) { return String(told.length > 0) === answer; },
    ">": function (told, answer) { return told.some(function (one) { return one - answer > 0; }); },
    "<": function (told, answer) { return told.some(function (one) { return one - answer < 0; }); },
    ">=": function (told, answer) { return told.some(function (one) { return one - answer >= 0; }); },
    "<=": function (told, answer) { return told.some(function (one) { return one - answer <= 0; }); },
  };
  function showWhatIsAsked() {
    document.querySelectorAll("[data-asked-when]").forEach(function (question) {
      var lines = question.dataset.askedWhen.split("\n"), form = question.closest("form");
      if (!form) { return; }
      var holds = function (line) {
        var part = line.match(/^(\S+) (\S+) (.*)$/), told = new FormData(form).getAll(part[1]);
        return compare[part[2]](told.filter(Boolean), part[3]);
      };
      question.hidden = !(lines[0] === "any" ? lines.slice(1).some(holds) : lines.slice(1).every(holds));
      question.querySelector(".only-if").hidden = true;
    });
  }
  if (document.querySelector("[data-asked-when]")) {
    document.addEventListener("input", showWhatIsAsked);
    document.addEventListener("change", showWhatIsAsked);
    showWhatIsAsked();
  }

  // What was missing stands no longer beside a question that has been answered since; Save says what is still wrong.
  document.addEventListener("change", function (event) {
    var group = event.target.closest(".form-error");
    if (!group || !event.target.value) { return; }
    group.classList.remove("form-error");
    group.querySelectorAll(".form-error-message").forEach(function (one) { one.remove(); });
    group.querySelectorAll("[aria-invalid]").forEach(function (one) { one.removeAttribute("aria-invalid"); });
    var summed = document.querySelector('.alert .function-link[href="#' + (group.querySelector("[id$=_error]") || {id: ""}).id.slice(0, -6) + '"]');
    if (summed) { summed.closest("li").remove(); }
  });

  // What is typed into a form that is not kept as it is written: the browser asks before the page is left.
  var unsaved = null;
  function typed(field) {
    var form = field && field.form;
    if (form && form.matches("main form[method=post]:not([data-keep], [data-again], [hx-post])")) { unsaved = form; }
  }
  typed(document.querySelector("main [aria-invalid=true]"));
  document.addEventListener("input", function (event) { typed(event.target); });
  window.addEventListener("beforeunload", function (event) {
    if (unsaved && unsaved.isConnected && !document.querySelector(".signed-out")) { event.preventDefault(); }
  });

  // A browser drops what is pasted beyond a field's length without a word: the field says that it is full, also where it
  // was filled before this script had come.
  function sayWhetherFull(field) {
    var told = field.nextElementSibling, full = field.value.length >= field.maxLength;
    if (!told || !told.matches(".full")) {
      if (!full) { return; }
      told = Object.assign(document.createElement("span"), { className: "form-hint full" });
      told.setAttribute("role", "status");
      field.after(told);
    }
    told.textContent = full ? document.body.dataset.full.replace("{n}", field.maxLength) : "";
  }
  document.querySelectorAll("textarea[maxlength]").forEach(sayWhetherFull);
  document.addEventListener("input", function (event) {
    if (event.target.matches("textarea[maxlength]")) { sayWhetherFull(event.target); }
  });

  // A form is sent once, also where the second click is quick. The button's own value is sent before it is greyed.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    // Signing in, in another tab, has given the browser another token since the page was drawn.
    var token = form.dataset.renew !== undefined && document.cookie.match(/(?:^|; )csrftoken=(\w+)/);
    if (token) { form.elements.csrfmiddlewaretoken.value = token[1]; }
    if (form.hasAttribute("hx-post") || form.dataset.again !== undefined || event.defaultPrevented) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    if (form === unsaved) { unsaved = null; }
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // What a press asks for and does not get is said beside the button; otherwise it looks as if nothing was pressed.
  function sayThatItFailed(event) {
    var asked = event.detail.requestConfig, pressed = asked ? asked.elt : event.detail.elt, status = event.detail.xhr.status;
    if (!pressed.matches("button[hx-post]") || (status > 0 && status < 500)) { return; }
    var told = pressed.nextElementSibling;
    if (!told || !told.matches(".failed")) {
      told = Object.assign(document.createElement("span"), { className: "form-error-message failed" });
      told.setAttribute("role", "alert");
      pressed.after(told);
    }
    told.textContent = document.body.dataset.failed;
  }
  document.addEventListener("htmx:responseError", sayThatItFailed);
  document.addEventListener("htmx:sendError", sayThatItFailed);

  // The page asks whether what it shows may still be seen. Where that is over – a consent withdrawn, a person with someone
  // else, a correction by the police – what stands there on reload takes its place, and is read aloud.
  var still = document.getElementById("still");
  if (!still) { return; }
  still.addEventListener("htmx:beforeRequest", function (event) {
    if (event.target === still && (document.hidden || still.dataset.over)) { event.preventDefault(); }
  });
  still.addEventListener("htmx:beforeSwap", function (event) {
    if (event.target !== still || [404, 409].indexOf(event.detail.xhr.status) < 0) { return; }
    still.dataset.over = "yes";
    Object.assign(event.detail, { shouldSwap: true, isError: false, swapOverride: "innerHTML", selectOverride: ".page-container > *" });
    document.querySelectorAll(still.dataset.clears).forEach(function (one) { one.remove(); });
    document.querySelectorAll("[data-when-over]").forEach(function (one) { one.textContent = one.dataset.whenOver; });
  });
  document.addEventListener("htmx:responseError", function (event) {
    if (event.target !== still && [404, 409].indexOf(event.detail.xhr.status) >= 0) { window.htmx.trigger(still, "ask"); }
  });
})();
