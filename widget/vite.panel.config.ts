import { defineConfig } from "vite";
import { pageApp } from "../vite.shared.config.ts";

/** The chat inside the iframe; what is imported with `import()` becomes a part that is loaded when used. */
export default defineConfig(pageApp("panel", "src/panel/main.tsx"));
