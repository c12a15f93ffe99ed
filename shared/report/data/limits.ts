import { countText, numberText, preciseText } from '../../format/numbers.ts';
import { durationText } from '../../format/times.ts';
import { altitudeDatums } from '../../model/conclusion.ts';
import { withholdings, withholdingWords } from '../../model/incident-words.ts';
import { principal, type ReportContext } from './context.ts';
import { sourceTag } from './records.ts';
import { join, outside, type Text, text } from './text.ts';

/** What the data cannot say, and what was assumed where it was silent. A sentence each, in order of weight. */
export function limitSentences(contexts: readonly ReportContext[]): Text[] {
  const { input } = contexts[0]!;
  return [
    ...syntheticLimits(contexts),
    ...withheldLimits(input),
    ...ofFlights(contexts, positionLimits),
    ...ofFlights(contexts, clockLimits),
    ...zoneLimits(input),
    ...ofFlights(contexts, gapLimits),
    ...readingLimits(input),
    ...recordLimits(input),
    ...lineLimits(contexts),
    text`Sensors see part of the air: no detection does not mean that nothing flew.`,
  ];
}

/** Sentences about one flight each; one that holds for every flight is said once. */
function ofFlights(contexts: readonly ReportContext[], limitsOf: (context: ReportContext) => Text[]): Text[] {
  const said = new Map<string, { readonly sentence: Text; readonly tags: string[] }>();
  for (const context of contexts) {
    for (const sentence of limitsOf(context)) {
      const key = JSON.stringify(sentence);
      const known = said.get(key) ?? { sentence, tags: [] };
      known.tags.push(context.tag ?? '');
      said.set(key, known);
    }
  }
  return [...said.values()].map(({ sentence, tags }) =>
    tags.length === contexts.length ? sentence : text`${tags.join(', ')}: ${sentence}`,
  );
}

function withheldLimits({ document }: ReportContext['input']): Text[] {
  if (document.withheld.length === 0) return [];
  const what = withholdings.filter((one) => document.withheld.includes(one)).map((one) => withholdingWords[one].label);
  return [
    text`Withheld on this copy, by choice: ${what.join('; ')}. The workspace holds what the records say of them.`,
  ];
}

function syntheticLimits(contexts: readonly ReportContext[]): Text[] {
  const { input } = contexts[0]!;
  const all: Text[] = [];
  if (input.document.synthetic || contexts.some(({ flight }) => flight.synthetic)) {
    all.push(text`The data is synthetic: made by a simulator or for an example. It is no record of a real event.`);
  }
  if (input.areas.some(({ area }) => area.synthetic)) {
    all.push(text`Some areas on this page are synthetic examples, not real areas of responsibility.`);
  }
  return all;
}

function positionLimits({ flight, path }: ReportContext): Text[] {
  const all: Text[] = [];
  if (flight.positionOrigin === 'self-reported' || flight.positionOrigin === 'mixed') {
    all.push(
      text`Positions that the aircraft reports of itself can be wrong or falsified; no sensor here measured them independently.`,
    );
  }
  if (flight.positionOrigin === 'unknown')
    all.push(text`The source does not say whether positions are self-reported or measured.`);
  if (flight.sigmaM.origin === 'default') {
    all.push(
      text`The source states no position accuracy. A standard deviation of ${numberText(flight.sigmaM.median)} m was assumed, and the grade can be at most probable (computed).`,
    );
  }
  const without = flight.detections - flight.positions;
  if (without > 0) {
    const have = without === 1 ? 'has' : 'have';
    all.push(text`${countText(without, 'detection')} of the flight ${have} no position: counted, not placed.`);
  }
  const outsideTheatre = path.distanceM.reduce((count, distance) => count + (Number.isNaN(distance) ? 1 : 0), 0);
  if (outsideTheatre > 0) {
    all.push(
      text`${countText(outsideTheatre, 'position')} lie beyond the reach of the reference line: no side is computed for them.`,
    );
  }
  const noAltitude = path.altitudeM.reduce((count, altitude) => count + (Number.isNaN(altitude) ? 1 : 0), 0);
  if (path.count > 0 && noAltitude === path.count) all.push(text`No altitude is recorded.`);
  else if (noAltitude > 0)
    all.push(text`${countText(noAltitude, 'position')} of ${numberText(path.count)} have no altitude.`);
  const unstated = altitudeDatums.indexOf('datum not stated');
  if (path.altitudeDatum.some((datum, i) => datum === unstated && !Number.isNaN(path.altitudeM[i]!))) {
    all.push(text`For some altitudes the source does not state from where they are measured.`);
  }
  return all;
}

function clockLimits({ flight, input }: ReportContext): Text[] {
  const all: Text[] = [];
  const unverified = [...new Set(flight.tracks.map(({ sensorId }) => sensorId))].filter(
    (id) => (input.sensors.find(({ sensorId }) => sensorId === id)?.clock ?? null) === null,
  );
  if (unverified.length > 0) {
    all.push(
      text`The clock of ${join(unverified.slice(0, 3).map(outside), ', ')}${unverified.length > 3 ? ` and ${unverified.length - 3} more` : ''} was not verified; an error of ${preciseText(input.settings.clockErrorS)} s was assumed.`,
    );
  }
  return all;
}

const zoneLimits = ({ sources }: ReportContext['input']): Text[] =>
  sources.flatMap(({ assumedZone }, index) =>
    assumedZone === null
      ? []
      : [text`Times in ${sourceTag(index)} state no zone; ${outside(assumedZone)} was assumed.`],
  );

function gapLimits({ gaps }: ReportContext): Text[] {
  if (gaps.length === 0) return [];
  const longest = Math.max(...gaps.map(({ seconds }) => seconds));
  return [
    text`${countText(gaps.length, 'gap')} without detections, the longest ${durationText(longest)}: what happened there is inferred, and drawn dashed.`,
  ];
}

/** What was taken about a file without anybody saying so. The zone is told with the times. */
function readingLimits({ sources }: ReportContext['input']): Text[] {
  return sources.flatMap(({ assumptions }, index) => {
    const said = assumptions.filter(({ kind }) => kind !== 'zone');
    return said.length === 0
      ? []
      : [
          text`${sourceTag(index)} was read provisionally, with no profile confirmed by a person. ${join(
            said.map(({ sentence }) => outside(sentence)),
            ' ',
          )}`,
        ];
  });
}

function recordLimits(input: ReportContext['input']): Text[] {
  return input.sources.flatMap(({ quarantined, records }, index) =>
    quarantined === 0
      ? []
      : [
          text`${numberText(quarantined)} of the ${countText(records, 'record')} in ${sourceTag(index)} could not be used; some may concern what is told here.`,
        ],
  );
}

function lineLimits(contexts: readonly ReportContext[]): Text[] {
  const { input } = principal(contexts);
  const errorM = input.place?.borderErrorM ?? null;
  const error = errorM === null ? '' : ` Error here: ${numberText(Math.ceil(errorM))} m (95 %).`;
  const all = [text`Reference line: ${input.border.notASurvey}${error}`];
  if (input.place?.sectorDisputed) {
    all.push(text`Published sources disagree on which sector this reach belongs to; the county line is used.`);
  }
  return all;
}
