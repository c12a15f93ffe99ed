// published-figures.json: counts that others published, carried over once; each keeps its own unit, period, place and source.
import { join } from 'node:path';
import { readJson, referenceFolder, writeOutput } from './lib/file.mjs';

/** Counts of detections, drones, flights, sightings and incursions at the southwest border, and of designations there. */
const comparable = ['f01', 'f02', 'f03', 'f04', 'f08', 'f09', 'f11', 'f12', 'f13', 'f14', 'f16', 'f18', 'f20', 'f21'];

const folder = referenceFolder('published-figures.json');
if (folder !== null) {
  const { title, asOf, notes, sources, figures } = readJson(join(folder, '..', 'domain', 'figures.json'));
  const chosen = comparable.map((id) => figures.find((figure) => figure.id === id));
  const renamed = (id) => (id === 'seed' ? 'hsgac_2022' : id);
  const cited = new Set(chosen.flatMap(({ source }) => source));
  writeOutput(
    'published-figures.json',
    {
      schemaVersion: 1,
      title,
      asOf,
      notes: notes
        .filter((note) => !note.startsWith('Derived'))
        .map((note) =>
          note.replace('Fenceline should print its own definition beside every count.', 'Fenceline prints its own.'),
        ),
      figures: chosen.map(({ id, figure, unit, period, place, source, caveat }) => ({
        id,
        figure,
        unit,
        period,
        place,
        source: source.map(renamed),
        caveat:
          caveat === null
            ? null
            : caveat.replaceAll('The seed', 'The staff report').replaceAll('the seed', 'the staff report'),
      })),
      sources: Object.fromEntries(
        Object.entries(sources)
          .filter(([id]) => cited.has(id))
          .map(([id, source]) => [
            renamed(id),
            id === 'seed'
              ? {
                  title:
                    'HSGAC minority staff report, Addressing the Supply Chain of Synthetic Drugs in the United States',
                  url: null,
                  date: source.date,
                }
              : source,
          ]),
      ),
    },
    'pretty',
  );
}
