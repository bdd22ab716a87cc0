// web/site/isolation.js — a service worker for hosts that do not send the headers of cross-origin isolation, without which
// a browser gives a page no shared memory and so no threads. It adds them to this page's own documents, keeps nothing and
// touches nothing else: every file comes from the host, as fresh as without it.
"use strict";
const kHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

const withHeaders = async (request) => {
  const response = await fetch(request);
  if (response.status === 0) return response;  // a redirect, which the browser follows itself
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(kHeaders)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const folder = self.registration.scope;
  const address = request.url.split(/[?#]/)[0];
  if (request.mode !== "navigate" || (address !== folder && address !== `${folder}index.html`)) return;
  event.respondWith(withHeaders(request));
});
