import type { ReactNode } from 'react';

/** A table that may be wider than the page: it scrolls by itself, by keyboard too. */
export const ScrollTable = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse (WCAG 2.1.1).
  <section className="table-scroll" aria-label={label} tabIndex={0}>
    {children}
  </section>
);
