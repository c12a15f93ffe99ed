import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTraceCode, spansOf, withCodes } from '../../../shared/report/data/figures.ts';
import { buildIncidentReport, tracedDetectionIds } from '../../../shared/report/data/incident.ts';
import { detectionId, reportInput, riverScene, roundTrip } from '../../helpers/report-builders.ts';

const figure = (path: string) => ({ path, label: path, printed: '1', rows: [[0, 1]] satisfies [number, number][] });

describe('trace codes', () => {
  test('every code of a page is its own, in the form it is printed', () => {
    const { traces } = buildIncidentReport(reportInput({ scene: riverScene(roundTrip) }));
    const codes = traces.map(({ code }) => code);
    expect(traces.length).toBeGreaterThan(15);
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(traces.map(({ path }) => path)).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test('every code names detections of the flight, in order and without repeats', () => {
    const report = buildIncidentReport(reportInput());
    const known = new Set(report.detections.map(({ id }) => id));
    for (const trace of report.traces) {
      const ids = tracedDetectionIds(report, trace);
      expect(ids.length, trace.path).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => known.has(id))).toBe(true);
      expect([...ids].sort()).toEqual(ids);
    }
  });

  test('a crossing leads to the two detections on which it rests, an incursion to all of its own', () => {
    const input = reportInput();
    const report = buildIncidentReport(input);
    const idsOf = (path: string) => tracedDetectionIds(report, report.traces.find((trace) => trace.path === path)!);
    expect(idsOf('flights.1.crossings.1')).toEqual(input.flights[0]!.flight.crossings[0]!.detectionIds);
    const [incursion] = input.flights[0]!.flight.incursions;
    const ids = idsOf('flights.1.incursions.1');
    expect([ids[0], ids.at(-1), ids.length]).toEqual([
      incursion!.detectionIds.first,
      incursion!.detectionIds.last,
      incursion!.detections,
    ]);
    expect(idsOf('flights.1.keyFigures.detections')).toHaveLength(input.flights[0]!.flight.detections);
  });

  test('detections without a position are part of what a count of detections leads to', () => {
    const unplaced = [{ id: detectionId(9999), records: [{ source: 0, record: 7 }] }];
    const report = buildIncidentReport(reportInput({ one: { unplaced } }));
    const trace = report.traces.find(({ path }) => path === 'flights.1.keyFigures.detections')!;
    expect(tracedDetectionIds(report, trace)).toContain(detectionId(9999));
    expect(report.sources[0]!.detections).toBe(report.detections.length);
  });

  test('the same data gives the same codes, other data gives others', () => {
    const codes = (madeAtMs: number) =>
      buildIncidentReport(reportInput({ document: { madeAtMs } })).traces.map(({ code }) => code);
    expect(codes(1_000_000)).toEqual(codes(1_000_000));
    const before = new Set(codes(1_000_000));
    expect(codes(2_000_000).filter((code) => before.has(code))).toEqual([]);
  });

  test('ten thousand figures have ten thousand codes', () => {
    const traces = withCodes(
      Array.from({ length: 10_000 }, (_, i) => figure(`f.${i}`)),
      'basis',
    );
    expect(new Set(traces.map(({ code }) => code)).size).toBe(10_000);
  });

  test('a code is read as people type it', () => {
    expect(readTraceCode(' k7q-4m0x ')).toBe('K7Q-4M0X');
    expect(readTraceCode('K7Q4MOX')).toBe('K7Q-4M0X');
    expect(readTraceCode('lIi-1111')).toBe('111-1111');
    for (const wrong of ['', 'K7Q-4M0', 'K7Q-4M0XX', 'K7Q-4M0U', '../etc']) expect(readTraceCode(wrong)).toBeNull();
  });

  test('spans name exactly the indices they were made of', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200)), (unsorted) => {
        const indices = unsorted.sort((a, b) => a - b);
        const back = spansOf(indices).flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        expect(back).toEqual(indices);
      }),
    );
  });
});
