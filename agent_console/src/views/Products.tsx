import { useDesk } from "../app/desk.ts";
import { safeHref } from "../state/links.ts";
import type { ProductCard } from "../wire/agent.gen.ts";

/** Products under a message, as the visitor sees them there, in a line each. */
export function Products({ products }: { readonly products: readonly ProductCard[] }) {
  const { format } = useDesk();
  if (products.length === 0) return null;
  return (
    <ul class="c-products">
      {products.map(({ product_id, title, url, price, currency }) => {
        const href = safeHref(url);
        return (
          <li key={product_id}>
            {href === null ? (
              <b>{title}</b>
            ) : (
              <a href={href} target="_blank" rel="noopener noreferrer">
                {title}
              </a>
            )}
            {price !== null && <span class="z-num">{format().price(price, currency)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
