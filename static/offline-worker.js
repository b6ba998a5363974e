// Service worker of the staff forms below /forms/: their pages and files, for when there is no signal. PORTAL, which the
// server writes above, says the version of the static files. It answers no POST, no sync address and no other page.
const CACHE = `forms-${PORTAL.version}`;
const PATIENCE = 6000; // milliseconds until a kept page stands in for one that does not come
const ANY = { ignoreVary: true };
const scope = new URL(registration.scope).pathname;

const isFile = ({ pathname }) => pathname.startsWith(PORTAL.files) || pathname === PORTAL.colour;
const isPage = ({ pathname }) => pathname.startsWith(scope) && !/\/(sync\/|worker\.js)$/.test(pathname);
const keyOf = (url) => (isPage(url) ? url.pathname : url.href);
const kept = (url) => caches.match(keyOf(url), ANY);

// Keep a page, if it has such a form, or a file. Returns the page's text.
const keep = async (url, response) => {
  if (!response.ok || response.redirected) return "";
  const text = isPage(url) ? await response.clone().text() : "";
  if (isPage(url) && !text.includes("data-offline-form")) return "";
  await (await caches.open(CACHE)).put(keyOf(url), response);
  return text;
};

// Ask for a page once more, and for the files that it names.
const keepWhole = async (path) => {
  const url = new URL(path, location);
  const text = await keep(url, await fetch(url));
  for (const [, address] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
    const file = new URL(address.replaceAll("&amp;", "&"), location);
    if (file.origin === location.origin && isFile(file) && !(await kept(file))) await keep(file, await fetch(file));
  }
  return text;
};

// After an update of the portal: what former versions kept goes on; pages are asked for again while there is a signal.
const renew = async () => {
  const fresh = await caches.open(CACHE), pages = [];
  for (const name of await caches.keys()) {
    if (name === CACHE || !name.startsWith("forms-")) continue;
    const old = await caches.open(name);
    for (const request of await old.keys()) {
      await fresh.put(request, await old.match(request, ANY));
      if (isPage(new URL(request.url))) pages.push(request.url);
    }
  }
  const texts = await Promise.all(pages.map((page) => keepWhole(page).catch(() => "")));
  if (texts.includes("")) return;
  for (const { url } of await fresh.keys()) {
    const { pathname } = new URL(url);
    if (isFile(new URL(url)) && !texts.some((text) => text.includes(pathname))) await fresh.delete(url);
  }
};

const answer = async (event, url) => {
  const asked = fetch(event.request);
  const late = new Promise((done) => setTimeout(done, PATIENCE)).then(() => kept(url)).then((page) => page ?? asked);
  try {
    const response = await Promise.race([asked, late]);
    const instead = response.status >= 500 && (await kept(url));
    if (instead) return instead;
    event.waitUntil(asked.then((whole) => whole === response && keep(url, whole.clone())).catch(() => {}));
    return response;
  } catch {
    return (await kept(url)) ?? Response.error();
  }
};

// A form says whose it is: other accounts' pages go, and so do pages that nobody opened for a week.
const look = async ({ path, account, old }) => {
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (!isPage({ pathname })) continue;
    const text = await (await cache.match(request, ANY)).text();
    if (old.includes(pathname) || !text.includes(account)) await cache.delete(request);
  }
  if (!(await kept(new URL(path, location)))) await keepWhole(path);
};

addEventListener("install", (event) => event.waitUntil(renew().finally(skipWaiting)));
addEventListener("activate", (event) => {
  const others = (names) => names.filter((name) => name.startsWith("forms-") && name !== CACHE);
  event.waitUntil(caches.keys().then((names) => Promise.all(others(names).map((name) => caches.delete(name)))));
  event.waitUntil(clients.claim());
});
addEventListener("message", (event) => event.waitUntil(look(event.data).catch(() => {})));
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (isPage(url) || isFile(url)) event.respondWith(answer(event, url));
});
