/**
 * Stands in for what socket.io's parsers use for binary data (see `vite.panel.config.ts`): the hub speaks text only,
 * and refuses everything else.
 */
export const isBinary = (): boolean => false;
export const hasBinary = (): boolean => false;

function refuse(): never {
  throw new Error("binary data");
}

export const deconstructPacket = refuse;
export const reconstructPacket = refuse;
export const decode = refuse;
