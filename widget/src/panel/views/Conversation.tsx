import { iconUser } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { useApp } from "../app.ts";
import { t } from "../texts/texts.ts";
import { AsyncButton } from "./AsyncButton.tsx";
import { Composer } from "./Composer.tsx";
import { Log } from "./Log.tsx";

/** Messages, and the foot: a person is one tap away whenever the bot speaks. */
export function Conversation() {
  const { state, act } = useApp();
  const { conversation } = state.value;
  const botSpeaks = conversation === null || conversation.status === "bot";
  return (
    <>
      <Log />
      <footer class="z-panel__f">
        {botSpeaks && (
          <AsyncButton class="z-human" run={act.requestPerson}>
            <Icon shape={iconUser} />
            {t("person.talk")}
          </AsyncButton>
        )}
        <Composer />
      </footer>
    </>
  );
}
