/** What a simulated flight is up to. Ground truth: never written into an export. */
export interface FlightKind {
  readonly kind: SimulatedKind;
  /** Of a hundred flights, about so many. */
  readonly weight: number;
  readonly startsIn: 'US' | 'MX';
  readonly endsIn: 'US' | 'MX';
  readonly crosses: boolean;
  /** Most sorties of one aircraft in one night, batteries changed in between. */
  readonly sorties: number;
  /** Share that starts in the dark. */
  readonly night: number;
}

export const flightKinds = [
  /** Back and forth several times on one battery, landing on both sides or dropping. */
  { kind: 'shuttle', weight: 14, startsIn: 'MX', endsIn: 'MX', crosses: true, sorties: 4, night: 0.95 },
  { kind: 'return-drop', weight: 17, startsIn: 'MX', endsIn: 'MX', crosses: true, sorties: 2, night: 0.9 },
  /** Lands in the United States and stays there. */
  { kind: 'one-way-drop', weight: 6, startsIn: 'MX', endsIn: 'US', crosses: true, sorties: 1, night: 0.9 },
  /** Comes over, hovers at one to three places, goes home. */
  { kind: 'scout', weight: 14, startsIn: 'MX', endsIn: 'MX', crosses: true, sorties: 2, night: 0.7 },
  /** Along the line on the Mexican side, a few metres to a few hundred from it. */
  { kind: 'follower', weight: 12, startsIn: 'MX', endsIn: 'MX', crosses: false, sorties: 2, night: 0.7 },
  /** Comes close and turns back. */
  { kind: 'approach', weight: 10, startsIn: 'MX', endsIn: 'MX', crosses: false, sorties: 2, night: 0.8 },
  { kind: 'mexico-only', weight: 8, startsIn: 'MX', endsIn: 'MX', crosses: false, sorties: 1, night: 0.3 },
  /** Along the line on the United States' side. */
  { kind: 'patrol', weight: 7, startsIn: 'US', endsIn: 'US', crosses: false, sorties: 2, night: 0.5 },
  { kind: 'farm', weight: 8, startsIn: 'US', endsIn: 'US', crosses: false, sorties: 2, night: 0.05 },
  /** From the United States into Mexico, where it stays. */
  { kind: 'outbound', weight: 4, startsIn: 'US', endsIn: 'MX', crosses: true, sorties: 1, night: 0.9 },
] as const satisfies readonly (Omit<FlightKind, 'kind'> & { readonly kind: string })[];

export type SimulatedKind = (typeof flightKinds)[number]['kind'];

/** Other things that sensors report: never flights of a drone. */
export type OtherKind = 'bird' | 'unnamed-object' | 'manned-aircraft';

export const kindOf = (kind: SimulatedKind): FlightKind => flightKinds.find((entry) => entry.kind === kind)!;
