import { Filters } from './Filters.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { Layers } from './Layers.tsx';
import { Legend } from './Legend.tsx';

/** Beside the map when nothing else was chosen: what narrows it and what it shows. */
export const MapSide = () => (
  <>
    <Group title="Filters" icon="filter">
      <Filters />
    </Group>
    <Group title="Flights by coverage" icon="all">
      <Legend />
    </Group>
    <Group title="Map layers" icon="layers">
      <Layers />
    </Group>
  </>
);

const Group = ({ title, icon, children }: { title: string; icon: IconName; children: React.ReactNode }) => (
  <details className="group" open>
    <summary>
      <Icon name={icon} />
      <h2>{title}</h2>
    </summary>
    {children}
  </details>
);
