import { fileURLToPath } from "node:url";
import type { UserConfig } from "vite";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where the server finds what is built. */
export const distFolder = at("./chat_server/static/dist");

/** Code and styles that both apps share. */
export const alias = { "@shared": at("./widget/shared") };

/** A page app: hashed assets and a manifest for the server's template; addresses are relative, so any path serves it. */
export function pageApp(folder: string, ...entries: string[]): UserConfig {
  return {
    base: "./",
    publicDir: false,
    resolve: { alias, dedupe: ["preact", "@preact/signals"] },
    build: {
      outDir: `${distFolder}/${folder}`,
      emptyOutDir: true,
      manifest: "manifest.json",
      target: "es2022",
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: { input: entries },
    },
  };
}
