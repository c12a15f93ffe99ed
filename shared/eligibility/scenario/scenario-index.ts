import { metresPerDegreeLat, metresPerDegreeLng } from '../../geo/ellipsoid.ts';
import type { Area } from '../../model/area.ts';
import type { FlightClass, FlightPath, Grade } from '../../model/conclusion.ts';
import { IN_INCURSION, IN_NONE, type JudgedPath, NO_SECTOR } from '../../model/judged-path.ts';
import { coverageStates } from '../../model/lists.ts';
import type { AuthorityTable } from '../authority-table.ts';
import { coverageOfKind, hasNoAuthority } from '../coverage.ts';
import {
  AreaMembership,
  DesignationIndex,
  type DesignationRecords,
  type Membership,
  OUT_OF_AREA,
} from '../designations.ts';
import { easternDay } from '../eastern-day.ts';
import { Growing } from './growing.ts';

/** A flight as the index takes it in. */
export interface ScenarioFlightInput {
  readonly id: string;
  readonly objectName: string;
  /** UTC milliseconds. */
  readonly firstMs: number;
  readonly class: FlightClass;
  readonly grade: Grade | null;
  readonly sector: string | null;
  readonly incursions: readonly {
    readonly id: string;
    readonly firstMs: number;
    readonly grade: Grade;
    readonly sector: string | null;
  }[];
  readonly path: Pick<FlightPath, 'count' | 'timeMs' | 'lng' | 'lat' | 'coverage'>;
  /** See `gapsAfter`. */
  readonly gapAfter: Uint8Array;
  readonly judged: JudgedPath;
}

/** A flight of the index, with its presences: slots `firstSlot` to `firstSlot + slots - 1`. */
export interface IndexedFlight extends Omit<ScenarioFlightInput, 'path' | 'gapAfter' | 'judged'> {
  readonly firstSlot: number;
  readonly slots: number;
  /** Class of the position whose state a flight without any time in the US has. */
  readonly probe: number;
}

/** What positions of a slot count for: an incursion of the flight, by place, or null for a presence that is none. */
export interface Slot {
  readonly flight: number;
  readonly incursion: number | null;
  /** Position whose state an incursion without any time has; −1 for other presences. */
  readonly probe: number;
}

/** Positions that no set of designations can tell apart: in the same areas, in one sector, on one day. */
interface PositionClass {
  readonly sector: string | null;
  readonly day: string;
  /** Areas the positions are in or at the edge of: number of the geometry → membership. */
  readonly members: ReadonlyMap<number, Membership>;
}

/** Classes below this have the coverage state of their number, whatever is supposed: see `coverageStates`; the last is "no state". */
const FIXED_CLASSES = coverageStates.length + 1;
const NO_STATE_CLASS = coverageStates.length;
const NO_AUTHORITY = coverageStates.indexOf('no-authority');

/** Time of one slot in one class, in halves of milliseconds that are exact in a double. */
export interface Cells {
  /** First cell of every slot, and one past the last. */
  readonly firstCell: Uint32Array;
  readonly class: Uint32Array;
  readonly observedMs: Float64Array;
  readonly inferredMs: Float64Array;
}

/**
 * All presences in the United States, ready to be judged by any number of scenarios. Which areas each position is in is worked
 * out once for each area geometry; positions that no scenario can tell apart become one class, their time one cell. A scenario
 * is then a state for every class. The answers are those of concluding every flight again, which a test holds against it.
 */
export class ScenarioIndex {
  readonly flights: IndexedFlight[] = [];
  readonly slots: Slot[] = [];
  readonly #lng = new Growing((length) => new Float64Array(length));
  readonly #lat = new Growing((length) => new Float64Array(length));
  readonly #sigmaM = new Growing((length) => new Float64Array(length));
  readonly #slot = new Growing((length) => new Uint32Array(length));
  readonly #observedMs = new Growing((length) => new Float64Array(length));
  readonly #inferredMs = new Growing((length) => new Float64Array(length));
  readonly #class = new Growing((length) => new Uint32Array(length));
  readonly #classes: PositionClass[] = [];
  readonly #classOf = new Map<string, number>();
  readonly #geometries = new Map<string, number>();
  readonly #days = new Map<number, string>();
  #largestSigmaM = 0;
  #cells: Cells | null = null;

  /** Positions that are asked about, and those that have a state of their own. */
  get positions(): number {
    return this.#slot.length;
  }

