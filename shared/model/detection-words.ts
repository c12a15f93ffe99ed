import type { Evidence, PositionOrigin, SensorKind } from './detection.ts';

// Words for the closed lists of `detection.ts`, alike in the window, on the page and at the command line.

export interface EvidenceWord {
  /** Fits a table cell. */
  readonly label: string;
  readonly meaning: string;
}

export const evidenceWords: Readonly<Record<Evidence, EvidenceWord>> = {
  'uas-identified': {
    label: 'UAS identified',
    meaning: 'A protocol, a serial, Remote ID or imagery on the record says that it is an unmanned aircraft.',
  },
  'uas-by-class': {
    label: 'UAS by sensor class',
    meaning: 'The sensor’s own classifier says that it is an unmanned aircraft; nothing on the record identifies it.',
  },
  unidentified: { label: 'unidentified object', meaning: 'Nothing on the record says what it is.' },
  manned: { label: 'manned aircraft', meaning: 'The record says that it is a manned aircraft.' },
  'not-uas': { label: 'not a UAS', meaning: 'The record says that it is something else.' },
  cooperative: {
    label: 'cooperative traffic',
    meaning: 'Reported by its own equipment (ADS-B, own log): compared for deconfliction, never counted.',
  },
};

/** Where the positions of a flight come from; *mixed* and *unknown* included. */
export const positionOriginWords: Readonly<Record<PositionOrigin | 'mixed', string>> = {
  'self-reported': 'self-reported by the aircraft',
  measured: 'measured by a sensor',
  derived: 'derived from other measurements',
  'sensor-substitute': 'the sensor’s own position in place of the aircraft’s',
  mixed: 'partly self-reported by the aircraft, partly measured by a sensor',
  unknown: 'origin of the positions not stated',
};

export const sensorKindWords: Readonly<Record<SensorKind, string>> = {
  unknown: 'sensor of unstated kind',
  radar: 'radar',
  rf: 'radio-frequency receiver',
  'remote-id': 'Remote ID receiver',
  droneid: 'DJI DroneID receiver',
  camera: 'camera',
  acoustic: 'acoustic sensor',
  human: 'human observer',
  adsb: 'ADS-B receiver',
  fusion: 'fusion system',
  'own-log': 'own flight log',
};
