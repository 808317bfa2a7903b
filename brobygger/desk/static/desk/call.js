// The call page: the form is kept as it is written, number keys choose the outcome, only the questions it needs are shown.
(() => {
  "use strict";

  const form = document.getElementById("call-form");
  if (!form || !form.dataset.keep) return;
  const words = form.dataset;
  const status = document.getElementById("kept");

  // -- keeping what is written ---------------------------------------------------------------------------------------
  const AFTER_WRITING = 1000;
  const AT_MOST = 3000; // also while nobody pauses
  const LONGEST_ALONG = 15000; // signs: a browser sends no more than 64 kB after a page has been left
  const AGAIN = [2000, 4000, 8000, 15000];
  let changed = false; // since what was last sent
  let since = 0; // when the first of it was written
  let sending = null;
  let onItsWay = false;
  let failed = 0;
  let timer = null;
  let leaving = false;
  let paused = false;
  let stopped = false; // the call is someone else's now: nothing more is sent
  let apart = false; // written in another window: nothing more is sent by itself, and Save shows what differs
  let lost = false; // what is written here could not be kept

  const say = (text, trouble) => {
    if (!status) return;
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("kept-trouble", Boolean(trouble));
  };

  const token = () => {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : "";
  };

  // Every form of the page, and htmx, go on with the token that holds now.
  const renew = () => {
    const now = token();
    if (!now) return;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((one) => (one.value = now));
    document.body.setAttribute("hx-headers", JSON.stringify({ "x-csrftoken": now }));
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(keep, wait);
  };

  const trouble = (text) => {
    changed = true;
    say(text, true);
    later(AGAIN[Math.min(failed, AGAIN.length - 1)]);
    failed += 1;
    return false;
  };

  const isLong = (body) => [...body.values()].join("").length > LONGEST_ALONG;

  const send = async () => {
    changed = false;
    onItsWay = true;
    // Signing in again changes the token: the cookie has the one that holds, the page only the one that held.
    const body = new FormData(form);
    body.delete("csrfmiddlewaretoken");
    const keepalive = !isLong(body);
    let answer;
    try {
      answer = await fetch(words.keep, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token(), Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
        cache: "no-store",
        keepalive,
      });
    } catch {
      // It may have come through all the same: what stands here then is what is meant.
      if (form.elements.stood) form.elements.stood.value = "";
      return trouble(words.notYet);
    } finally {
      onItsWay = false;
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) return trouble(words.signedOut);
    if (answer.status === 404 || answer.status === 409) {
      const why = await answer.json().catch(() => null); // such as that the consent has been withdrawn
      if (why && why.stood && form.elements.stood) {
        // Written in another window meanwhile: nothing more is sent until Save is pressed again, and then it is meant.
        form.elements.stood.value = why.stood;
        paused = changed = true;
        say(why.words, true);
        return false;
      }
      stopped = true;
      if (why && why.save) apart = changed = true;
      say(why ? why.words : words.notYours, true);
      // What the page shows beside the form is no longer hers to see either.
      const still = document.getElementById("still");
      if (still && !form.closest(still.dataset.clears)) window.htmx.trigger(still, "ask");
      return false;
    }
    if (!answer.ok) return trouble(words.notYet);
    failed = 0;
    const told = await answer.json().catch(() => null);
    if (!told) return trouble(words.notYet);
    if (told.stood && form.elements.stood) form.elements.stood.value = told.stood;
    if (changed) later(AFTER_WRITING);
    renew();
    lost = Boolean(told.lost);
    say(told.words, told.trouble);
    return true;
  };

  // One at a time, so that an older text never comes in after a newer one.
  const keep = () => {
    clearTimeout(timer);
    if (stopped || paused) return Promise.resolve(false);
    sending = (sending || Promise.resolve()).then(send);
    return sending;
  };

  const touched = () => {
    if (!changed) since = Date.now();
    changed = true;
    if (!failed) later(Math.max(0, Math.min(AFTER_WRITING, since + AT_MOST - Date.now())));
  };
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);

  // Whoever goes takes nothing along: the rest is sent as the page is left. Where it cannot be, the browser asks.
  const sendTheRest = () => {
    if (changed && !failed && !stopped && !paused) sending = send();
  };
  window.addEventListener("beforeunload", (event) => {
    if (leaving) return;
    const isStuck = failed || stopped || paused || isLong(new FormData(form));
    if (lost || ((changed || onItsWay) && isStuck)) event.preventDefault();
    else sendTheRest();
  });
  window.addEventListener("pagehide", sendTheRest);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && sendTheRest());
  window.addEventListener("online", () => changed && keep());
  window.addEventListener("focus", () => failed && changed && keep());

  // -- saving: what is written is kept first, so that a lost session or server takes nothing with it --------------------
  form.addEventListener("submit", async (event) => {
    if (leaving) return;
    if (apart) {
      leaving = true; // as it is: nothing more is kept by itself, and the next page shows what differs
      setTimeout(() => (leaving = false), 3000);
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    paused = false;
    // Where nothing is kept by itself any more, Save goes on as it is, and the next page says what became of it.
    if (!(await keep()) && !apart) {
      status.scrollIntoView({ block: "nearest" });
      return;
    }
    leaving = true;
    form.requestSubmit(button);
    setTimeout(() => (leaving = false), 3000);
  });
  // A link or another form of the page, such as the one that signs out, goes when what is written here has come through.
  const isUnsent = () => (changed || onItsWay) && !stopped;
  const keptBefore = () => Promise.race([keep(), new Promise((done) => setTimeout(done, AT_MOST))]);
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || link.target || link.origin !== location.origin || elsewhere || event.defaultPrevented) return;
    if (link.hash && link.pathname === location.pathname) return;
    if (leaving || !isUnsent()) return;
    event.preventDefault();
    await keptBefore();
    location.assign(link.href);
  });
  let goesNow = null;
  document.addEventListener(
    "submit",
    async (event) => {
      const [other, button] = [event.target, event.submitter];
      if (leaving || other === form || other === goesNow || other.method === "dialog" || other.hasAttribute("hx-post")) return;
      const goes = other.dataset.leaves !== undefined;
      if (isUnsent()) {
        event.preventDefault();
        leaving = (await keptBefore()) || goes;
        renew();
        goesNow = other;
        other.requestSubmit(button);
      } else if (goes && !apart) {
        leaving = true;
        renew();
      }
    },
    true,
  );

  // -- only the questions that the result needs ---------------------------------------------------------------------------
  const questions = Array.from(form.querySelectorAll("[data-for]"));
  const show = () => {
    const chosen = form.querySelector("[name=result]:checked");
    questions.forEach((one) => {
      one.hidden = !chosen || !one.dataset.for.split(" ").includes(chosen.value);
    });
    const asked = form.querySelector("[data-open-for]");
    if (asked && chosen && asked.dataset.openFor.split(" ").includes(chosen.value)) asked.open = true;
    // A yes that has been taken back is asked for again.
    const yes = form.querySelector("[name=consent_read]");
    if (yes && (!chosen || chosen.value !== "accepted")) yes.checked = false;
  };
  // The strong button is the next step: the number, then the ringing, then saving what came of it.
  const strengthen = () => {
    const [rings, save] = [document.querySelectorAll("[data-ring]"), document.getElementById("save")];
    const chosen = form.querySelector("[name=result]:checked");
    const strong = (one, yes) => {
      if (!one) return;
      one.classList.toggle("button-primary", yes);
      one.classList.toggle("button-secondary", !yes);
    };
    rings.forEach((one, at) => strong(one, !chosen && at === 0));
    strong(save, !document.getElementById("number") || Boolean(rings.length && chosen));
  };
  form.addEventListener("change", (event) => {
    show();
    strengthen();
    const first = questions.find((one) => !one.hidden);
    if (event.target.name !== "result" || !first) return;
    // What is longer than the page begins at the top, or its beginning would lie under the bar at the bottom.
    first.scrollIntoView({ block: first.offsetHeight > innerHeight / 2 ? "start" : "nearest" });
  });

  // The page in another language reads the same words aloud: a yes that was heard to them stands. Kept for that once.
  const heard = "heard " + location.pathname;
  const consent = () => ["consent_read", "consent_wording"].map((name) => form.querySelector(`[name=${name}]`));
  document.querySelectorAll("form.language").forEach((one) => {
    one.addEventListener("submit", () => {
      const [yes, wording] = consent();
      if (yes && yes.checked && wording) sessionStorage.setItem(heard, wording.value);
    });
  });
  const [yes, wording] = consent();
  if (yes && wording && sessionStorage.getItem(heard) === wording.value) yes.checked = true;
  sessionStorage.removeItem(heard);
  show();
  strengthen();

  // -- keys --------------------------------------------------------------------------------------------------------------
  // Among the outcomes themselves another key chooses another outcome. T leads to the note from a choice or a box to tick
  // too: whoever presses it goes on to type, and a choice would let each letter fall.
  const inField = (target) => window.brobygger.inField(target) && !target.matches("[data-key]");
  const toNote = (event) => event.key.toLowerCase() === "t" && event.target.matches("[type=radio], [type=checkbox]");
  const dialog = document.getElementById("keys");
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || (dialog && dialog.open)) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit(document.getElementById("save"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || (inField(event.target) && !toNote(event))) return;
    const by = (selector) => document.querySelector(selector);
    if (/^[0-9]$/.test(event.key)) {
      const radio = by(`[data-key="${event.key}"]`);
      if (!radio) return;
      event.preventDefault();
      radio.checked = true;
      radio.focus();
      radio.dispatchEvent(new Event("change", { bubbles: true }));
      return;
    }
    const act = {
      v: () => by("#show-number") && by("#show-number").click(),
      c: () => by("[data-copy-number]") && by("[data-copy-number]").click(),
      t: () => by("#id_note") && by("#id_note").focus(),
      l: () => by("[data-to-list]") && by("[data-to-list]").click(),
      "?": () => dialog && dialog.showModal(),
    }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // -- the number, the quick times, the list of keys -----------------------------------------------------------------------
  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy-number]");
    if (copy) {
      const told = document.getElementById("copied");
      try {
        await navigator.clipboard.writeText(copy.dataset.copyNumber);
        told.textContent = copy.dataset.done;
      } catch {
        told.textContent = copy.dataset.failed;
      }
    }
    const quick = event.target.closest("[data-on]");
    if (quick) {
      const fields = form.elements;
      fields.again_on.value = quick.dataset.on;
      fields.again_at.value = quick.dataset.at;
      fields.again_on.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (event.target.closest("[data-show-keys]") && dialog) dialog.showModal();
    if (event.target.closest("[data-close-keys]") && dialog) dialog.close();
  });

  const reveal = (root) => root.querySelectorAll("[data-needs-script]").forEach((one) => one.removeAttribute("hidden"));
  reveal(document);
  document.addEventListener("htmx:load", (event) => {
    reveal(event.target);
    // The number has come: the keyboard goes on from there.
    const ring = event.target.id === "number" && event.target.querySelector("[data-ring]");
    strengthen();
    if (ring) ring.focus();
  });
  if (matchMedia("(max-width: 991px)").matches) {
    document.querySelectorAll("[data-fold-on-phone]").forEach((one) => one.removeAttribute("open"));
  }
})();
