import { useCallback, useRef, useState } from 'react';

/** The width of an element in CSS pixels, followed as it changes. Give `ref` to the element. */
export function useWidth(first: number): {
  readonly ref: (element: HTMLElement | null) => (() => void) | undefined;
  readonly width: number;
  /** Where the element is on the page now. */
  readonly left: () => number;
} {
  const [width, setWidth] = useState(first);
  const current = useRef<HTMLElement | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    current.current = element;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.max(40, Math.floor(entry.contentRect.width)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const left = useCallback(() => current.current?.getBoundingClientRect().left ?? 0, []);
  return { ref, width, left };
}
