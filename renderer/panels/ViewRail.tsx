import { useStore } from '../state/store.ts';
import { showView, view } from '../state/view.ts';
import { views } from '../views/registry.ts';
import { Icon } from './Icon.tsx';

/** At the left edge: what a person can turn to. */
export function ViewRail() {
  const viewId = useStore(view, (state) => state.viewId);
  return (
    <nav className="view-rail" aria-label="Views">
      {views.map(({ id, label, icon }) => (
        <button key={id} type="button" aria-current={id === viewId ? 'page' : undefined} onClick={() => showView(id)}>
          <Icon name={icon} />
          {label}
        </button>
      ))}
    </nav>
  );
}
