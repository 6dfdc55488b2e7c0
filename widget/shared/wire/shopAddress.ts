/** An address of the shop's, from the page the shopper is on; null when it is none of the web's. */
export function shopAddress(address: string, page: string): string | null {
  try {
    const url = new URL(address, page);
    return address !== "" && /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
