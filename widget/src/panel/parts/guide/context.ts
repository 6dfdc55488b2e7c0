import type { Language } from "@shared/i18n/translate";
import { useApp } from "../../app.ts";
import { type GuideShopper, shopperOf } from "./guideRun.ts";
import type { Running, Stand } from "./stand.ts";

export interface InGuide {
  readonly shopper: GuideShopper;
  readonly stand: Stand;
  readonly running: Running;
  readonly language: Language;
}

/** What every view of a running guide reads and does. */
export function useGuide(): InGuide {
  const app = useApp();
  const shopper = shopperOf(app);
  const stand = shopper.stand.value;
  if (!stand.running) throw new Error("a view of a guide that does not run");
  return { shopper, stand, running: stand.running, language: app.state.value.language };
}
