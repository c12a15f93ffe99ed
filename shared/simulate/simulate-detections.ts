import type { DetectionFields } from '../model/detection.ts';
import { type SimulationRequest, simulateFlights } from './simulate-flights.ts';
import { simulateTraffic } from './traffic.ts';

/** A list of detections in time order, none earlier than `startMs` less the largest clock offset. */
interface Source {
  readonly startMs: number;
  readonly detections: readonly DetectionFields[];
}

/** A clock may be so far behind that a report bears a time before its flight began. */
const CLOCK_SLACK_MS = 5_000;

/**
 * Everything that the sensors of a simulation report, in time order, as it would stand in an export. Holds only what is in the
 * air at the moment.
 * @throws RangeError as `simulateFlights`
 */
export function* simulateDetections(request: SimulationRequest): Generator<DetectionFields> {
  const waiting = byStart(simulateFlights(request), simulateTraffic(request));
  const flying = new Flying();
  let next = waiting.next();
  for (;;) {
    while (!next.done && (flying.isEmpty || next.value.startMs - CLOCK_SLACK_MS <= flying.earliestMs)) {
      flying.add(next.value.detections);
      next = waiting.next();
    }
    if (flying.isEmpty) return;
    yield flying.take();
  }
}

/** Two streams that are each in order of start, as one. */
function* byStart(one: Iterator<Source>, other: Iterator<Source>): Generator<Source> {
  let a = one.next();
  let b = other.next();
  while (!a.done || !b.done) {
    if (b.done || (!a.done && a.value.startMs <= b.value.startMs)) {
      yield a.value!;
      a = one.next();
    } else {
      yield b.value;
      b = other.next();
    }
  }
}

interface Lane {
  readonly detections: readonly DetectionFields[];
  /** Equal times come in the order in which the lists were added. */
  readonly no: number;
  at: number;
}

/** A binary heap of lists, the one with the earliest next detection on top. */
class Flying {
  private readonly heap: Lane[] = [];
  private added = 0;

  get isEmpty(): boolean {
    return this.heap.length === 0;
  }

  get earliestMs(): number {
    return timeOf(this.heap[0]!);
  }

  add(detections: readonly DetectionFields[]): void {
    if (detections.length === 0) return;
    const { heap } = this;
    heap.push({ detections, no: this.added++, at: 0 });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!isBefore(heap[child]!, heap[parent]!)) return;
      this.swap(child, parent);
      child = parent;
    }
  }

  take(): DetectionFields {
    const { heap } = this;
    const lane = heap[0]!;
    const detection = lane.detections[lane.at++]!;
    if (lane.at === lane.detections.length) {
      const last = heap.pop()!;
      if (heap.length === 0) return detection;
      heap[0] = last;
    }
    this.sink();
    return detection;
  }

  private sink(): void {
    const { heap } = this;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      let first = parent;
      if (left < heap.length && isBefore(heap[left]!, heap[first]!)) first = left;
      if (right < heap.length && isBefore(heap[right]!, heap[first]!)) first = right;
      if (first === parent) return;
      this.swap(parent, first);
      parent = first;
    }
  }

  private swap(i: number, j: number): void {
    const held = this.heap[i]!;
    this.heap[i] = this.heap[j]!;
    this.heap[j] = held;
  }
}

const timeOf = (lane: Lane): number => lane.detections[lane.at]!.observedAtMs!;

const isBefore = (a: Lane, b: Lane): boolean => {
  const difference = timeOf(a) - timeOf(b);
  return difference < 0 || (difference === 0 && a.no < b.no);
};
