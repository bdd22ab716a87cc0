// web/tools/serve.mjs — a static server on the loopback address, for trying the page: compresses, and sends the headers that
// cross-origin isolation wants, or with --plain not, as most hosts. Usage: node serve.mjs FOLDER [PORT] [--plain]; port 0
// takes any free one. Prints the address.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pipeline } from "node:stream";
import { constants, createBrotliCompress, createGzip } from "node:zlib";

const kTypes = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm", ".json": "application/json", ".png": "image/png", ".svg": "image/svg+xml",
  ".yaml": "text/yaml; charset=utf-8", ".csv": "text/csv; charset=utf-8",
};

const kIsolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

const words = process.argv.slice(2).filter((word) => word !== "--plain");
const isPlain = process.argv.includes("--plain");
const folder = resolve(words[0] ?? ".");
const port = Number(words[1] ?? 8460);
if (!existsSync(join(folder, "index.html")) || !Number.isInteger(port) || port < 0 || port > 65535) {
  console.error("usage: node serve.mjs FOLDER [PORT] [--plain]    FOLDER holds an index.html");
  process.exit(2);
}

/** The file a path names, within the folder; null where there is none. */
const fileOf = (url) => {
  let path;
  try {
    path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return null;
  }
  const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  if (file !== folder && !file.startsWith(folder + sep)) return null;
  return existsSync(file) && statSync(file).isFile() ? file : null;
};

const compressorFor = (accepted) => {
  if (/\bbr\b/.test(accepted)) {
    return ["br", createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })];
  }
  if (/\bgzip\b/.test(accepted)) return ["gzip", createGzip()];
  return [null, null];
};

const server = createServer((request, response) => {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  const file = fileOf(request.url ?? "/");
  if (file === null) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("There is no such file.\n");
    return;
  }
  const headers = {
    "Content-Type": kTypes[extname(file)] ?? "application/octet-stream",
    ...(isPlain ? {} : kIsolation),
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
    Vary: "Accept-Encoding",
  };
  const [encoding, compressor] = compressorFor(request.headers["accept-encoding"] ?? "");
  if (encoding) headers["Content-Encoding"] = encoding;
  else headers["Content-Length"] = statSync(file).size;
  response.writeHead(200, headers);
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  // A visitor who leaves half way is none of the server's errors.
  const done = (error) => { if (error) response.destroy(); };
  if (compressor) pipeline(createReadStream(file), compressor, response, done);
  else pipeline(createReadStream(file), response, done);
});

server.on("error", (error) => {
  console.error(error.code === "EADDRINUSE" ? `serve: port ${port} is taken; give another one` : `serve: ${error.message}`);
  process.exit(1);
});
server.listen(port, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
