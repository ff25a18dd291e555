// Single keys for those who correct: a letter presses the button that says so. Every button works without this.
"use strict";
const items = () => [...document.querySelectorAll("[data-item]")];
const typing = (element) => element && element.matches("input:not([type=checkbox]), textarea, select");

function move(by) {
  const all = items();
  if (!all.length) return;
  const now = all.findIndex((item) => item.contains(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, now < 0 ? 0 : now + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const here = document.activeElement && document.activeElement.closest("[data-item]");
  const found = (here && here.querySelector(`[data-key="${key}"]`))
    || [...document.querySelectorAll(`[data-key="${key}"]`)].find((button) => !button.closest("[data-item]"));
  if (!found) return false;
  found.click();
  if (found.tagName === "SUMMARY") {
    const field = found.parentElement.open && found.parentElement.querySelector("input:not([type=hidden]), select, textarea");
    if (field) field.focus();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(document.activeElement)) {
    const item = document.activeElement.closest("[data-item]");
    document.activeElement.blur();
    if (item) item.focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(document.activeElement)) return;
  if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
  else if (!/^[a-z]$/.test(event.key) || !press(event.key)) return;
  event.preventDefault();
});
