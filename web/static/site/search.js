// Finds articles in the prebuilt index. The folding rules come with the index, so nothing here knows a language.
const form = document.getElementById("search");
const told = document.getElementById("told");
const list = document.getElementById("found");
const { index, root, found, none, failed } = form.dataset;
const most = 50;
let loading;

const read = async (path) => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

const load = () => loading ??= read(index).then(async (rules) => {
  const folder = index.replace(/\.json$/, "/");
  const parts = await Promise.all(rules.parts.map((name) => read(`${folder}${name}.json`)));
  return { rules, articles: parts.flat() };
});

const stem = (word, { endings, least, evened }) => {
  let folded = word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  if (/\P{L}/u.test(folded)) return folded;
  const ending = endings.find((it) => folded.endsWith(it) && folded.length - it.length >= least);
  if (ending) folded = folded.slice(0, -ending.length);
  for (const [last, as] of evened) if (folded.endsWith(last)) folded = folded.slice(0, -last.length) + as;
  return folded;
};

// A word in the headline counts more than one in the text; of equals the newer comes first.
const rank = ([, headline, , words], stems, rules) => {
  const text = ` ${words}`;
  if (!stems.every((it) => text.includes(` ${it}`))) return 0;
  const title = headline.match(/[\p{L}\p{N}]+/gu) ?? [];
  const titles = title.map((word) => stem(word, rules));
  return 1 + stems.filter((it) => titles.some((word) => word.startsWith(it))).length;
};

const show = (articles) => list.replaceChildren(...articles.map(([path, headline, date]) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = root + path;
  link.textContent = headline;
  const time = document.createElement("time");
  time.dateTime = date;
  time.textContent = date && new Date(date).toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  item.append(link, " ", time);
  return item;
}));

const search = async () => {
  const query = form.elements.q.value;
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  if (!words.length) {
    told.textContent = "";
    return show([]);
  }
  try {
    const { rules, articles } = await load();
    if (query !== form.elements.q.value) return undefined;
    const stems = words.map((word) => stem(word, rules));
    const ranked = articles.map((article) => [rank(article, stems, rules), article]).filter(([score]) => score);
    ranked.sort(([a, one], [b, two]) => b - a || (one[2] < two[2] ? 1 : one[2] > two[2] ? -1 : 0));
    told.textContent = ranked.length ? `${found} ${ranked.length}` : none;
    return show(ranked.slice(0, most).map(([, article]) => article));
  } catch {
    told.textContent = failed;
    return show([]);
  }
};

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
form.addEventListener("input", search);
form.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
if (form.elements.q.value) search();
