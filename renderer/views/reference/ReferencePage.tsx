import { useEffect } from 'react';
import { useStore } from '../../state/store.ts';
import { view } from '../../state/view.ts';
import { sections } from './sections.ts';

/** What every flight of the workspace is judged by, where it comes from, and how it is changed. */
export function ReferencePage() {
  const goTo = useStore(view, (state) => state.referenceSection);
  useEffect(() => {
    if (goTo === null) return;
    const section = document.getElementById(`reference-${goTo}`);
    section?.scrollIntoView();
    section?.focus({ preventScroll: true });
    view.set({ referenceSection: null });
  }, [goTo]);
  return (
    <div className="reference-page">
      <nav aria-label="Reference data">
        <ul>
          {sections.map(({ id, label }) => (
            <li key={id}>
              <a href={`#reference-${id}`}>{label}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="reference-sections">
        <h2>Reference data</h2>
        {sections.map(({ id, label, Section }) => (
          <section key={id} id={`reference-${id}`} aria-labelledby={`reference-${id}-title`} tabIndex={-1}>
            <h3 id={`reference-${id}-title`}>{label}</h3>
            <Section />
          </section>
        ))}
      </div>
    </div>
  );
}
