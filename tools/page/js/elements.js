// Small helpers that make elements.
const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** A bar that is `pair` long on a track that is `widest` long. */
function bar(pair, widest, kind = "") {
  if (!pair || !widest) return s("svg", { class: "bar", "aria-hidden": "true" });
  const { full, hatched } = mark(pair, (value) => Math.min(100, (100 * value) / widest));
  return s("svg", { class: `bar ${kind}`, "aria-hidden": "true" },
    s("rect", { class: "track", width: "100%", height: "100%" }),
    full > 0 && s("rect", { class: "full", width: `${full}%`, height: "100%" }),
    hatched > 0 && s("rect", { class: "hatched", x: `${full}%`, width: `${hatched}%`, height: "100%" }));
}

/** A section of the page with a heading that the contents list leads to. */
const section = (id, title, ...children) =>
  h("section", { id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title`, tabindex: "-1" }, title), ...children);

const paragraph = (text, kind = "note") => h("p", { class: kind }, text);

/** A labelled choice of [value, text] options. */
function choice(id, label, options, value, chosen) {
  const select = h("select", { id, change: (event) => chosen(event.target.value) },
    options.map(([option, text]) => (Array.isArray(text)
      ? h("optgroup", { label: option }, text.map(([code, name]) => h("option", { value: code, selected: code === value }, name)))
      : h("option", { value: option, selected: option === value }, text))));
  return h("span", { class: "choice" }, h("label", { for: id }, label), select);
}
