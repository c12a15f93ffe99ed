import { type ReactNode, useId, useState } from 'react';

/**
 * Words with an explanation that shows on hover, on focus and on a tap, stays while the pointer is on it and goes with Escape
 * (WCAG 1.4.13).
 */
export function Tip({ tip, children, className }: { tip: ReactNode; children: ReactNode; className?: string }) {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <span
      className={`tip ${className ?? ''}`}
      onPointerEnter={() => setShown(true)}
      onPointerLeave={() => setShown(false)}
    >
      <button
        type="button"
        className="tip-words"
        aria-describedby={id}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onClick={() => setShown(true)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setShown(false);
        }}
      >
        {children}
      </button>
      <span role="tooltip" id={id} className="tip-box" hidden={!shown}>
        {tip}
      </span>
    </span>
  );
}
