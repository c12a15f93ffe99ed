import { booleanValid, polygon, area as turfArea } from '@turf/turf';
import { describe, expect, test } from 'vitest';
import { authorityTableSchema } from '../../../shared/eligibility/authority-table.ts';
import { buildCoverageJudge } from '../../../shared/eligibility/coverage.ts';
import { readerById } from '../../../shared/formats/index.ts';
import { preparePolygon } from '../../../shared/geo/polygon.ts';
import { pUs, sigmaOfBoundM } from '../../../shared/geo/probability.ts';
import { areaSchema, completenessSchema, designationSchema } from '../../../shared/model/area.ts';
import { coverageStates } from '../../../shared/model/conclusion.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { exampleAreas } from '../../../shared/simulate/example-areas.ts';
import { exampleFiles } from '../../../shared/simulate/example-files.ts';
import { collect } from '../../helpers/collect.ts';
import { readResource } from '../geo/support.ts';
import { builtInSectors } from './sectors.ts';
import { border } from './support.ts';

const example = exampleAreas(border);
const areas = example.areas.map((area) => ({ ...area, version: 1 }));
const completeness = example.completeness.map((statement) => ({ ...statement, enteredAtMs: 0 }));
const files = exampleFiles(border).map((file) => ({
  ...file,
  read: collect(readerById(file.format)!, [...file.text()].join('')),
}));
const detections = files.flatMap(({ read }) => read.detections.map(({ fields }) => fields));

describe('areas of the example', () => {
  test('are what areas, designations and statements have to be, and say that they are synthetic', () => {
    for (const area of areas) {
      expect(areaSchema.parse(area)).toEqual(area);
      expect(area.synthetic).toBe(true);
      expect(area.name).toMatch(/^SYNTHETIC AOR \d \(example\)$/);
    }
    for (const designation of example.designations) {
      expect(designationSchema.parse(designation)).toEqual(designation);
      expect(`${designation.basis} ${designation.sourceDocument}`).toMatch(/SYNTHETIC.*SYNTHETIC/);
      expect(areas.map(({ id }) => id)).toContain(designation.areaId);
    }
    for (const statement of completeness) {
      expect(completenessSchema.parse(statement)).toEqual(statement);
      expect(builtInSectors.list.map(({ code }) => code)).toContain(statement.sector);
      expect(statement.statedBy).toContain('SYNTHETIC');
    }
  });

  test('are five designated and three pending', () => {
    const count = (status: string) => example.designations.filter((it) => it.status === status).length;
    expect([count('designated'), count('pending')]).toEqual([5, 3]);
  });

  test('are valid polygons by Turf, of a plausible size, and do not overlap', () => {
    for (const { geometry } of areas) {
      expect(geometry).toHaveLength(1);
      const shape = polygon(geometry[0]!);
      expect(booleanValid(shape)).toBe(true);
      expect(turfArea(shape) / 1e6).toBeGreaterThan(100);
      expect(turfArea(shape) / 1e6).toBeLessThan(1500);
    }
    const prepared = areas.map(({ geometry }) => preparePolygon(geometry));
    areas.forEach(({ geometry }, i) => {
      prepared.forEach((other, j) => {
        if (i !== j) expect(geometry[0]![0]!.some(([lng, lat]) => other.contains(lng, lat))).toBe(false);
      });
    });
  });

  test('lie in the United States, within 40 m of the line at the most on its Mexican side, and reach 5 km inland', () => {
    for (const { geometry } of areas) {
      const distances = geometry[0]![0]!.map(([lng, lat]) => border.fix(lng, lat)!.distanceM);
      expect(Math.min(...distances)).toBeGreaterThan(-40);
      expect(Math.max(...distances)).toBeGreaterThan(5_000);
      expect(Math.max(...distances)).toBeLessThan(30_000);
    }
  });
});

describe('files of the example', () => {
  test('are in five formats, each read by its reader without a record left over', () => {
    expect(new Set(files.map(({ format }) => format)).size).toBe(5);
    for (const { name, read } of files) {
      expect(name).toMatch(/^SYNTHETIC-/);
      expect(read.detections.length, name).toBeGreaterThan(300);
      expect([read.quarantined, read.skipped], name).toEqual([[], []]);
    }
  });

  test('lead to every coverage state', () => {
    const judge = buildCoverageJudge({
      areas,
      designations: example.designations,
      completeness,
      synthetic: true,
      authority: authorityTableSchema.parse(readResource('authority.json')),
      digest: 'example',
    });
    const seen = new Map<string, number>();
    for (const { lng, lat, observedAtMs, sigmaM = defaultSettings.defaultSigmaM } of detections) {
      const fix = border.fix(lng!, lat!)!;
      const p = pUs(fix.distanceM, sigmaM, sigmaOfBoundM(fix.errorBoundM));
      const code = judge.state(lng!, lat!, observedAtMs!, p, sigmaM, builtInSectors.ofKm(fix.km).code);
      const state = coverageStates[code]!;
      seen.set(state, (seen.get(state) ?? 0) + 1);
    }
    for (const state of coverageStates) expect(seen.get(state) ?? 0, state).toBeGreaterThan(50);
  });
});
