// What a point of a picture says: under the pointer, or by the arrow keys once it has the focus.
const tip = document.getElementById("tip");

/** Points are {x, y, text} in units of the picture's viewBox; `near` measures how far one is. */
function tips(svg, points, near = (point, x) => Math.abs(point.x - x)) {
  if (!points.length) return svg;
  let at = points.length - 1;
  const ring = s("circle", { class: "ring", r: 5, visibility: "hidden" });
  svg.append(ring);
  const show = (index) => {
    at = index;
    const { x, y, text } = points[at], box = svg.getBoundingClientRect();
    const scale = box.width / svg.viewBox.baseVal.width;
    ring.setAttribute("cx", x);
    ring.setAttribute("cy", y);
    ring.setAttribute("r", 5 / scale);
    ring.setAttribute("visibility", "visible");
    tip.textContent = text;
    tip.hidden = false;
    const left = box.left + x * scale - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(4, Math.min(innerWidth - tip.offsetWidth - 4, left))}px`;
    const above = box.top + y * scale - tip.offsetHeight - 12;
    tip.style.top = `${above > 4 ? above : box.top + y * scale + 14}px`;
  };
  const hide = () => { tip.hidden = true; ring.setAttribute("visibility", "hidden"); };
  const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
  svg.setAttribute("tabindex", "0");
  svg.addEventListener("focus", () => svg.matches(":focus-visible") && show(at));
  svg.addEventListener("blur", hide);
  svg.addEventListener("pointerleave", hide);
  svg.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    if (!(event.key in moves)) return;
    event.preventDefault();
    show(Math.max(0, Math.min(points.length - 1, at + moves[event.key])));
  });
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    const distances = points.map((point) => near(point, x, y));
    show(distances.indexOf(Math.min(...distances)));
  });
  return svg;
}