  /** Takes in a flight; one without a presence in the US is left out, as no scenario changes it. */
  add(input: ScenarioFlightInput): void {
    const { path, gapAfter, judged, ...flight } = input;
    if (this.#geometries.size > 0) throw new Error('A flight cannot be added once the positions are sorted by area');
    if (judged.decidedBy === null) return;
    const number = this.flights.length;
    const firstSlot = this.slots.length;
    // Slot of every code of `presence`: that of presences which are no incursions is the last one.
    input.incursions.forEach((_, incursion) => {
      this.slots.push({ flight: number, incursion, probe: judged.moments[incursion]!.position });
    });
    this.slots.push({ flight: number, incursion: null, probe: -1 });
    const slotOf = (code: number): number =>
      code >= IN_INCURSION ? firstSlot + code - IN_INCURSION : firstSlot + input.incursions.length;

    const question = new Map<number, number>();
    judged.asked.forEach((position, i) => void question.set(position, i));
    const probes = new Map<number, number>();
    for (const probe of [judged.decidedBy, ...judged.moments.map(({ position }) => position)]) probes.set(probe, -1);

    for (let i = 0; i < path.count; i++) {
      const code = judged.presence[i]!;
      if (code === IN_NONE && !probes.has(i)) continue;
      let observed = 0;
      let inferred = 0;
      if (code !== IN_NONE) {
        if (i > 0) {
          const half = (path.timeMs[i]! - path.timeMs[i - 1]!) / 2;
          if (gapAfter[i - 1] === 1) inferred += half;
          else observed += half;
        }
        if (i + 1 < path.count) {
          const half = (path.timeMs[i + 1]! - path.timeMs[i]!) / 2;
          if (gapAfter[i] === 1) inferred += half;
          else observed += half;
        }
      }
      const asked = question.get(i);
      const positionClass =
        asked === undefined
          ? Math.min(path.coverage[i]!, NO_STATE_CLASS)
          : this.#firstClassOf(path.timeMs[i]!, judged.sector[asked]!, judged.sectors);
      if (probes.has(i)) probes.set(i, this.#slot.length);
      this.#lng.push(path.lng[i]!);
      this.#lat.push(path.lat[i]!);
      const sigmaM = asked === undefined ? 0 : judged.sigmaM[asked]!;
      this.#sigmaM.push(sigmaM);
      this.#largestSigmaM = Math.max(this.#largestSigmaM, sigmaM);
      this.#slot.push(slotOf(code === IN_NONE ? IN_INCURSION + input.incursions.length : code));
      this.#observedMs.push(observed);
      this.#inferredMs.push(inferred);
      this.#class.push(positionClass);
    }
    for (let slot = firstSlot; slot < this.slots.length; slot++) {
      const { probe } = this.slots[slot]!;
      if (probe >= 0) this.slots[slot] = { ...this.slots[slot]!, probe: probes.get(probe)! };
    }
    this.flights.push({
      ...flight,
      firstSlot,
      slots: this.slots.length - firstSlot,
      probe: probes.get(judged.decidedBy)!,
    });
    this.#cells = null;
  }

  #firstClassOf(timeMs: number, sector: number, sectors: readonly string[]): number {
    const hour = Math.floor(timeMs / 3_600_000);
    let day = this.#days.get(hour);
    if (day === undefined) {
      day = easternDay(timeMs);
      this.#days.set(hour, day);
    }
    const code = sector === NO_SECTOR ? null : sectors[sector]!;
    return this.#classNamed(`${code ?? ''} ${day}`, () => ({ sector: code, day, members: new Map() }));
  }

  #classNamed(name: string, make: () => PositionClass): number {
    let found = this.#classOf.get(name);
    if (found === undefined) {
      found = FIXED_CLASSES + this.#classes.push(make()) - 1;
      this.#classOf.set(name, found);
    }
    return found;
  }

