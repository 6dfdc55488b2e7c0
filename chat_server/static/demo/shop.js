/* Adds to the basket without leaving the page; without this script the same forms work as usual. */
"use strict";

(() => {
  const TOAST_MS = 4000;
  const toasts = document.querySelector("[data-cart-toast]");
  const count = document.querySelector("[data-cart-count]");
  const link = document.querySelector("[data-cart-link]");
  let leaving = 0;

  function say(message) {
    const toast = document.createElement("div");
    toast.className = "z-toast";
    toast.textContent = message;
    toasts.replaceChildren(toast);
    clearTimeout(leaving);
    leaving = setTimeout(() => toasts.replaceChildren(), TOAST_MS);
  }

  async function add(form) {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    if (!answer.ok) throw new Error(`basket answered ${answer.status}`);
    const basket = await answer.json();
    count.textContent = String(basket.count);
    count.hidden = basket.count === 0;
    link.setAttribute("aria-label", basket.label);
    say(basket.message);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-cart-add")) return;
    event.preventDefault();
    add(form).catch(() => say(toasts.dataset.failed));
  });

  document.addEventListener("click", (event) => {
    const menu = document.querySelector(".s-burger[open]");
    if (menu && event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute("open");
  });
})();
