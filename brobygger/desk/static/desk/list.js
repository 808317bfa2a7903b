// Keys for the list: J/K move, Enter opens (the first one at once), / searches, N and P turn the page, ? shows the keys.
(() => {
  "use strict";

  const dialog = document.getElementById("keys");
  const rows = () => Array.from(document.querySelectorAll("[data-row] [data-open]"));

  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const active = document.activeElement;
    const row = active && active.closest("[data-row]");
    const now = row ? all.findIndex((one) => row.contains(one)) : -1;
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1);
    all[next].focus();
    all[next].closest("[data-row]").scrollIntoView({ block: "nearest" });
  };

  const press = (id) => {
    const link = document.getElementById(id);
    if (link) link.click();
  };

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    n: () => press("next-page"),
    p: () => press("page-before"),
    "/": () => {
      const field = document.getElementById("search-words");
      if (field) {
        field.focus();
        field.select();
      }
    },
    "?": () => dialog && dialog.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (dialog && dialog.open) return;
    if (event.key === "Escape" && event.target.id === "search-words") {
      move(1);
      return;
    }
    if (window.brobygger.inField(event.target)) return;
    // Where nothing else has the keyboard, Enter opens the first of the list.
    if (event.key === "Enter") {
      const [top] = rows();
      if (!top || event.repeat || event.target.closest("a, button, summary, dialog")) return;
      event.preventDefault();
      top.click();
      return;
    }
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show-keys]");
    if (button && dialog) dialog.showModal();
    if (event.target.closest("[data-close-keys]") && dialog) dialog.close();
  });

  document.querySelectorAll("[data-needs-script]").forEach((one) => one.removeAttribute("hidden"));
})();
