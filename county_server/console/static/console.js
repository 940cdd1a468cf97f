// What a page cannot do by itself: print, and go back. Everything else works without it.
// A page that nobody has touched for an hour goes back to the first page, which asks to sign in again.
document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-print], [data-back]");
  if (!target) return;
  if (target.hasAttribute("data-print")) window.print();
  else if (history.length > 1) { event.preventDefault(); history.back(); }
});
let touched = Date.now();
for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, () => { touched = Date.now(); });
if (document.querySelector(".rail")) setInterval(() => { if (Date.now() - touched > 3660000) location.assign("/"); }, 60000);
