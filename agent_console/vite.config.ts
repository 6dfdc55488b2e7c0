import { defineConfig } from "vite";
import { pageApp } from "../vite.shared.config.ts";

/** The agents' app. */
export default defineConfig(pageApp("console", "src/main.tsx"));
