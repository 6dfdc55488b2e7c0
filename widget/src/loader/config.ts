/** What the loader knows about a shop: one small cacheable answer. */
export interface Config {
  name: string;
  brand: string;
  position: "left" | "right";
  language: string;
  dark?: "auto" | "light" | "dark";
  greeting: { title: string; text: string } | null;
  texts: { open: string; close: string; dismiss?: string; failed?: string };
}

/** What the script tag says. */
export interface Tag {
  /** Origin of the hub, from the script's own address. */
  hub: string;
  shop: string;
  language: string;
  position: "left" | "right" | null;
}

/** The tag this script came from; null where it lacks a shop. */
export function readTag(script: HTMLScriptElement | null): Tag | null {
  if (!script?.dataset["shop"]) return null;
  const { shop, language = "auto", position } = script.dataset;
  return {
    hub: new URL(script.src).origin,
    shop,
    language: language === "auto" ? document.documentElement.lang || navigator.language : language,
    position: position === "left" || position === "right" ? position : null,
  };
}

/** Throws when there is nothing to show: then the shop's page stays as it is. */
export async function fetchConfig({ hub, shop }: Tag, language: string): Promise<Config> {
  const query = new URLSearchParams({ shop, language: language.slice(0, 2).toLowerCase() });
  const answer = await fetch(`${hub}/widget/config?${query}`, { credentials: "omit" });
  if (!answer.ok) throw new Error(`config ${answer.status}`);
  return (await answer.json()) as Config;
}

/** Black or white, whichever reads better on a colour: WCAG luminance, never under 4.58:1. */
export function textOn(hex: string): "#fff" | "#000" {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179 ? "#fff" : "#000";
}
