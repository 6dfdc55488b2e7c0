/** One flag: colours and shapes on a 20 × 14 plate, drawn one over the other. */
type FlagShapes = readonly (readonly [fill: string, d: string])[];

const PLATE = "M0 0h20v14H0Z";

function rows(...colours: readonly string[]): FlagShapes {
  const height = 14 / colours.length;
  return colours.map((colour, i) => [
    colour,
    `M0 ${(i * height).toFixed(2)}h20v${height.toFixed(2)}H0Z`,
  ] as const);
}

function columns(...colours: readonly string[]): FlagShapes {
  const width = 20 / colours.length;
  return colours.map((colour, i) => [
    colour,
    `M${(i * width).toFixed(2)} 0h${width.toFixed(2)}v14H${(i * width).toFixed(2)}Z`,
  ] as const);
}

function cross(ground: string, colour: string, inner?: string): FlagShapes {
  const outer = "M6 0h3v5.5h11v3H9V14H6V8.5H0v-3h6Z";
  return inner === undefined
    ? [[ground, PLATE], [colour, outer]]
    : [[ground, PLATE], [colour, outer], [inner, "M6.8 0h1.4v6.3H20v1.4H8.2V14H6.8V7.7H0V6.3h6.8Z"]];
}

const SHIELD = "M4 3.5h4v4.2c0 1.5-1 2.3-2 2.8-1-.5-2-1.3-2-2.8Z";
const RED_WHITE_BLUE = ["#ffffff", "#0b4ea2", "#d8232a"] as const;

/** Flags by ISO 3166 code in lower case: the countries shoppers of small European shops call from. */
export const FLAGS: Readonly<Record<string, FlagShapes>> = {
  pl: rows("#ffffff", "#dc143c"),
  si: [
    ...rows(...RED_WHITE_BLUE),
    ["#0b4ea2", SHIELD],
    ["#ffffff", "m6 5 1.7 3.2q-1.7 1.5-3.4 0Z"],
  ],
  sk: [
    ...rows(...RED_WHITE_BLUE),
    ["#d8232a", SHIELD],
    ["#ffffff", "M5.6 4.3h.8v1.3h1v.8h-1v2h-.8v-2h-1v-.8h1Z"],
  ],
  hr: [
    ...rows("#d8232a", "#ffffff", "#0b4ea2"),
    ["#ffffff", "M8 4h4v4.2c0 1.5-1 2.3-2 2.8-1-.5-2-1.3-2-2.8Z"],
    ["#d8232a", "M8 4h1v1H8Zm2 0h1v1h-1ZM9 5h1v1H9Zm2 0h1v1h-1ZM8 6h1v1H8Zm2 0h1v1h-1ZM9 7h1v1H9Zm2 0h1v1h-1Z"],
  ],
  cz: [["#ffffff", PLATE], ["#d7141a", "M0 7h20v7H0Z"], ["#11457e", "M0 0l10 7-10 7Z"]],
  gb: [
    ["#012169", PLATE],
    ["#ffffff", "M0 0h2.2L20 12.3V14h-2.2L0 1.7ZM20 0h-2.2L0 12.3V14h2.2L20 1.7Z"],
    ["#c8102e", "M0 0l7 4.9H5.5L0 1ZM20 0l-7 4.9h1.5L20 1ZM0 14l7-4.9h1.5L1.5 14ZM20 14l-7-4.9h-1.5l7 4.9Z"],
    ["#ffffff", "M8 0h4v5h8v4h-8v5H8V9H0V5h8Z"],
    ["#c8102e", "M8.8 0h2.4v5.8H20v2.4h-8.8V14H8.8V8.2H0V5.8h8.8Z"],
  ],
  us: [
    ...rows("#b22234", "#ffffff", "#b22234", "#ffffff", "#b22234", "#ffffff", "#b22234"),
    ["#3c3b6e", "M0 0h9v8H0Z"],
    ["#ffffff", "M1.5 1.5h1v1h-1Zm3 0h1v1h-1Zm2.5 0h1v1H7ZM3 3.5h1v1H3Zm2.5 0h1v1h-1ZM1.5 5.5h1v1h-1Zm3 0h1v1h-1Zm2.5 0h1v1H7Z"],
  ],
  de: rows("#000000", "#dd0000", "#ffce00"),
  at: rows("#ed2939", "#ffffff", "#ed2939"),
  hu: rows("#ce2939", "#ffffff", "#477050"),
  nl: rows("#ae1c28", "#ffffff", "#21468b"),
  lu: rows("#ed2939", "#ffffff", "#00a1de"),
  bg: rows("#ffffff", "#00966e", "#d62612"),
  lt: rows("#fdb913", "#006a44", "#c1272d"),
  ee: rows("#0072ce", "#000000", "#ffffff"),
  rs: rows("#c6363c", "#0c4076", "#ffffff"),
  ua: rows("#0057b7", "#ffd700"),
  lv: [["#9e3039", PLATE], ["#ffffff", "M0 5.6h20v2.8H0Z"]],
  es: [["#aa151b", PLATE], ["#f1bf00", "M0 3.5h20v7H0Z"]],
  it: columns("#009246", "#ffffff", "#ce2b37"),
  fr: columns("#002395", "#ffffff", "#ed2939"),
  ie: columns("#169b62", "#ffffff", "#ff883e"),
  be: columns("#000000", "#fae042", "#ed2939"),
  ro: columns("#002b7f", "#fcd116", "#ce1126"),
  ch: [["#d52b1e", PLATE], ["#ffffff", "M8.7 3h2.6v2.7H14v2.6h-2.7V11H8.7V8.3H6V5.7h2.7Z"]],
  dk: cross("#c8102e", "#ffffff"),
  se: cross("#006aa7", "#fecc00"),
  fi: cross("#ffffff", "#003580"),
  no: cross("#ba0c2f", "#ffffff", "#00205b"),
};
