// What HTML cannot do by itself: open a dialog, bring focus along after a swap, close a toast.
// Every page works without this file.
{
  const opener = new WeakMap();

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dialog]");
    if (link) {
      const dialog = document.getElementById(link.dataset.dialog);
      if (dialog?.showModal) {
        event.preventDefault();
        opener.set(dialog, link);
        dialog.showModal();
        dialog.querySelector("[tabindex='-1']")?.focus();
      }
      return;
    }
    const close = event.target.closest("[data-close]");
    if (close?.dataset.close === "dialog") {
      event.preventDefault();
      close.closest("dialog")?.close();
    } else if (close) {
      close.closest(".imvo-toast")?.remove();
    } else if (!event.target.closest(".imvo-menu")) {
      shutMenus();
    }
  });

  document.addEventListener("close", (event) => opener.get(event.target)?.focus(), true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector(".imvo-menu[open]");
    open?.removeAttribute("open");
    open?.querySelector("summary")?.focus();
  });

  // a refusal that was swapped in takes the focus, so that it is read and in view
  new MutationObserver(() => {
    const refusal = document.querySelector("#problem .imvo-refusal");
    refusal?.focus();
    refusal?.scrollIntoView({ block: "nearest" });
  }).observe(document.getElementById("problem") ?? document.body, { childList: true });

  function shutMenus() {
    for (const menu of document.querySelectorAll(".imvo-menu[open]")) menu.removeAttribute("open");
  }

  for (const button of document.querySelectorAll("[data-close][hidden]")) button.hidden = false;
}
