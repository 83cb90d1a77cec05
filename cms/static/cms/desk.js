// Starts Wagtail's pickers and choosers: its own templates do so inline, which the policy forbids.
(() => {
  const running = (id) => window.jQuery?.(document.getElementById(id)).data("xdsoft_datetimepicker") !== undefined;

  const start = (place) => {
    const what = window[place.dataset.start];
    const args = JSON.parse(place.dataset.args);
    if (!what || running(args[0])) return;
    if (place.dataset.new === undefined) what(...args);
    else new what(...args);
    place.remove();
  };

  const look = (root) => root.querySelectorAll?.("template[data-start]").forEach(start);

  addEventListener("DOMContentLoaded", () => {
    look(document);
    // forms that come later: dialogs, filters, rows of an inline panel
    new MutationObserver((changes) => {
      for (const change of changes) change.addedNodes.forEach(look);
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
