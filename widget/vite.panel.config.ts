import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { pageApp } from "../vite.shared.config.ts";

const transports = fileURLToPath(new URL("src/panel/session/transports.ts", import.meta.url));

/** Leaves out of socket.io-client the transports that the hub does not speak. */
const websocketOnly: Plugin = {
  name: "websocket-only",
  enforce: "pre",
  async resolveId(source, importer, options) {
    if (!importer?.includes("/engine.io-client/build/")) return null;
    if (source === "./transports/index.js") return transports;
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    // Polling's modules do something when loaded; unused, they go all the same.
    return found && /polling|webtransport/.test(source) ? { ...found, moduleSideEffects: false } : found;
  },
};

const app = pageApp("panel", "src/panel/main.tsx");

/** The chat inside the iframe; what is imported with `import()` becomes a part that is loaded when used. */
export default defineConfig({
  ...app,
  plugins: [websocketOnly],
  build: { ...app.build, modulePreload: { polyfill: false } },
});
