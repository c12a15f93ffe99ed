import { AreaIndex } from '../geo/area-index.ts';
import { type PreparedPolygon, pInside, preparePolygon } from '../geo/polygon.ts';
import { sigmaOfBoundM } from '../geo/probability.ts';
import type { Area, Completeness, Designation } from '../model/area.ts';
import type { Bbox } from '../model/position.ts';

/** `basis` of a designation whose record names no limb of the statute. */
export const basisNotStated = 'limb not stated';

/** What is known of a position and one area: surely out (P ≤ 0.05), its edge undecided, surely in (P ≥ 0.95). */
export const OUT_OF_AREA = 0;
export const AT_EDGE = 1;
export const IN_AREA = 2;
export type Membership = typeof OUT_OF_AREA | typeof AT_EDGE | typeof IN_AREA;

const membershipOf = (p: number): Membership => (p >= 0.95 ? IN_AREA : p > 0.05 ? AT_EDGE : OUT_OF_AREA);

/** One area, to be asked about many positions: what `DesignationDay.kind` knows of each before it looks at the day. */
export class AreaMembership {
  private readonly areas: PreparedAreas;

  constructor(area: Area) {
    this.areas = prepareAreas([area]);
  }

  /** Metres the area's box has to be widened by to hold every position of this σ that is not surely out. */
  reachM(sigmaM: number): number {
    return this.areas.reachM(sigmaM);
  }

  get bbox(): Bbox {
    return this.areas.polygons[0]!.bbox;
  }

  at(lng: number, lat: number, sigmaM: number): Membership {
    const { index, edgeSigmaM } = this.areas;
    if (index.find(lng, lat, this.areas.reachM(sigmaM)) === 0) return OUT_OF_AREA;
    return membershipOf(pInside(index.distancesM[0]!, sigmaM, edgeSigmaM[0]!));
  }
}

/** What is on record about designations. */
export interface DesignationRecords {
  /** Versions of areas in any order; of each area the highest version counts. */
  readonly areas: readonly Area[];
  readonly designations: readonly Designation[];
  readonly completeness: readonly Completeness[];
  /** Whether the flights judged are synthetic. Unless they are, synthetic areas and their designations are left out. */
  readonly synthetic: boolean;
}

/**
 * Where a place stands among the designations of one day, first that holds. The decided ends are 0.95 and 0.05, inclusive.
 * - `designated`: inside a designated area;
 * - `edge`: the edge of a designated area is undecided;
 * - `pending`, `pending-edge`: the same for an area whose designation is proposed;
 * - `not-known`: no statement that the list is complete, or a designation whose area is not on record;
 * - `outside`: in none, and a named person has stated that the list is complete for the sector and day.
 */
export const standingKinds = ['designated', 'edge', 'pending', 'pending-edge', 'not-known', 'outside'] as const;
export type StandingKind = (typeof standingKinds)[number];

export interface DesignationStanding {
  readonly kind: StandingKind;
  /** The record that decides; null for `not-known` and `outside`. */
  readonly area: Area | null;
  readonly designation: Designation | null;
  /** P(inside that area); null without one. */
  readonly pInside: number | null;
  /** Who stated that the list is complete, where that holds and every designation's area is on record. */
  readonly statement: Completeness | null;
  /** Designations of that day whose area is not on record, so that nobody can say what they cover. */
  readonly withoutArea: readonly Designation[];
}

/** Areas and designations made ready to be asked about many places. Build one for each version of the records. */
export class DesignationIndex {
  private readonly areas: PreparedAreas;
  private readonly designations: readonly Designation[];
  private readonly completeness: readonly Completeness[];
  private readonly days = new Map<string, DesignationDay>();

  constructor(records: DesignationRecords) {
    const newest = new Map<string, Area>();
    for (const area of records.areas) {
      const known = newest.get(area.id);
      if (known === undefined || area.version > known.version) newest.set(area.id, area);
    }
    const mayDecide = (area: Area | undefined) => area === undefined || records.synthetic || !area.synthetic;
    this.areas = prepareAreas([...newest.values()].filter(mayDecide).sort(byId));
    this.designations = records.designations.filter((it) => mayDecide(newest.get(it.areaId))).sort(byId);
    this.completeness = records.completeness.toSorted(bySpan);
  }

