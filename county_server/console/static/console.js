// What a page cannot do by itself: print, and go back. Everything else works without it.
document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-print], [data-back]");
  if (!target) return;
  if (target.hasAttribute("data-print")) window.print();
  else if (history.length > 1) { event.preventDefault(); history.back(); }
});
