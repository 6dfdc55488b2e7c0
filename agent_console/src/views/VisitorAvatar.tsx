import { Avatar } from "@shared/ui/Avatar.tsx";

interface VisitorAvatarProps {
  readonly id: string;
  /** Empty while nobody knows it; then the last two digits of the number stand for it. */
  readonly name: string;
  readonly number: number;
  readonly size?: "sm" | "md" | "lg";
  readonly online?: boolean;
}

/** A visitor's initials; who has no name yet can still be told apart. */
export function VisitorAvatar({ id, name, number, size = "md", online = false }: VisitorAvatarProps) {
  const digits = [...String(number).slice(-2)].join(" ");
  return (
    <Avatar id={id} name={name === "" ? digits : name} size={size} {...(online ? { presence: "on" as const } : {})} />
  );
}