  /** The areas that may decide, by number: in order of id. */
  get deciding(): readonly Area[] {
    return this.areas.list;
  }

  /** @param day US Eastern calendar day */
  on(day: string): DesignationDay {
    const known = this.days.get(day);
    if (known !== undefined) return known;
    const made = new DesignationDay(this.areas, this.designations, this.completeness, day);
    if (this.days.size >= MAX_DAYS) this.days.clear();
    this.days.set(day, made);
    return made;
  }
}

/** The designations of one day. */
export class DesignationDay {
  private readonly areas: PreparedAreas;
  /** By number of the area: the designation in force, one only proposed, or none. */
  private readonly designated: readonly (Designation | null)[];
  private readonly pending: readonly (Designation | null)[];
  /** By number of the area: whether it is there that day at all. */
  private readonly present: readonly boolean[];
  private readonly withoutArea: readonly Designation[];
  private readonly statements = new Map<string, Completeness>();

  constructor(
    areas: PreparedAreas,
    designations: readonly Designation[],
    completeness: readonly Completeness[],
    day: string,
  ) {
    const valid = designations.filter((it) => covers(it, day));
    const standing = valid.filter((it) => it.status !== 'rescinded' && !isRescinded(it, valid));
    const first = (status: Designation['status']) =>
      areas.list.map((area) => standing.find((it) => it.areaId === area.id && it.status === status) ?? null);
    const known = new Set(areas.list.map((area) => area.id));
    const recorded = new Set(designations.map((it) => it.areaId));
    const recordedNow = new Set(valid.map((it) => it.areaId));
    this.areas = areas;
    this.designated = first('designated');
    this.pending = first('pending');
    this.present = areas.list.map((area) => !recorded.has(area.id) || recordedNow.has(area.id));
    this.withoutArea = standing.filter((it) => !known.has(it.areaId));
    for (const statement of completeness) {
      if (covers(statement, day) && !this.statements.has(statement.sector)) {
        this.statements.set(statement.sector, statement);
      }
    }
  }

  /** The designation that stands for an area that day: in force, else only proposed; null when there is none. */
  designationOf(areaId: string): Designation | null {
    const place = this.areas.list.findIndex(({ id }) => id === areaId);
    return place < 0 ? null : (this.designated[place] ?? this.pending[place] ?? null);
  }

  /**
   * Each area by itself: a place between two adjoining designated areas is at the edge of both.
   * @param sigmaM per-axis standard deviation of the position, metres
   * @param sector where the place is; null when not known, which no statement covers
   */
  kind(lng: number, lat: number, sigmaM: number, sector: string | null): StandingKind {
    const { index } = this.areas;
    const count = index.find(lng, lat, this.areas.reachM(sigmaM));
    let designated: Membership = OUT_OF_AREA;
    let pending: Membership = OUT_OF_AREA;
    for (let i = 0; i < count; i++) {
      const area = index.areas[i]!;
      const inForce = this.designated[area] !== null;
      if (!inForce && this.pending[area] === null) continue;
      const membership = membershipOf(pInside(index.distancesM[i]!, sigmaM, this.areas.edgeSigmaM[area]!));
      if (inForce) designated = more(designated, membership);
      else pending = more(pending, membership);
    }
    return this.kindBy(designated, pending, sector);
  }

  /** The same for a position whose areas are known already. @param membershipIn of each area by number (`DesignationIndex.deciding`) */
  kindOfMember(membershipIn: (area: number) => Membership, sector: string | null): StandingKind {
    let designated: Membership = OUT_OF_AREA;
    let pending: Membership = OUT_OF_AREA;
    for (let area = 0; area < this.areas.list.length; area++) {
      if (this.designated[area] !== null) designated = more(designated, membershipIn(area));
      else if (this.pending[area] !== null) pending = more(pending, membershipIn(area));
    }
    return this.kindBy(designated, pending, sector);
  }

  private kindBy(designated: Membership, pending: Membership, sector: string | null): StandingKind {
    if (designated !== OUT_OF_AREA) return designated === IN_AREA ? 'designated' : 'edge';
    if (pending !== OUT_OF_AREA) return pending === IN_AREA ? 'pending' : 'pending-edge';
    return this.statementFor(sector) === null ? 'not-known' : 'outside';
  }

