import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** This close to an edge counts as being there. */
const NEAR_PX = 48;
const TOP_PX = 160;

interface ScrollRules {
  /** The number of the oldest message shown; smaller after an older page came. */
  readonly first: number;
  readonly reachedTop: () => void;
}

/**
 * Keeps a log at its end while it is read there, and in its place when older messages come in front.
 * @param change differs whenever something at the end changed
 */
export function useScroll(
  ref: RefObject<HTMLElement | null>,
  change: string,
  { first, reachedTop }: ScrollRules,
): { end: boolean; toEnd: () => void } {
  const [end, setEnd] = useState(true);
  const atEnd = useRef(true);
  const below = useRef(0);
  const before = useRef(first);
  const onTop = useRef(reachedTop);
  onTop.current = reachedTop;

  const measure = useCallback((): void => {
    const log = ref.current;
    if (log === null) return;
    below.current = log.scrollHeight - log.scrollTop;
    atEnd.current = below.current - log.clientHeight < NEAR_PX;
    setEnd(atEnd.current);
    if (log.scrollTop < TOP_PX) onTop.current();
  }, []);

  const toEnd = useCallback((): void => {
    const log = ref.current;
    if (log === null) return;
    log.scrollTop = log.scrollHeight;
    atEnd.current = true;
    setEnd(true);
  }, []);

  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  }, [change]);

  useLayoutEffect(() => {
    const log = ref.current;
    if (log !== null && first < before.current && !atEnd.current) {
      log.scrollTop = log.scrollHeight - below.current;
    }
    before.current = first;
  }, [first]);

  useEffect(() => {
    const log = ref.current;
    if (log === null) return undefined;
    const keep = new ResizeObserver(() => (atEnd.current ? toEnd() : undefined));
    keep.observe(log);
    log.addEventListener("scroll", measure, { passive: true });
    measure();
    return () => {
      keep.disconnect();
      log.removeEventListener("scroll", measure);
    };
  }, []);

  return { end, toEnd };
}
