import { EYES, FACES, FRINGE, HAIR, NECK_AND_HEAD, SHOULDERS, SMILE } from "../icons/faces";

/** A drawn face by name; nothing where there is no such face. */
export function Face({ name }: { readonly name: string }) {
  const face = FACES[name];
  if (face === undefined) return null;
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path d="M0 0h64v64H0Z" fill={face.plate} />
      <path d={HAIR[face.cut]} fill={face.hair} />
      <path d={SHOULDERS} fill={face.shirt} />
      <path d={NECK_AND_HEAD} fill={face.skin} />
      <path d={FRINGE} fill={face.hair} />
      <path d={EYES} fill="#3a2a20" />
      <path d={SMILE} fill="none" stroke="#a2503f" stroke-width="1.6" stroke-linecap="round" />
    </svg>
  );
}
