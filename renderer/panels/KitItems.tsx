import type { Reply } from '../../shared/contract/contract.ts';
import { Said } from './Said.tsx';

type Item = Reply<'kits.show'>['items'][number];

const partWords: Readonly<Record<string, string>> = {
  areas: 'Area',
  designations: 'Designation',
  completeness: 'Statement of completeness',
  authority: 'Authority table',
  profiles: 'Sensor profile',
};

const changeWords: Readonly<Record<Item['change'], string>> = {
  new: 'new here',
  changed: 'replaces what is here',
  same: 'the same here',
  older: 'older than what is here',
};

/** What a kit holds, item by item, and what importing it would do. */
export const KitItems = ({ items }: { readonly items: readonly Item[] }) =>
  items.length === 0 ? (
    <p>It holds nothing.</p>
  ) : (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse (WCAG 2.1.1).
    <section className="table-scroll" aria-label="What the kit holds" tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Name</th>
            <th scope="col">Here</th>
            <th scope="col">Version, days, source</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.part} ${item.name} ${item.detail}`}>
              <td>{partWords[item.part] ?? item.part}</td>
              <td>
                <Said text={item.name} />
              </td>
              <td>{item.change === 'same' ? changeWords.same : <strong>{changeWords[item.change]}</strong>}</td>
              <td className="quiet">
                <Said text={item.detail} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
