// The sentences of a figure: templates from Python, filled in as words.py does. See there for what stands in braces.

function describe(given, values) {
  return fill(given.words, given.words.alt, scopeOf(given, values));
}

function result(given, values) {
  return fill(given.words, given.words.result, scopeOf(given, values));
}

function unmet(given, values) {
  const scope = scopeOf(given, values);
  return (values.unmet ?? []).map((name) => fill(given.words, given.words.unmet[name], scope));
}

function scopeOf(given, values) {
  return { ...given, ...values, given, all: values };
}

function fill(words, template, scope) {
  return template.replace(/\{([^{}:]+)(?::([^{}]*))?\}/g, (_, path, form = "") => {
    const value = look(words, path, scope);
    if (!Object.hasOwn(words, path.match(/^\w+/)[0])) return shape(value, form);
    return typeof value === "string" ? fill(words, value, scope) : listed(words, value, scope);
  });
}

function listed(words, form, scope) {
  const items = look(words, form.each, scope);
  const own = (item) => (item !== null && typeof item === "object" && !Array.isArray(item) ? item : {});
  const name = Array.isArray(items) ? Number : String;
  const said = Object.entries(items).map(([key, item]) =>
    fill(words, form.say, { ...scope, ...own(item), item, key: name(key) }),
  );
  const between = form.between ?? ", ";
  if (said.length < 2) return said.join("");
  return said.slice(0, -1).join(between) + (form.last ?? between) + said.at(-1);
}

function look(words, path, scope) {
  const [, way, shift] = path.match(/^(.*?)([+-]\d+)?$/);
  const [name] = way.match(/^\w+/);
  let value = Object.hasOwn(words, name) ? words[name] : scope[name];
  if (value === undefined) throw new Error(`no value of the name ${name}`);
  for (const [, dot, inside] of way.slice(name.length).matchAll(/\.(\w+)|\[((?:[^[\]]|\[[^\]]*\])+)\]/g)) {
    const key = dot ?? (/^-?\d+$/.test(inside) ? inside : look(words, inside, scope));
    if (dot === "length") value = value.length;
    else if (Array.isArray(value) || typeof value === "string") value = value.at(Number(key));
    else value = Object.hasOwn(value, plainText(key)) ? value[plainText(key)] : value.else;
  }
  return shift ? value + Number(shift) : value;
}

function shape(value, form) {
  if (form === "") return plainText(value);
  if (form.includes("|")) return form.split("|")[value === 1 ? 0 : 1].replace("#", grouped(value));
  if (form === ",") return grouped(value);
  if (form === "e" || form === "-e") return tenTo(form === "e" ? value : -value);
  if (form[0] === "p") return powers(value, Number(form.slice(1) || 2));
  if (form[0] === "%") return `${fixed(100 * value, Number(form.slice(1)))} %`;
  if (form[0] === "w") {
    const said = shape(value, form.slice(1));
    return said.startsWith("\u2212") ? `(${said})` : said;
  }
  return shown(value, Number(form));
}

function plainText(value) {
  return value === null ? "none" : String(value);
}
