import { numberText } from '../../../shared/format/numbers.ts';
import { headlineDefinitions } from '../../panels/definitions.ts';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { useAnswer } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { workspace } from '../../state/workspace.ts';
import { ScrollTable } from './ScrollTable.tsx';

/** Counts that others published beside this workspace's own: each with its own unit, period, place and source. */
export function FiguresSection() {
  const { value, failure, retry } = useAnswer('authority.published', {});
  const counts = useStore(workspace, (state) => state.status?.counts);
  if (failure !== null) return <FailureNotice failure={failure} retry={retry} />;
  if (value === null) return <Loading what="published counts" />;
  return (
    <>
      {counts !== undefined && (
        <dl className="facts">
          <dt>This workspace</dt>
          <dd>
            {numberText(counts.incursions.confirmedAtLeast)}
            {counts.incursions.confirmedAtLeast !== counts.incursions.confirmed &&
              `–${numberText(counts.incursions.confirmed)}`}{' '}
            confirmed (computed) incursions, {numberText(counts.flights)} flights.{' '}
            <span className="quiet">{headlineDefinitions.confirmed}</span>
          </dd>
        </dl>
      )}
      <ul className="reasons">
        {value.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <ScrollTable label="Counts published by others">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Id</th>
              <th scope="col">Published</th>
              <th scope="col">Unit, as published</th>
              <th scope="col">Period</th>
              <th scope="col">Place</th>
              <th scope="col">Source and caveat</th>
            </tr>
          </thead>
          <tbody>
            {value.figures.map((figure) => (
              <tr key={figure.id}>
                <th scope="row">{figure.id}</th>
                <td className="day">
                  {typeof figure.figure === 'number' ? numberText(figure.figure) : <Said text={figure.figure} />}
                </td>
                <td>
                  “<Said text={figure.unit} />”
                </td>
                <td>
                  <Said text={figure.period} />
                </td>
                <td>
                  <Said text={figure.place} />
                </td>
                <td>
                  {figure.source.map((id) => {
                    const source = value.sources[id];
                    return (
                      <p key={id}>
                        <Said text={source === undefined ? id : `${source.title}, ${source.date}`} />
                      </p>
                    );
                  })}
                  {figure.caveat !== null && (
                    <p className="quiet">
                      <Said text={figure.caveat} />
                    </p>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </>
  );
}
