// What a test asks of a page in the browser; looking.py calls these by name.
({
  look() {
    const inPageLanguage = (element) => {
      const marked = element.closest("[lang]");
      return !marked || marked === document.documentElement;
    };
    const all = (selector) => [...document.querySelectorAll(selector)];
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (!parent.matches("script, style, textarea") && inPageLanguage(parent)) texts.push(walk.currentNode.data);
    }
    for (const name of ["aria-label", "placeholder", "alt", "title"]) {
      texts.push(...all(`[${name}]`).filter(inPageLanguage).map((element) => element.getAttribute(name)));
    }
    const ids = new Set(all("[id]").map((element) => element.id));
    const silent = (element) => !element.textContent.trim() && !element.getAttribute("aria-label");
    return {
      lang: document.documentElement.lang,
      title: document.title,
      headings: all("h1").length,
      empty: all("h1, h2, h3, button, a, label, summary").filter(silent).map((element) => element.outerHTML.slice(0, 120)),
      nowhere: all('a[href^="#"]').map((link) => link.getAttribute("href").slice(1)).filter((id) => id && !ids.has(id)),
      texts: texts.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean),
      refused: window.refused,
    };
  },

  overflow() {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide <= 0) return [];
    const scrolls = (element) => {
      const above = element.parentElement;
      return above !== null && (getComputedStyle(above).overflowX !== "visible" || scrolls(above));
    };
    const out = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > window.innerWidth + 1 && !scrolls(element),
    );
    return [`${wide} px too wide`, ...out.slice(0, 4).map((element) => element.outerHTML.slice(0, 140))];
  },

  // Fill in the form that goes to `to` and send it past the browser's own checks.
  send([values, to]) {
    const names = Object.keys(values);
    const forms = [...document.querySelectorAll("main form[method=post]")];
    const fitting = forms.filter((form) => form.getAttribute("action").endsWith(to));
    const form = fitting.find((one) => names.every((name) => one.elements[name])) ?? fitting.at(-1);
    for (const [name, value] of Object.entries(values)) {
      const control = form.elements[name];
      if (control instanceof HTMLInputElement && control.type !== "hidden") control.type = "text";
      if (control) control.value = value;
      else form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    form.submit();
  },

  // Where the keyboard is, and whether one can see that.
  stop() {
    const at = document.activeElement;
    const box = at.getBoundingClientRect();
    const style = getComputedStyle(at);
    const name = at.getAttribute("aria-label") || at.textContent || at.name || "";
    return {
      name: name.replace(/\s+/g, " ").trim(),
      place: at.getAttribute("href") || at.id || at.tagName,
      ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    };
  },
})
