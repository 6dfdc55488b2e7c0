import { useEffect, useState } from "preact/hooks";
import * as icons from "@shared/icons/criteria.ts";
import { iconClock, iconCoins, iconGear, iconList, iconSend, iconSliders, iconSpark, type IconShape } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { Ring } from "@shared/ui/Ring.tsx";
import { shopAddress } from "@shared/wire/shopAddress.ts";
import { useDesk, useMe } from "../app/desk.ts";
import { textsOf } from "../app/texts.ts";
import type { Conversation } from "../state/conversation.ts";
import type { GuideAnswerOutput, GuideCriterion, GuideLive, Match } from "../wire/agent.gen.ts";
import { SideSection } from "./SideSection.tsx";

const BEST = 3;
const ICONS: Readonly<Record<string, IconShape>> = { ...icons, iconClock, iconCoins, iconGear, iconList, iconSpark };

/** Their way through the guide, live: what matters to them, and what fits best. */
export function GuideSection({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useDesk();
  const { guide: live } = conversation;
  const [moved, setMoved] = useState<Moved | null>(null);
  if (live === null) return null;
  const { guide, run } = live;
  return (
    <SideSection
      icon={iconSliders}
      title={t("guide.title", { name: guide.name || guide.title })}
      aside={
        <span class={`z-badge${run.finished ? "" : " z-badge--success"}`}>
          {t(run.finished ? "guide.finished" : "guide.live")}
        </span>
      }
    >
      <div class="c-guide">
        {run.answers
          .filter((answer) => !answer.skipped)
          .map((answer) => (
            <Importance key={answer.attr} answer={answer} live={live} conversation={conversation} onMoved={setMoved} />
          ))}
      </div>
      <div role="status">
        {moved !== null && moved.runId === run.run_id && (
          <p class="z-callout z-callout--brand">{t("guide.you_changed", moved.words)}</p>
        )}
      </div>
      <p class="z-faint">{t("guide.fitting", { count: run.count })}</p>
      <div class="c-matches">
        {run.matches.slice(0, BEST).map((match) => (
          <MatchLine key={match.product.product_id} match={match} conversation={conversation} />
        ))}
      </div>
    </SideSection>
  );
}

/** What I changed last, for the line that says so. */
interface Moved {
  readonly runId: string;
  readonly words: { readonly name: string; readonly from: string; readonly to: string };
}

interface ImportanceProps {
  readonly answer: GuideAnswerOutput;
  readonly live: GuideLive;
  readonly conversation: Conversation;
  readonly onMoved: (moved: Moved) => void;
}

/** One criterion with its importance; moving it nudges the list, and the visitor sees who did. */
function Importance({ answer, live, conversation, onMoved }: ImportanceProps) {
  const { t, link, dispatch, toasts } = useDesk();
  const [value, setValue] = useState(answer.importance);
  useEffect(() => setValue(answer.importance), [answer.importance]);
  const criterion = live.guide.criteria.find((one) => one.attr === answer.attr);
  const label = criterion?.label ?? answer.attr;
  const nudge = (importance: number): void => {
    if (importance === answer.importance) return;
    link.send("guide.nudge", { run_id: live.run.run_id, answer: { ...answer, importance } }).then(
      ({ run }) => {
        const from = t("guide.percent", { percent: answer.importance });
        const to = t("guide.percent", { percent: importance });
        onMoved({ runId: live.run.run_id, words: { name: label, from, to } });
        dispatch({ kind: "guide_ranked", conversation_id: conversation.conversation_id, run });
      },
      () => {
        setValue(answer.importance);
        toasts.say(t("error.unknown"));
      },
    );
  };
  return (
    <div class="c-adv">
      <Icon shape={iconOf(criterion)} />
      <span class="z-trunc" title={label}>
        {label}
      </span>
      <input
        class="z-range z-range--sm"
        type="range"
        min={0}
        max={100}
        step={5}
        value={value}
        style={{ "--v": String(value) }}
        aria-label={t("guide.importance", { name: label })}
        aria-valuetext={t("guide.percent", { percent: value })}
        onInput={(event) => setValue(event.currentTarget.valueAsNumber)}
        onChange={(event) => nudge(event.currentTarget.valueAsNumber)}
      />
      <span class="n">{answer.must ? t("guide.must") : t("guide.percent", { percent: value })}</span>
    </div>
  );
}

function iconOf(criterion: GuideCriterion | undefined): IconShape {
  const name = criterion?.icon ?? "";
  return ICONS[`icon${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? iconSliders;
}

interface MatchProps {
  readonly match: Match;
  readonly conversation: Conversation;
}

function MatchLine({ match, conversation }: MatchProps) {
  const { t, writing, format } = useDesk();
  const me = useMe();
  const { product, percent, percent_max: max } = match;
  const mine = conversation.status === "assigned" && conversation.assignee?.agent_id === me.agent_id;
  // In the visitor's language, not in mine.
  const words = textsOf(conversation.language)("guide.recommends", { name: product.title });
  const label = max > percent ? t("guide.percent_to", { percent, max }) : t("guide.percent", { percent });
  const name = product.title;
  const picture = shopAddress(product.image, conversation.visitor.page?.url ?? "");
  return (
    <div class="c-match">
      <Ring percent={percent} upTo={max} size="sm" label={label} />
      {picture !== null && (
        <span class="z-pcard__pic c-match__pic">
          <img src={picture} alt="" width="32" height="32" loading="lazy" />
        </span>
      )}
      <span class="z-grow">
        <b class="z-trunc">{name}</b>
        {product.price !== null && <span class="z-faint">{format().price(product.price, product.currency)}</span>}
      </span>
      {mine && (
        <button
          type="button"
          class="z-btn z-btn--sm z-btn--ghost z-btn--icon"
          aria-label={t("guide.send", { name })}
          onClick={() => writing.recommend(conversation.conversation_id, product.product_id, words)}
        >
          <Icon shape={iconSend} />
        </button>
      )}
    </div>
  );
}
