// Answers for the page beside it and for its styles and scripts when there is no network.
const SHELF = "desk-offline";
const page = new URL("./", self.location).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** The page from the network; whoever may not see it any more loses what was kept of it. */
async function fresh(request) {
  const answer = await fetch(request);
  if (answer.ok) {
    const shelf = await caches.open(SHELF);
    await shelf.put(page, answer.clone());
  } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
    await caches.delete(SHELF);
  }
  return answer;
}

async function answer(request, path) {
  const kept = async () => (await caches.open(SHELF)).match(path);
  try {
    return await (request.mode === "navigate" ? fresh(request) : fetch(request));
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === page) event.respondWith(answer(event.request, page));
  else if (url.pathname.startsWith("/static/")) event.respondWith(answer(event.request, event.request.url));
});
