/** A drawn face: skin, hair and shirt on a plate, with one of four cuts of hair. */
interface FaceColours {
  readonly plate: string;
  readonly hair: string;
  readonly skin: string;
  readonly shirt: string;
  readonly cut: "long" | "short" | "bun" | "curls";
}

/** Faces an agent can choose from, by the name that is stored with the agent. */
export const FACES: Readonly<Record<string, FaceColours>> = {
  marta: { plate: "#f0dfc4", hair: "#7a3f22", skin: "#f2c9a8", shirt: "#1f6f5c", cut: "long" },
  jan: { plate: "#dbe6ee", hair: "#2c231d", skin: "#e9b893", shirt: "#3d5a80", cut: "short" },
  ana: { plate: "#f1dfe6", hair: "#c99a4b", skin: "#f5d3b8", shirt: "#8a3f5d", cut: "bun" },
  luka: { plate: "#e3e8d6", hair: "#8c5a2b", skin: "#f0c8a4", shirt: "#5a6b2f", cut: "short" },
  zofia: { plate: "#e4dff0", hair: "#3b2a2a", skin: "#d9a27c", shirt: "#5b4a8a", cut: "curls" },
  piotr: { plate: "#f3e2d3", hair: "#9a958c", skin: "#f0c6a6", shirt: "#8a4b2a", cut: "short" },
};

/** Hair behind the head, by cut, as paths on a 64 × 64 plate. */
export const HAIR: Readonly<Record<FaceColours["cut"], string>> = {
  long: "M12 40c-3-20 4-30 20-30s23 10 20 30l-6 6H18Z",
  short: "M17 30c-2-14 5-20 15-20s17 6 15 20Z",
  bun: "M26 9a6 6 0 1 1 12 0a6 6 0 1 1 -12 0ZM15 34c-2-16 6-22 17-22s19 6 17 22Z",
  curls:
    "M14 30a7 7 0 0 1 1-11a7.5 7.5 0 0 1 8-8a9 9 0 0 1 18 0a7.5 7.5 0 0 1 8 8a7 7 0 0 1 1 11a6 6 0 0 1-3 9H17a6 6 0 0 1-3-9Z",
};

export const FRINGE = "M20 27c2-9 8-10 13-10 6 0 10 3 11 10-5-1-9-3-11-5-3 3-8 5-13 5Z";
export const SHOULDERS = "M8 64c1-13 11-17 24-17s23 4 24 17Z";
export const NECK_AND_HEAD =
  "M26 40h12v9a6 6 0 0 1-12 0ZM20 30a12 14 0 1 1 24 0a12 14 0 1 1 -24 0Z";
export const EYES =
  "M26.2 31a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0ZM35.2 31a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0Z";
export const SMILE = "M28 37c2 2 6 2 8 0";