  /** The same with the records it rests on. */
  standing(lng: number, lat: number, sigmaM: number, sector: string | null): DesignationStanding {
    const kind = this.kind(lng, lat, sigmaM, sector);
    const decides = (records: readonly (Designation | null)[]) => this.mostInside(records, lng, lat, sigmaM);
    const none = { area: null, designation: null, pInside: null };
    const decided =
      kind === 'designated' || kind === 'edge'
        ? decides(this.designated)
        : kind === 'pending' || kind === 'pending-edge'
          ? decides(this.pending)
          : none;
    return { kind, ...decided, statement: this.statementFor(sector), withoutArea: this.withoutArea };
  }

  /**
   * Ids of the areas the place is in with P ≥ 0.5 (in it or on its edge, whatever the error), in order: those with a record of
   * any status valid that day, and those that no designation ever mentions.
   */
  areasAt(lng: number, lat: number): string[] {
    return this.areas.index
      .areasNear(lng, lat, 0)
      .filter(({ area }) => this.present[area])
      .map(({ area }) => this.areas.list[area]!.id);
  }

  /** Of the areas with such a record, the one the place is most surely in; of equals the first by id. */
  private mostInside(records: readonly (Designation | null)[], lng: number, lat: number, sigmaM: number) {
    const { list, polygons, edgeSigmaM } = this.areas;
    let best: { area: Area; designation: Designation; pInside: number } | null = null;
    for (const [number, designation] of records.entries()) {
      if (designation === null) continue;
      const p = pInside(polygons[number]!.signedDistanceM(lng, lat), sigmaM, edgeSigmaM[number]!);
      if (best === null || p > best.pInside) best = { area: list[number]!, designation, pInside: p };
    }
    if (best === null) throw new Error('An area that was found is gone');
    return best;
  }

  private statementFor(sector: string | null): Completeness | null {
    if (sector === null || this.withoutArea.length > 0) return null;
    return this.statements.get(sector) ?? null;
  }
}

const more = (one: Membership, other: Membership): Membership => (other > one ? other : one);

/** Areas by number, in order of id, and their geometry. */
interface PreparedAreas {
  readonly list: readonly Area[];
  readonly polygons: readonly PreparedPolygon[];
  readonly edgeSigmaM: Float64Array;
  readonly index: AreaIndex;
  /** Distance beyond which a position of this σ is surely in or surely out of every area, metres. */
  reachM(sigmaM: number): number;
}

/** Geometry is made ready when it is asked about: a scenario knows its positions' areas already. */
function prepareAreas(list: readonly Area[]): PreparedAreas {
  const edgeSigmaM = Float64Array.from(list, (area) => sigmaOfBoundM(area.edgeAccuracyM));
  const largest = edgeSigmaM.reduce((most, sigma) => Math.max(most, sigma), 0);
  let polygons: readonly PreparedPolygon[] | null = null;
  let index: AreaIndex | null = null;
  return {
    list,
    edgeSigmaM,
    get polygons() {
      polygons ??= list.map((area) => preparePolygon(area.geometry));
      return polygons;
    },
    get index() {
      index ??= new AreaIndex(this.polygons);
      return index;
    },
    // Φ(1.65) > 0.95; the metre is for positions and edges without any error.
    reachM: (sigmaM) => 1.65 * Math.sqrt(sigmaM * sigmaM + largest * largest) + 1,
  };
}

const MAX_DAYS = 20_000;

/** Both ends inclusive; an open end is null. */
const covers = (record: { readonly from: string; readonly to: string | null }, day: string): boolean =>
  record.from <= day && (record.to === null || day <= record.to);

/** A rescission takes effect over every record of the area that began no later, even one left open. */
const isRescinded = (designation: Designation, valid: readonly Designation[]): boolean =>
  valid.some(
    (other) => other.status === 'rescinded' && other.areaId === designation.areaId && other.from >= designation.from,
  );

const bySpan = (a: Completeness, b: Completeness): number => {
  const left = `${a.from} ${a.to} ${a.statedBy}`;
  const right = `${b.from} ${b.to} ${b.statedBy}`;
  return left < right ? -1 : left > right ? 1 : a.enteredAtMs - b.enteredAtMs;
};

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
