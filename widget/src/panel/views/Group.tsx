import { iconAlert, iconBook, iconCheck, iconChecks, iconClock, iconThumbDown, iconThumbUp } from "@shared/icons";
import type { Said } from "@shared/state/timeline";
import { Avatar, BotAvatar } from "@shared/ui/Avatar";
import { Icon } from "@shared/ui/Icon";
import type { Author } from "@shared/wire/visitor.gen";
import { useApp } from "../app.ts";
import { clock } from "../texts/formats.ts";
import { t } from "../texts/texts.ts";
import { linkify } from "./linkify.ts";
import { part } from "./part.tsx";
import { answeredSeqOf, markOf } from "./rows.ts";

const Products = part(async () => (await import("../parts/products/Products.tsx")).Products, () => null);

function Words({ text }: { readonly text: string }) {
  return (
    <>
      {linkify(text).map((piece, index) =>
        "href" in piece ? (
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

const MARKS = { sent: "mark.sent", delivered: "mark.delivered", read: "mark.read" } as const;

/** Where an own message is: waiting, sent, delivered, read, or not sent and what to do. */
function MarkLine({ said }: { readonly said: Said }) {
  const { state, act } = useApp();
  const { language, link, conversation, outgoing } = state.value;
  const time = clock(language, said.at);
  if (said.state === "failed") {
    const item = outgoing.find(({ payload }) => payload.client_id === said.client_id);
    const code = item?.state.kind === "failed" ? item.state.code : "";
    return (
      <span class="z-mark" data-state="failed" role="alert">
        <Icon shape={iconAlert} />
        {t(code === "command.too_large" ? "mark.too_large" : "mark.failed")}
        <button type="button" class="z-link p-mark" onClick={() => act.retry(said.client_id)}>
          {t("mark.retry")}
        </button>
        <button type="button" class="z-link p-mark" onClick={() => act.discard(said.client_id)}>
          {t("mark.discard")}
        </button>
      </span>
    );
  }
  if (said.state === "waiting") {
    return (
      <span class="z-mark" data-state="pending">
        {t(link === "live" ? "mark.waiting" : "mark.offline")}
        <Icon shape={iconClock} />
      </span>
    );
  }
  const current = said.conversation_id === "" || said.conversation_id === conversation?.conversation_id;
  const mark = current ? markOf(said.seq, conversation?.cursors ?? [], answeredSeqOf(conversation)) : "sent";
  return (
    <span class="z-mark" data-state={mark}>
      {t(MARKS[mark], { time })}
      <Icon shape={mark === "sent" ? iconCheck : iconChecks} />
    </span>
  );
}

/** Under an answer from the FAQ: did it help? */
function Helped({ messageId }: { readonly messageId: string }) {
  const { state, act } = useApp();
  const helpful = state.value.helpful[messageId];
  if (helpful !== undefined) {
    return (
      <p class="w-yes" role="status">
        {t(helpful ? "answer.thanks" : "answer.sorry")}
      </p>
    );
  }
  return (
    <div class="w-yes" role="group" aria-label={t("answer.helped")}>
      {t("answer.helped")}
      <button type="button" class="z-btn z-btn--sm" onClick={() => act.rateAnswer(messageId, true)}>
        <Icon shape={iconThumbUp} />
        {t("answer.yes")}
      </button>
      <button type="button" class="z-btn z-btn--sm" onClick={() => act.rateAnswer(messageId, false)}>
        <Icon shape={iconThumbDown} />
        {t("answer.no")}
      </button>
    </div>
  );
}

function Face({ author }: { readonly author: Author }) {
  const { state } = useApp();
  if (author.kind === "bot") return <BotAvatar />;
  const { conversation, availability } = state.value;
  const people = [conversation?.assignee ?? null, ...(availability?.faces ?? [])];
  const face = people.find((person) => person?.agent_id === author.id)?.face ?? "";
  return <Avatar id={author.id} name={author.name} face={face} />;
}

function Bubble({ said, tail }: { readonly said: Said; readonly tail: boolean }) {
  const { text, source, products, state } = said;
  const pending = state === "waiting" ? "pending" : state === "failed" ? "failed" : undefined;
  return (
    <>
      {text !== "" && (
        <div class={tail ? "z-msg is-tail" : "z-msg"} data-state={pending}>
          <Words text={text} />
          {source && (
            <div class="z-source">
              <Icon shape={iconBook} />
              <span>{source.question}</span>
            </div>
          )}
        </div>
      )}
      {products.length > 0 && <Products products={products} />}
    </>
  );
}

/** What one author said in a row: face, name and time once. */
export function Group({ author, said }: { readonly author: Author; readonly said: readonly Said[] }) {
  const { state } = useApp();
  const own = author.kind === "visitor";
  const bot = author.kind === "bot";
  const last = said.at(-1);
  const first = said[0];
  if (!last || !first) return null;
  const answered = last.source ? last : null;
  return (
    <div class={own ? "z-grp z-grp--out" : bot ? "z-grp z-grp--bot" : "z-grp"}>
      {!own && <Face author={author} />}
      {own ? (
        <span class="z-sr">{t("message.own")}</span>
      ) : (
        <div class="z-who">
          <b>{author.name}</b>
          {bot && <span class="z-botmark">{t("bot.mark")}</span>}
          {!bot && clock(state.value.language, first.at)}
        </div>
      )}
      {said.map((one) => (
        <Bubble key={one.key} said={one} tail={one === last} />
      ))}
      {own && said.filter(({ state: where }) => where === "failed").map((one) => <MarkLine key={one.key} said={one} />)}
      {own && last.state !== "failed" && <MarkLine said={last} />}
      {answered && <Helped messageId={answered.message_id} />}
    </div>
  );
}
