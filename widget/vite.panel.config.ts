import { fileURLToPath } from "node:url";
import { PurgeCSS } from "purgecss";
import { defineConfig, type Plugin } from "vite";
import { pageApp } from "../vite.shared.config.ts";

const transports = fileURLToPath(new URL("src/panel/session/transports.ts", import.meta.url));
const textOnly = fileURLToPath(new URL("src/panel/session/textOnly.ts", import.meta.url));

/** Leaves out of socket.io-client the transports that the hub does not speak, and binary data. */
const websocketOnly: Plugin = {
  name: "websocket-only",
  enforce: "pre",
  async resolveId(source, importer, options) {
    if (importer?.includes("io-parser/build/") && /binary\.js$|base64-arraybuffer/.test(source)) return textOnly;
    if (!importer?.includes("/engine.io-client/build/")) return null;
    if (source === "./transports/index.js") return transports;
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    // Polling's modules do something when loaded; unused, they go all the same.
    return found && /polling|webtransport/.test(source) ? { ...found, moduleSideEffects: false } : found;
  },
};

/** Names that only come together at run time, or stand in the server's page. */
const COMPOSED = [/^z-av--/, /^z-dot--/, /^data-/, "html", "body", "light", "dark", "coarse", ":root"];

/** The design's styles are written for both apps: what no script of the panel names is left out. */
const usedStyles: Plugin = {
  name: "used-styles",
  enforce: "post",
  async generateBundle(_options, bundle) {
    const files = Object.values(bundle);
    const raw = files.map((file) => (file.type === "chunk" ? file.code : "")).join("\n");
    const styles = files.map((file) => (file.type === "asset" ? String(file.source) : "")).join("\n");
    const variables = [...`${styles}${raw}`.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1] ?? "");
    for (const file of files) {
      if (file.type !== "asset" || !file.fileName.endsWith(".css")) continue;
      const [used] = await new PurgeCSS().purge({
        content: [{ raw, extension: "js" }],
        css: [{ raw: String(file.source) }],
        safelist: { standard: COMPOSED, variables },
        dynamicAttributes: ["data-theme", "data-state", "data-tint", "aria-busy", "aria-pressed", "aria-invalid"],
        variables: true,
      });
      if (used) file.source = used.css;
    }
  },
};

const app = pageApp("panel", "src/panel/main.tsx");

/** The chat inside the iframe; what is imported with `import()` becomes a part that is loaded when used. */
export default defineConfig({
  ...app,
  plugins: [websocketOnly, usedStyles],
  build: { ...app.build, modulePreload: { polyfill: false } },
});
