// Leads from a finding of the panel to its block: opens the tab and the folded panel it stands in.
(() => {
  const unfold = (place) => {
    const tab = place.closest("[role=tabpanel][hidden]");
    if (tab) document.querySelector(`[role=tab][aria-controls="${CSS.escape(tab.id)}"], [role=tab][href="#${CSS.escape(tab.id)}"]`)?.click();
    for (let panel = place.closest("[data-panel]"); panel; panel = panel.parentElement?.closest("[data-panel]")) {
      const toggle = panel.querySelector(":scope > .w-panel__header [data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }
  };

  addEventListener("click", (event) => {
    const link = event.target.closest?.(".kasane-readiness a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    unfold(place);
    place.scrollIntoView({ block: "center" });
    const field = place.matches("input, textarea, select") ? place : place.querySelector("input:not([type=hidden]), textarea, [contenteditable=true], button");
    field?.focus({ preventScroll: true });
  });
})();
