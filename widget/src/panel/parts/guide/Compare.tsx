import { iconCheck, iconClose, iconHalf, iconHelp } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { Measure } from "@shared/ui/Measure";
import type { Match } from "@shared/wire/visitor.gen";
import type { ComponentChildren } from "preact";
import { t } from "../../texts/texts.ts";
import { percent } from "../products/money.ts";
import { answerTo, counted } from "./answers.ts";
import { useGuide } from "./context.ts";
import { idOf } from "./order.ts";
import { deliveryWords, MatchRing, Picture, Price, ratingWords, ShopLink, stockWords } from "./ProductRow.tsx";
import { reasonOf } from "./reasons.ts";
import { tenths } from "./shares.ts";
import "./compare.css";

const ICONS = {
  met: iconCheck,
  partly: iconHalf,
  "not met": iconClose,
  unknown: iconHelp,
  required: iconCheck,
} as const;

/** Up to four products side by side: the same fit reads the same, to a tenth of a point. */
export function Compare() {
  const { stand, running, language } = useGuide();
  const matches = running.matches.filter((match) => stand.compared.includes(idOf(match)));
  const best = matches[0];
  const shares = tenths(running.view, running.answers);
  const pointsOf = (match: Match, attr: string): number => {
    const fit = match.fits.find((one) => one.attr === attr);
    return Math.round((shares.get(attr) ?? 0) * (fit?.fit ?? 0)) / 10;
  };
  const decimal = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const row = (label: ComponentChildren, cell: (match: Match) => ComponentChildren) => (
    <tr>
      {label === null ? <td /> : <th scope="row">{label}</th>}
      {matches.map((match) => (
        <td key={idOf(match)} class={match === best ? "is-best" : undefined}>
          {cell(match)}
        </td>
      ))}
    </tr>
  );
  return (
    <div class="g-compare" tabIndex={0} role="region" aria-label={t("guide.compare_label")}>
      <table class="v-cmp">
        <thead>
          <tr>
            <th scope="col">{t("guide.criterion")}</th>
            {matches.map((match) => (
              <th key={idOf(match)} scope="col" class={match === best ? "is-best" : undefined}>
                <span class="g-col">
                  <Picture product={match.product} />
                  <MatchRing match={match} size="sm" />
                </span>
                <b>{match.product.title}</b>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counted(running.view, running.answers).map((criterion) => {
            const { attr, label } = criterion;
            const answer = answerTo(running.answers, attr);
            const weight = answer?.must ? t("guide.is_must") : percent(language, answer?.importance ?? 0);
            return row(
              <>
                {label} <small class="g-weight">{weight}</small>
              </>,
              (match) => {
                const fit = match.fits.find((one) => one.attr === attr);
                if (!fit) return null;
                return (
                  <>
                    <span class="g-cell">
                      <span class="g-fit" data-fit={fit.reason}>
                        <Icon shape={ICONS[fit.reason]} />
                        {reasonOf({ fit, criterion }, language)}
                      </span>
                      {!answer?.must && <b>+{decimal.format(pointsOf(match, attr))}</b>}
                    </span>
                    {!answer?.must && <Measure segments={[{ id: attr, weight: 1, fit: fit.fit }]} />}
                  </>
                );
              },
            );
          })}
          {row(t("guide.total"), (match) => {
            const sum = [...shares.keys()].reduce((total, attr) => total + pointsOf(match, attr), 0);
            return <b>{percent(language, shares.size > 0 ? Math.round(10 * sum) / 10 : match.percent, 1)}</b>;
          })}
          {row(t("guide.price"), ({ product }) => (
            <Price product={product} />
          ))}
          {row(t("guide.stock"), ({ product }) => stockWords(product))}
          {row(t("guide.delivery"), ({ product }) => deliveryWords(product, { language }))}
          {row(t("guide.rating"), ({ product }) => ratingWords(product))}
          {row(null, (match) => (
            <ShopLink product={match.product} primary={match === best} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
