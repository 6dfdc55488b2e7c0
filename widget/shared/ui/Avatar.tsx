import { FACES } from "../icons/faces";
import { Face } from "./Face";
import { BotBell } from "./Logo";

type AvatarSize = "xs" | "sm" | "md" | "lg" | "xl";

interface AvatarProps {
  /** Decides the tint: the same person has the same tint everywhere. */
  readonly id: string;
  readonly name: string;
  /** Name of a drawn face; initials where it is empty or unknown. */
  readonly face?: string;
  readonly size?: AvatarSize;
  /** Presence dot; the words for it stand elsewhere. */
  readonly presence?: "on" | "away" | "off";
}

const TINTS = 6;

/** Tint 1 to 6 for an id: FNV-1a over its UTF-16 units, so that it is stable between visits. */
export function tintOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  return ((hash >>> 0) % TINTS) + 1;
}

/** Up to two initials of a name: "Marta Kos" gives MK, "Jan" gives J. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map((word) => [...(word ?? "")][0] ?? "").join("").toLocaleUpperCase();
}

/** A person's face or initials. Decorative: the name always stands next to it. */
export function Avatar({ id, name, face = "", size = "md", presence }: AvatarProps) {
  const drawn = face in FACES;
  const classes = ["z-av", size !== "md" && `z-av--${size}`, drawn && "z-av--face"];
  const dot = presence === undefined || presence === "off" ? "" : ` z-dot--${presence}`;
  return (
    <span class={classes.filter(Boolean).join(" ")} data-tint={tintOf(id)} aria-hidden="true">
      {drawn ? <Face name={face} /> : initialsOf(name)}
      {presence !== undefined && <i class={`z-dot${dot}`} />}
    </span>
  );
}

/** The bot's face: a bell on a rounded square, never mistaken for a person. */
export function BotAvatar({ size = "md" }: { readonly size?: AvatarSize }) {
  const classes = `z-av z-av--bot${size === "md" ? "" : ` z-av--${size}`}`;
  return (
    <span class={classes} aria-hidden="true">
      <BotBell />
    </span>
  );
}
