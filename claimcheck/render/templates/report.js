// Which of the claims are shown, and in which order? The state stands in the address, so that a
// view can be shared: #?q=…&outcome=released:contradicted&kind=…&caution=…&sort=claimed&down=1
(() => {
  "use strict";
  const table = document.querySelector("table.claims");
  const form = document.getElementById("controls");
  if (!table || !form) return;

  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const shown = document.getElementById("shown");
  const fields = ["q", "outcome", "kind", "caution"];
  const rank = { contradicted: 0, "no-effect": 1, undecided: 2, supported: 3 };
  const rows = [...body.rows].map((row, at) => ({
    row,
    at,
    section: document.getElementById(row.dataset.anchor),
    text: fold(row.textContent),
    outcomes: new Set(row.dataset.outcomes.split(" ")),
    cautions: row.dataset.cautions.split(" ").filter(Boolean),
  }));
  let sort = { name: "", down: false };

  function fold(text) {
    return text.toLowerCase().replace(/[−–]/g, "-").replace(/\s+/g, " ");
  }

  function fits(item, wanted) {
    const words = fold(wanted.q).split(" ").filter(Boolean);
    return words.every((word) => item.text.includes(word))
      && (!wanted.outcome || item.outcomes.has(wanted.outcome))
      && (!wanted.kind || item.row.dataset.kind === wanted.kind)
      && (!wanted.caution || item.cautions.includes(wanted.caution));
  }

  const keys = {
    claim: (item) => item.row.cells[0].textContent.trim().toLowerCase(),
    claimed: (item) => {
      const number = fold(item.row.cells[1].textContent).match(/[+-]?\d+(?:[.,]\d+)?/);
      return number ? parseFloat(number[0].replace(",", ".")) : Infinity;
    },
    cautions: (item) => item.cautions.length,
  };

  function key(name) {
    const witness = (item) => rank[item.row.querySelector(`[data-name="${name}"]`).dataset.outcome];
    return keys[name] || ((item) => witness(item) ?? 9);
  }

  function order() {
    const by = sort.name ? key(sort.name) : (item) => item.at;
    const sign = sort.down ? -1 : 1;
    const sorted = [...rows].sort((a, b) => {
      const [x, y] = [by(a), by(b)];
      return x === y ? a.at - b.at : x < y ? -sign : sign;
    });
    body.append(...sorted.map((item) => item.row));
    for (const head of heads) {
      const own = head.dataset.sort === sort.name;
      head.setAttribute("aria-sort", own ? (sort.down ? "descending" : "ascending") : "none");
    }
  }

  function wanted() {
    return Object.fromEntries(fields.map((name) => [name, form.elements[name].value.trim()]));
  }

  function show() {
    const given = wanted();
    let count = 0;
    for (const item of rows) {
      const fit = fits(item, given);
      item.row.hidden = !fit;
      if (item.section) item.section.hidden = !fit;
      count += fit;
    }
    const active = Object.values(given).some(Boolean);
    form.elements.reset.disabled = !active && !sort.name;
    shown.textContent = count ? `${count} of ${rows.length} claims shown` : "No claim fits the filter";
    for (const tile of document.querySelectorAll(".tile button")) {
      tile.setAttribute("aria-pressed", String(tile.value === given.outcome));
    }
  }

  function remember() {
    const state = new URLSearchParams(Object.entries(wanted()).filter(([, value]) => value));
    if (sort.name) state.set("sort", sort.name);
    if (sort.down) state.set("down", "1");
    const text = state.toString();
    if (text) history.replaceState(null, "", `#?${text}`);
    else if (location.hash.startsWith("#?")) history.replaceState(null, "", "#claims");
  }

  function recall() {
    const state = new URLSearchParams(location.hash.slice(2));
    for (const name of fields) {
      const field = form.elements[name];
      field.value = state.get(name) ?? "";
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    const name = state.get("sort");
    sort = { name: heads.some((h) => h.dataset.sort === name) ? name : "", down: state.has("down") };
    order();
    show();
  }

  function changed() {
    show();
    remember();
  }

  // A place that a link leads to is shown even where the filter or a closed part hides it.
  function reveal() {
    if (location.hash.startsWith("#?")) return recall();
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return;
    }
    if (!target) return;
    for (let part = target; part; part = part.parentElement) {
      if (part.localName === "details") part.open = true;
      part.hidden = false;
    }
    target.scrollIntoView();
  }

  function choices(select, values) {
    for (const [value, text] of values) select.append(new Option(text, value));
    select.closest("label").hidden = values.length < 2;
  }

  function unique(values) {
    return [...new Set(values)].sort().map((value) => [value, value]);
  }

  function outcomes(select) {
    for (const group of select.querySelectorAll("optgroup")) {
      for (const option of group.children) {
        option.hidden = option.disabled = !rows.some((item) => item.outcomes.has(option.value));
      }
      group.hidden = [...group.children].every((option) => option.hidden);
    }
  }

  function sortable(head) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      const own = sort.name === head.dataset.sort;
      sort = own && sort.down
        ? { name: "", down: false }
        : { name: head.dataset.sort, down: own };
      order();
      changed();
    });
    head.append(button);
  }

  function pressable(tile) {
    const button = document.createElement("button");
    button.type = "button";
    button.value = tile.dataset.standing;
    button.append(...tile.childNodes);
    button.addEventListener("click", () => {
      const field = form.elements.outcome;
      field.value = field.value === button.value ? "" : button.value;
      changed();
    });
    tile.append(button);
  }

  async function copy(link) {
    try {
      await navigator.clipboard.writeText(new URL(link.hash, location.href).href);
      shown.textContent = "The claim's address is on the clipboard";
    } catch {
      // Without a clipboard the address bar holds it: the link was followed.
    }
  }

  heads.forEach(sortable);
  document.querySelectorAll(".tile[data-standing]").forEach(pressable);
  choices(form.elements.kind, unique(rows.map((item) => item.row.dataset.kind)));
  choices(form.elements.caution, unique(rows.flatMap((item) => item.cautions)));
  outcomes(form.elements.outcome);
  form.hidden = false;
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    sort = { name: "", down: false };
    order();
    changed();
    form.elements.q.focus();
  }));
  form.elements.q.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.value) return;
    event.target.value = "";
    changed();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.link");
    if (link) copy(link);
  });
  window.addEventListener("hashchange", reveal);
  recall();
  reveal();
})();
