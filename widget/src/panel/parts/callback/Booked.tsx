import { iconCalendar, iconChat, iconCheck, iconClose, iconPhone } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { asCommandError } from "@shared/wire/command";
import type { CallbackSlotsReply, VisitorCallback } from "@shared/wire/visitor.gen";
import { useState } from "preact/hooks";
import { useApp } from "../../app.ts";
import { whenName } from "../../texts/formats.ts";
import { t } from "../../texts/texts.ts";
import { AsyncButton } from "../../views/AsyncButton.tsx";
import { wrongOf } from "./Request.tsx";
import { Times } from "./Times.tsx";

interface Props {
  readonly callback: VisitorCallback;
  readonly offer: CallbackSlotsReply;
  readonly onCancelled: () => void;
}

function Move({ callback, offer, done }: Omit<Props, "onCancelled"> & { readonly done: () => void }) {
  const { state, act } = useApp();
  const { language } = state.value;
  const [chosen, setChosen] = useState<number | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const move = async (): Promise<void> => {
    if (chosen === null) return setWrong(t("callback.choose"));
    try {
      await act.moveCallback(callback.callback_id, chosen);
      done();
    } catch (reason) {
      const { code, field } = asCommandError(reason);
      const why = wrongOf(code, field);
      setWrong(t(why === "phone" || why === "consent" || why === "time" ? "form.failed" : why));
    }
  };
  const when = chosen === null ? null : whenName(language, chosen, Date.now());
  return (
    <>
      <div class="z-panel__b">
        <div class="w-sec">
          <Times slots={offer.slots} chosen={chosen} choose={setChosen} />
        </div>
      </div>
      <footer class="z-panel__f">
        {wrong !== null && (
          <p class="z-error p-under" role="alert">
            {wrong}
          </p>
        )}
        <div class="w-foot p-stack">
          <AsyncButton class="z-btn z-btn--primary z-btn--lg p-wrap" run={move}>
            {when ? t("callback.move_submit", { when }) : t("callback.choose")}
          </AsyncButton>
          <button type="button" class="z-btn z-btn--ghost z-btn--lg" onClick={done}>
            {t("callback.keep")}
          </button>
        </div>
      </footer>
    </>
  );
}

/** The call that is booked: when, where, what about; and the ways to change it. */
export function Booked({ callback, offer, onCancelled }: Props) {
  const { state, act } = useApp();
  const { language } = state.value;
  const [moving, setMoving] = useState(false);
  if (moving) return <Move callback={callback} offer={offer} done={() => setMoving(false)} />;
  const { wanted_at, phone, topic, reference } = callback;
  return (
    <>
      <div class="z-panel__b">
        <div class="w-sec">
          <div class="w-done" role="status">
            <span class="w-done__ic">
              <Icon shape={iconCheck} />
            </span>
            <span class="w-big p-when__big">
              {wanted_at === null ? t("callback.done_soon") : whenName(language, wanted_at, Date.now())}
            </span>
            <p class="z-muted">{t("callback.done")}</p>
          </div>
          <div class="w-sum">
            <div>
              <Icon shape={iconPhone} />
              <span>
                <bdi>{phone}</bdi>
                <small>{t("callback.reference", { reference })}</small>
              </span>
            </div>
            {topic !== "" && (
              <div>
                <Icon shape={iconChat} />
                <span>{topic}</span>
              </div>
            )}
          </div>
          <div class="p-pair">
            <button type="button" class="z-btn z-btn--lg" onClick={() => setMoving(true)}>
              <Icon shape={iconCalendar} />
              {t("callback.move")}
            </button>
            <AsyncButton
              class="z-btn z-btn--lg z-btn--danger-quiet"
              run={async () => {
                await act.cancelCallback(callback.callback_id);
                onCancelled();
              }}
            >
              <Icon shape={iconClose} />
              {t("callback.cancel")}
            </AsyncButton>
          </div>
        </div>
      </div>
      <footer class="z-panel__f">
        <div class="w-foot">
          <button type="button" class="z-btn z-btn--soft z-btn--lg" onClick={act.goBack}>
            {t("callback.return")}
          </button>
        </div>
      </footer>
    </>
  );
}
