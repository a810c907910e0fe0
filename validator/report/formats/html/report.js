"use strict";
// Without this script the report reads in the language it was written for, all of it.
(() => {
  const root = document.documentElement;
  const chinese = "zh-Hans";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const said = (element) => (root.lang === chinese ? element.dataset.zh : element.dataset.en);

  const button = document.getElementById("language");
  const unfold = document.getElementById("unfold");
  const filters = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const words = document.getElementById("words");
  const items = all(".item").map((element) => ({
    element,
    reason: element.dataset.reason,
    // One for each result: manifest, instrument, topic, severity, known or new.
    facets: element.dataset.facets.split(";").map((one) => {
      const [manifest, pack, topic, severity, state] = one.split(",");
      return { manifest, pack, topic, severity, state };
    }),
    text: element.textContent.toLowerCase(),
  }));

  function speak(language) {
    root.lang = language;
    for (const element of all("title, option[data-en]")) element.textContent = said(element);
    button.lang = language === chinese ? "en" : chinese;
    button.textContent = language === chinese ? "English" : "中文";
    if (filters) tell();
  }

  function tell() {
    const number = items.filter((item) => !item.element.classList.contains("off")).length;
    shown.textContent = said(shown).replace("{shown}", number).replace("{all}", items.length);
  }

  function matches(item, wanted, text) {
    const { reason, ...others } = wanted;
    const fits = (facet) => Object.entries(others).every(([name, value]) => facet[name] === value);
    return (!reason || item.reason === reason) && item.facets.some(fits) && item.text.includes(text);
  }

  function filter() {
    const chosen = all("select", filters).filter((select) => select.value);
    const wanted = Object.fromEntries(chosen.map((select) => [select.name, select.value]));
    const text = words.value.trim().toLowerCase();
    for (const item of items) item.element.classList.toggle("off", !matches(item, wanted, text));
    for (const group of all(".group")) {
      group.classList.toggle("off", all(".item", group).every((one) => one.classList.contains("off")));
    }
    tell();
  }

  // A link into a folded part or to an entry that is filtered out must not lead nowhere.
  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest(".off")) {
      filters.reset();
      filter();
    }
    const folded = [];
    for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) folded.push(one);
    for (const one of folded) one.open = true;
    target.scrollIntoView();
  }

  unfold.hidden = button.hidden = false;
  unfold.addEventListener("click", () => {
    for (const part of all("details")) part.open = true;
  });
  button.addEventListener("click", () => speak(root.lang === chinese ? "en" : chinese));
  if (filters) {
    filters.hidden = false;
    filters.addEventListener("input", filter);
    filters.addEventListener("submit", (event) => event.preventDefault());
    filters.addEventListener("reset", () => setTimeout(filter));
  }
  addEventListener("hashchange", reveal);

  speak(root.lang);
  if (location.hash) reveal();
})();
