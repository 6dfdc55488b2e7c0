import { defineConfig } from "vite";
import { pageApp } from "../vite.shared.config.ts";

/** The agents' app, and the page that lets them in. */
export default defineConfig(pageApp("console", "src/main.tsx", "src/signin.ts"));
