// Choosing many rows of a list: the box in its head is for all on the page.
const all = document.querySelector("[data-choose-all]");
if (all) {
  const boxes = () => [...document.querySelectorAll("input[type=checkbox][name=id]")];
  all.addEventListener("change", () => boxes().forEach((box) => (box.checked = all.checked)));
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("input[type=checkbox][name=id]")) {
      const chosen = boxes().filter((box) => box.checked).length;
      all.checked = chosen === boxes().length;
      all.indeterminate = chosen > 0 && !all.checked;
    }
  });
}
