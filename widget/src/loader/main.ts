import "./api.ts";
import { readTag } from "./config.ts";
import { embed } from "./embed.ts";

const tag = readTag(document.currentScript as HTMLScriptElement | null);

if (tag && !window.Zalada?.loaded) void embed(tag);