  /** Number of an area's geometry: positions are sorted by it when it is met for the first time. */
  #geometry(area: Area): number {
    // Arrays of numbers: their JSON has one form.
    const key = `${area.edgeAccuracyM} ${JSON.stringify(area.geometry)}`;
    const known = this.#geometries.get(key);
    if (known !== undefined) return known;
    const number = this.#geometries.size;
    this.#geometries.set(key, number);
    this.#divide(number, new AreaMembership(area));
    return number;
  }

  /** Gives the positions in an area, and at its edge, classes of their own. */
  #divide(number: number, area: AreaMembership): void {
    const [west, south, east, north] = area.bbox;
    const reachM = 1.01 * area.reachM(this.#largestSigmaM);
    const dLat = reachM / metresPerDegreeLat(south);
    const dLng = reachM / metresPerDegreeLng(Math.min(89, Math.max(Math.abs(south), Math.abs(north)) + dLat));
    const [lng, lat, sigmaM, classes] = [this.#lng.values, this.#lat.values, this.#sigmaM.values, this.#class.values];
    const divided = new Map<number, number>();
    for (let i = 0; i < classes.length; i++) {
      const before = classes[i]!;
      if (before < FIXED_CLASSES) continue;
      const x = lng[i]!;
      const y = lat[i]!;
      if (x < west - dLng || x > east + dLng || y < south - dLat || y > north + dLat) continue;
      const membership = area.at(x, y, sigmaM[i]!);
      if (membership === OUT_OF_AREA) continue;
      const key = before * 4 + membership;
      let after = divided.get(key);
      if (after === undefined) {
        const { sector, day, members } = this.#classes[before - FIXED_CLASSES]!;
        after =
          FIXED_CLASSES + this.#classes.push({ sector, day, members: new Map(members).set(number, membership) }) - 1;
        divided.set(key, after);
      }
      classes[i] = after;
      this.#cells = null;
    }
  }

  /**
   * The coverage state of every class under each of several sets of designations: index into `coverageStates`, or one past the
   * last for none. They stay true until other areas are asked about.
   * @param sets as the flights would be concluded by; see `recordsOf`
   */
  statesUnder(sets: readonly DesignationRecords[], authority: AuthorityTable): readonly Uint8Array[] {
    const prepared = sets.map((records) => {
      const index = new DesignationIndex(records);
      return { index, geometries: index.deciding.map((area) => this.#geometry(area)) };
    });
    const noAuthority = new Map<string, boolean>();
    for (const { day } of this.#classes) {
      if (!noAuthority.has(day)) noAuthority.set(day, hasNoAuthority(authority, day));
    }
    return prepared.map(({ index, geometries }) => {
      const states = new Uint8Array(FIXED_CLASSES + this.#classes.length);
      for (let fixed = 0; fixed < FIXED_CLASSES; fixed++) states[fixed] = fixed;
      this.#classes.forEach(({ sector, day, members }, i) => {
        const membership = (area: number): Membership => members.get(geometries[area]!) ?? OUT_OF_AREA;
        states[FIXED_CLASSES + i] = noAuthority.get(day)
          ? NO_AUTHORITY
          : coverageOfKind[index.on(day).kindOfMember(membership, sector)];
      });
      return states;
    });
  }

  /** Where one position is, by its number. */
  placeAt(position: number): [lng: number, lat: number] {
    return [this.#lng.at(position), this.#lat.at(position)];
  }

  /** Class of one position, by its number: for `probe` of flights and slots. */
  classAt(position: number): number {
    return this.#class.values[position]!;
  }

  /** Ask for the states of every scenario before: they may divide classes further. */
  get cells(): Cells {
    this.#cells ??= this.#merged();
    return this.#cells;
  }

  /** Sorted by slot; one cell for each class of a slot. */
  #merged(): Cells {
    const [slots, classes] = [this.#slot.values, this.#class.values];
    const [observed, inferred] = [this.#observedMs.values, this.#inferredMs.values];
    const firstCell = new Uint32Array(this.slots.length + 1);
    const cellClass = new Growing((length) => new Uint32Array(length));
    const observedMs = new Growing((length) => new Float64Array(length));
    const inferredMs = new Growing((length) => new Float64Array(length));
    let at = 0;
    for (const { firstSlot, slots: count } of this.flights) {
      const from = at;
      while (at < slots.length && slots[at]! < firstSlot + count) at++;
      for (let slot = firstSlot; slot < firstSlot + count; slot++) {
        const first = cellClass.length;
        firstCell[slot] = first;
        for (let i = from; i < at; i++) {
          if (slots[i] !== slot || (observed[i] === 0 && inferred[i] === 0)) continue;
          let cell = cellClass.length - 1;
          while (cell >= first && cellClass.at(cell) !== classes[i]) cell--;
          if (cell < first) {
            cellClass.push(classes[i]!);
            observedMs.push(observed[i]!);
            inferredMs.push(inferred[i]!);
          } else {
            observedMs.add(cell, observed[i]!);
            inferredMs.add(cell, inferred[i]!);
          }
        }
      }
    }
    firstCell[this.slots.length] = cellClass.length;
    return {
      firstCell,
      class: cellClass.values.slice(),
      observedMs: observedMs.values.slice(),
      inferredMs: inferredMs.values.slice(),
    };
  }
}
