// Repeated squashing: a sigmoid or tanh applied to its own result. See __init__.py: the same numbers and words.

function compute({ squash, times, weight, x, most, points }) {
  const apply = (y) => {
    if (squash === "tanh") {
      const t = evenTanh(weight * y);
      return [t, weight * (1 - t * t)];
    }
    const s = 0.5 * evenTanh(0.5 * (weight * y)) + 0.5;
    return [s, weight * (s * (1 - s))];
  };
  let ys = points;
  let steepness = points.map(() => 1);
  const curves = [];
  for (let n = 0; n < times; n++) {
    const results = ys.map(apply);
    ys = results.map(([y]) => y);
    steepness = steepness.map((slope, i) => slope * results[i][1]);
    curves.push(ys);
  }
  const values = [x];
  const slopes = [1];
  const factors = [];
  for (let k = 0; k < most; k++) {
    const [value, factor] = apply(values[k]);
    values.push(value);
    factors.push(factor);
    slopes.push(slopes[k] * factor);
  }
  return {
    curves,
    lowest: ys[0],
    highest: ys.at(-1),
    span: ys.at(-1) - ys[0],
    values,
    slopes,
    factors,
    value: values[times],
    slope: slopes[times],
    steepest: Math.max(...steepness),
  };
}

const DECADES = [-16, 4]; // what the axis of the slopes shows

function draw(view) {
  view.choice("squash");
  view.slider("times");
  view.slider("weight");
  view.slider("x");
  const product = formula();
  view.notes.append(product, node("p", { class: "legend" }, "The thick curve is the function applied n times, thin ones fewer times. The straight line has its slope at x; drag over the chart to move x."));
  let place = null;
  view.drag(view.stage, ({ x, y }) => place && y < place.bottom + 20 && x < place.right + 8 && view.set({ x: Number(place.map.inverse(x).toFixed(1)) }));
  return (given, values) => {
    const wide = view.width >= 560;
    const curve = { left: 40, top: 30, right: wide ? view.width * 0.54 : view.width - 12, bottom: wide ? 290 : 190 };
    const top = wide ? 30 : curve.bottom + 72;
    const slopes = { left: wide ? curve.right + 66 : 50, top, right: view.width - 12, bottom: top + (wide ? 260 : 140) };
    place = { ...curve, map: scale([-given.far, given.far], [curve.left, curve.right]) };
    view.paint(slopes.bottom + 44, paintCurve(curve, place.map, given, values), paintSlopes(slopes, given, values));
    product.update(productOf(given, values));
  };
}

// The slope as a product: at most four factors are written out.
function productOf({ times }, { factors, slope }) {
  const some = factors.slice(0, Math.min(times, 4)).flatMap((factor, i) => [i ? " \u00d7 " : "", { text: powers(factor), tone: "purple" }]);
  return ["slope = ", ...some, times > 4 ? " \u00d7 \u2026 = " : " = ", { text: powers(slope), tone: "ink" }];
}

function paintCurve(box, x, { squash, times, far, points, x: at }, { curves, value, slope }) {
  const low = squash === "tanh" ? -1 : 0;
  const y = scale([low, 1], [box.bottom, box.top]);
  const path = (curve) => line(curve.map((each, i) => [x(points[i]), y(each)]));
  const ticks = squash === "tanh" ? [-1, -0.5, 0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  // The tangent, as long as it stays inside the box.
  const half = Math.min(0.9, slope > 0 ? (1 - low) / 3 / slope : 0.9);
  return [
    axis("bottom", x, [-4, -2, 0, 2, 4], { at: box.bottom, across: [box.top, box.bottom], label: (tick) => shown(tick) }),
    axis("left", y, ticks, { at: box.left, across: [box.left, box.right], label: (tick) => shown(tick, tick % 0.5 ? 2 : tick % 1 ? 1 : 0) }),
    svgText({ x: box.left, y: 16 }, "y_n, the value after n times"),
    svg("text", { x: (box.left + box.right) / 2, y: box.bottom + 38, "text-anchor": "middle" }, "x"),
    curves.slice(0, -1).map((curve) => svg("path", { d: path(curve), class: "line-quiet", "stroke-width": 1 })),
    svg("path", { d: path(curves[times - 1]), class: "line-blue", "stroke-width": 3 }),
    svg("line", { x1: x(at), x2: x(at), y1: box.top, y2: box.bottom, class: "line-orange", "stroke-dasharray": "2 4" }),
    svg("path", { d: line([-half, half].map((by) => [x(clamp(at + by, -far, far)), y(value + slope * (clamp(at + by, -far, far) - at))])), class: "line-orange", "stroke-width": 2.5 }),
    svg("circle", { cx: x(at), cy: y(value), r: 6, class: "fill-orange" }),
  ];
}

function paintSlopes(box, { times, most }, { slopes }) {
  const x = scale([0, most], [box.left, box.right]);
  const y = scale(DECADES, [box.bottom, box.top]);
  const height = (slope) => y(clamp(Math.log10(Math.max(slope, 1e-300)), ...DECADES));
  const points = slopes.map((slope, n) => [x(n), height(slope)]);
  const text = powers(slopes[times]);
  const label = roomFor(text, placesAround(...points[times]), [points, [[box.left, y(0)], [box.right, y(0)]]], box);
  return [
    axis("bottom", x, [0, 5, 10, 15, 20], { at: box.bottom, across: [box.top, box.bottom] }),
    axis("left", y, [-16, -12, -8, -4, 0, 4], { at: box.left, across: [box.left, box.right], label: (power) => (power ? tenTo(power) : "1") }),
    svg("text", { x: box.left, y: box.top - 14 }, "slope at x"),
    svg("text", { x: (box.left + box.right) / 2, y: box.bottom + 38, "text-anchor": "middle" }, "applied n times"),
    svg("line", { x1: box.left, x2: box.right, y1: y(0), y2: y(0), class: "line-quiet" }),
    svg("path", { d: line(points), class: "line-purple", "stroke-width": 1.5 }),
    slopes.map((slope, n) => svg("circle", { cx: x(n), cy: height(slope), r: n === times ? 6 : 3, class: n === times ? "fill-orange" : "fill-purple" })),
    svg("text", { ...label, class: "fill-orange strong halo" }, text),
  ];
}
