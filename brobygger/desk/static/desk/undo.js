// The minute of undo: the seconds left stand on the button, and the button goes when they have run out.
(() => {
  "use strict";

  const box = document.querySelector("[data-undo-seconds]");
  if (!box) return;
  const until = performance.now() + Number(box.dataset.undoSeconds) * 1000;
  const left = box.querySelector("[data-left]");

  const tick = () => {
    const seconds = Math.ceil((until - performance.now()) / 1000);
    if (seconds <= 0) {
      clearInterval(clock);
      box.querySelector("form").hidden = true;
      return;
    }
    left.textContent = `(${seconds} s)`;
  };
  const clock = setInterval(tick, 1000);
  tick();
})();
