import { z } from 'zod';
import type { Flight } from '../../model/conclusion.ts';
import type { Evidence, IdentityFields } from '../../model/detection.ts';
import { serialInference } from '../../model/identity.ts';
import type { ReportContext } from './context.ts';
import { printedPosition } from './place.ts';
import { distinct } from './wording.ts';

/** What was seen and on whose word. */
export const aircraftSchema = z.strictObject({
  makeModel: z.string().nullable(),
  /** Stated identities as recorded, strongest first; `basis` says on whose word. */
  identities: z.array(
    z.strictObject({ kind: z.string(), basis: z.string(), values: z.array(z.string()), more: z.number() }),
  ),
  evidence: z.string(),
  positionOrigin: z.string(),
  sigma: z.string(),
  /** The operator and the launch place by the records; `withheld` says that there is something which this copy leaves out. */
  operator: z.strictObject({
    withheld: z.boolean(),
    ids: z.array(z.string()),
    places: z.array(z.strictObject({ kind: z.string(), position: z.tuple([z.number(), z.number()]) })),
    more: z.number().int().nonnegative(),
  }),
});
export type AircraftData = z.infer<typeof aircraftSchema>;

const mostValues = 4;

export function aircraftData({ flight, input }: ReportContext): AircraftData {
  const kinds: [keyof IdentityFields, string, string][] = [
    ['uasSerial', 'Serial', 'self-reported by the aircraft'],
    ['uasRegId', 'Registration', 'self-reported by the aircraft'],
    ['uasUtmId', 'UTM identifier', 'self-reported by the aircraft'],
    ['uasSessionId', 'Session identifier', 'self-reported by the aircraft'],
    ['icao24', 'ICAO address', 'self-reported by the aircraft'],
    ['callsign', 'Callsign', 'as received'],
    ['transmitterMac', 'Transmitter address', 'as received'],
    ['sourceTrackKey', 'Sensor track key', "the sensor's own, no identity of the aircraft"],
  ];
  return {
    makeModel: flight.makeModel,
    identities: kinds.flatMap(([field, kind, basis]) => {
      const values = distinct(input.identities, field);
      if (values.length === 0) return [];
      const inference = field === 'uasSerial' ? serialInference(values) : null;
      return [
        {
          kind,
          basis: inference === null ? basis : `${basis}; ${inference}`,
          values: values.slice(0, mostValues),
          more: Math.max(0, values.length - mostValues),
        },
      ];
    }),
    evidence: evidenceWords[flight.evidence],
    positionOrigin: originWords[flight.positionOrigin],
    sigma: sigmaWords(flight),
    operator: operatorData(input),
  };
}

function operatorData({ operator: { ids, places }, document }: ReportContext['input']): AircraftData['operator'] {
  if (document.withheld.includes('operator')) {
    return { withheld: ids.length + places.length > 0, ids: [], places: [], more: 0 };
  }
  return {
    withheld: false,
    ids: ids.slice(0, mostValues),
    places: places.slice(0, mostValues).map(({ kind, position }) => ({ kind, position: printedPosition(position) })),
    more: Math.max(0, ids.length - mostValues) + Math.max(0, places.length - mostValues),
  };
}

const evidenceWords: Readonly<Record<Evidence, string>> = {
  'uas-identified': 'UAS identified: a protocol, serial, Remote ID or imagery says so',
  'uas-by-class': "UAS by sensor class: the sensor's classifier says so",
  unidentified: 'unidentified object',
  manned: 'manned aircraft, by the record',
  'not-uas': 'not a UAS, by the record',
  cooperative: 'cooperative traffic, by its own equipment',
};

const originWords: Readonly<Record<Flight['positionOrigin'], string>> = {
  'self-reported': 'self-reported by the aircraft',
  measured: 'measured by a sensor',
  mixed: 'partly self-reported by the aircraft, partly measured by a sensor',
  unknown: 'not stated whether self-reported or measured',
};

/** The position error that the computation used, and where it came from. */
function sigmaWords({ sigmaM }: Flight): string {
  const value = `${Math.round(sigmaM.median)} m (median standard deviation per axis)`;
  switch (sigmaM.origin) {
    case 'record':
      return `${value}, stated in the records`;
    case 'profile':
      return `${value}, from the sensor's profile`;
    case 'default':
      return `${value}, assumed: the source states none`;
  }
}
