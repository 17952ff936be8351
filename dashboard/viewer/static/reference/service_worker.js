/* Keeps a published case in the browser. `publication` is put before this by who publishes: its id and its files. */
const PREFIX = `whenabouts ${self.registration.scope} `;
const NAME = PREFIX + publication.id;
const PAGE = new URL('./', self.registration.scope).href;
const MANIFEST = new URL('manifest.json', self.registration.scope).href;

self.addEventListener('install', (event) => {
  // versioned files are taken from the browser's own cache where they are there
  event.waitUntil(caches.open(NAME).then(async (cache) => {
    await cache.add(new Request(PAGE, { cache: 'no-cache' }));
    await cache.addAll(publication.files);
  }));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('message', ({ data }) => {
  if (data?.type === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOurs = request.method === 'GET' && request.url.startsWith(self.registration.scope);
  if (!isOurs || request.url.split('?')[0] === MANIFEST) return;
  const isPage = [PAGE, `${PAGE}index.html`].includes(request.url.split(/[?#]/)[0]);
  if (request.mode === 'navigate' && !isPage) return; // another page below this one
  const key = isPage ? PAGE : request;
  event.respondWith(caches.open(NAME).then(async (cache) => (await cache.match(key, { ignoreSearch: true })) ?? fetch(request)));
});
