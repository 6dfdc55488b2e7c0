import type { CallbackSlotsReply } from "@shared/wire/visitor.gen";
import { useEffect, useState } from "preact/hooks";
import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";
import { Skeleton } from "../../views/Skeleton.tsx";
import { Booked } from "./Booked.tsx";
import { Cancelled } from "./Cancelled.tsx";
import { Request } from "./Request.tsx";
import "../../../../shared/design/slots.css";
import "../../../../shared/design/flag.css";
import "../form.css";
import "./callback.css";

/** Ask for a call, see the one that is booked, move or cancel it. */
export function Callback() {
  const { state, act } = useApp();
  const { callback, link } = state.value;
  const [offer, setOffer] = useState<CallbackSlotsReply | null>(null);
  const [failed, setFailed] = useState(false);
  const [cancelled, setCancelled] = useState(false);
  const load = (): void => {
    setFailed(false);
    act.callbackSlots().then(setOffer, () => setFailed(true));
  };
  useEffect(() => {
    if (link === "live") load();
  }, [link]);

  if (callback && offer) return <Booked callback={callback} offer={offer} onCancelled={() => setCancelled(true)} />;
  if (cancelled && !callback) return <Cancelled again={() => setCancelled(false)} />;
  if (offer) return <Request offer={offer} reload={load} />;
  if (!failed && link === "live") return <Skeleton />;
  return (
    <div class="z-panel__b p-centre" role="alert">
      <p>{t("form.failed")}</p>
      <button type="button" class="z-btn z-btn--lg" onClick={load}>
        {t("failure.retry")}
      </button>
    </div>
  );
}
