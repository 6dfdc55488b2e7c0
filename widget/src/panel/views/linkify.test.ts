import { expect, it } from "vitest";
import { linkify } from "./linkify.ts";

const links = (text: string): string[] => linkify(text).flatMap((piece) => ("href" in piece ? [piece.href] : []));

it("finds addresses and leaves the sentence's own punctuation out", () => {
  expect(linkify("Zobacz https://shop.pl/a?b=1, dobrze?")).toEqual([
    { text: "Zobacz " },
    { text: "https://shop.pl/a?b=1", href: "https://shop.pl/a?b=1" },
    { text: ", dobrze?" },
  ]);
  expect(links("www.shop.pl i anna@poczta.pl.")).toEqual(["https://www.shop.pl/", "mailto:anna@poczta.pl"]);
  expect(links("(https://x.pl/a_(b))")).toEqual(["https://x.pl/a_(b)"]);
});

it("never makes a link that runs something", () => {
  expect(links("javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd")).toEqual([]);
});

it("gives back every character", () => {
  for (const text of ["", "bez linku", "a https://x.pl b www.y.pl", "https://", "a@b"]) {
    expect(linkify(text).map((piece) => piece.text).join("")).toBe(text);
  }
});
