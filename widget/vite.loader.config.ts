import { defineConfig } from "vite";
import { alias, distFolder } from "../vite.shared.config.ts";

/** One classic script for shops' pages: no import, no global but the ones it sets itself. */
export default defineConfig({
  publicDir: false,
  resolve: { alias },
  build: {
    outDir: distFolder,
    emptyOutDir: false,
    target: "es2020",
    reportCompressedSize: false,
    lib: {
      entry: "src/loader/main.ts",
      formats: ["iife"],
      name: "ZaladaLoader",
      fileName: () => "widget.js",
    },
  },
});
