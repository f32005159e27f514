// The theme gives the arrows of its navigation no name; who hears the page needs one.
document.addEventListener("DOMContentLoaded", () => {
  for (const summary of document.querySelectorAll("li.has-children > details > summary")) {
    const link = summary.closest("li").querySelector("a");
    summary.setAttribute("aria-label", `Pages below “${link.textContent.trim()}”`);
  }
});
