// Service worker of the staff forms, see docs/offline-forms.md. The server writes PORTAL above it.
const CACHE = `forms-${PORTAL.version}`, ANY = { ignoreVary: true }, WEEK = 604_800_000;
const PATIENCE = 6000; // milliseconds
const isFile = ({ pathname }) => pathname.startsWith(PORTAL.files) || pathname === PORTAL.colour;
const isPage = ({ pathname }) => /^\/forms\/(?!.*(sync\/|worker\.js)$)/.test(pathname);
const keyOf = (url) => (isPage(url) ? url.pathname : url.href);
const kept = (url) => caches.match(keyOf(url), ANY);
const former = async () => (await caches.keys()).filter((name) => name.startsWith("forms-") && name !== CACHE);

const keep = async (url, response) => {
  if (!response.ok || response.redirected) return "";
  const text = isPage(url) ? await response.clone().text() : "data-offline-form";
  if (!text.includes("data-offline-form")) return "";
  await (await caches.open(CACHE)).put(keyOf(url), response);
  return text;
};

// a page once more, and the files that it names
const keepWhole = async (address) => {
  const url = new URL(address, location), text = await keep(url, await fetch(url));
  for (const [, name] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
    const file = new URL(name, location);
    if (file.origin === location.origin && isFile(file)) await keep(file, await fetch(file));
  }
  return text;
};

// the portal was updated: where a page does not come, what was kept goes on
const renew = async () => {
  for (const name of await former()) {
    const old = await caches.open(name), fresh = await caches.open(CACHE), all = await old.keys();
    const pages = all.filter(({ url }) => isPage(new URL(url)));
    const texts = await Promise.all(pages.map(({ url }) => keepWhole(url).catch(() => "")));
    if (!texts.includes("")) continue;
    for (const request of all) if (!(await fresh.match(request, ANY))) await fresh.put(request, await old.match(request, ANY));
  }
};

const answer = (event, url) => {
  const asked = fetch(event.request)
    .then(async (response) => {
      event.waitUntil(keep(url, response.clone()).catch(() => {}));
      return (response.status >= 500 && (await kept(url))) || response;
    })
    .catch(async () => (await kept(url)) ?? Response.error());
  const late = new Promise((done) => setTimeout(done, PATIENCE)).then(() => kept(url));
  return Promise.race([asked, late.then((page) => page ?? asked)]);
};

// pages of other accounts go, and those that nobody opened for a week
const look = async ({ path, account }) => {
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) {
    const page = await cache.match(request, ANY), since = Date.now() - Date.parse(page.headers.get("date"));
    if (isPage(new URL(request.url)) && (since > WEEK || !(await page.text()).includes(account))) await cache.delete(request);
  }
  if (!(await kept(new URL(path, location)))) await keepWhole(path);
};

addEventListener("install", (event) => event.waitUntil(renew().catch(() => {}).then(() => skipWaiting())));
addEventListener("activate", (event) =>
  event.waitUntil(former().then((names) => Promise.all([...names.map((name) => caches.delete(name)), clients.claim()]))),
);
addEventListener("message", (event) => event.waitUntil(look(event.data).catch(() => {})));
addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method === "GET" && url.origin === location.origin && (isPage(url) || isFile(url))) event.respondWith(answer(event, url));
});
