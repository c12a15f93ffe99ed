import { readFileSync } from 'node:fs';
import { fail, ok } from '../../shared/result.ts';
import { type LocateQuestion, locate } from '../backend/locate.ts';
import { type Command, numberOf, text, timeOf, UsageError } from './command.ts';

export const locateCommand: Command = {
  name: 'locate',
  usage: 'locate LAT LNG [--sigma METRES] [--time TIME], or locate --points FILE.csv (lat,lng, optional sigma,time)',
  about: 'Says on which side of the reference line a place is, how surely, and what is there.',
  options: { points: { type: 'string' }, sigma: { type: 'string' }, time: { type: 'string' } },
  async run({ positionals, values, open }) {
    const pointsFile = text(values, 'points');
    const questions = pointsFile === undefined ? [readQuestion(positionals, values)] : [];
    if (pointsFile !== undefined && positionals.length > 0) throw new UsageError('give a place or --points, not both');
    const opened = await open();
    if (!opened.ok) return opened;
    const { workspace } = opened.value;
    if (pointsFile === undefined) {
      const answer = locate(workspace, questions[0]!);
      return ok({
        json: answer,
        text: Object.entries(answer)
          .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
          .join('\n'),
        exitCode: 0,
      });
    }
    let lines: string[];
    try {
      lines = readFileSync(pointsFile, 'utf8')
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/);
    } catch (error) {
      return fail('unreadable-file', `The points cannot be read: ${error instanceof Error ? error.message : error}`, {
        file: pointsFile,
      });
    }
    const points = readPoints(lines, pointsFile);
    if (!points.ok) return points;
    return ok({
      json: null,
      text: '',
      exitCode: 0,
      raw: answers(points.value, (question) => locate(workspace, question)),
    });
  },
};

function* answers(questions: readonly LocateQuestion[], ask: (question: LocateQuestion) => unknown): Generator<string> {
  for (const question of questions) yield `${JSON.stringify(ask(question))}\n`;
}

function readQuestion(positionals: readonly string[], values: Parameters<Command['run']>[0]['values']): LocateQuestion {
  const [lat, lng] = positionals;
  if (lat === undefined || lng === undefined || positionals.length > 2)
    throw new UsageError('give latitude and longitude');
  const sigma = text(values, 'sigma');
  const time = text(values, 'time');
  const question = {
    lat: numberOf(lat, 'the latitude'),
    lng: numberOf(lng, 'the longitude'),
    sigmaM: sigma === undefined ? 0 : numberOf(sigma, '--sigma'),
    timeMs: time === undefined ? null : timeOf(time, '--time'),
  };
  const wrong = fault(question);
  if (wrong !== null) throw new UsageError(wrong);
  return question;
}

function fault({ lat, lng, sigmaM }: LocateQuestion): string | null {
  if (Math.abs(lat) > 90) return `the latitude ${lat} is outside -90 to 90`;
  if (Math.abs(lng) > 180) return `the longitude ${lng} is outside -180 to 180`;
  return sigmaM < 0 ? `the sigma ${sigmaM} is negative` : null;
}

/** A plain CSV without quoting: four known columns of numbers and a time. */
function readPoints(lines: readonly string[], file: string) {
  const header = (lines[0] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const at = {
    lat: header.indexOf('lat'),
    lng: header.indexOf('lng'),
    sigma: header.indexOf('sigma'),
    time: header.indexOf('time'),
  };
  if (at.lat < 0 || at.lng < 0) {
    return fail('wrong-format', 'The first line must name the columns lat and lng.', { file, row: 1 });
  }
  const questions: LocateQuestion[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const cells = line.split(',').map((part) => part.trim());
    const optional = (place: number): string => (place < 0 ? '' : (cells[place] ?? ''));
    try {
      const question = {
        lat: numberOf(cells[at.lat] ?? '', 'lat'),
        lng: numberOf(cells[at.lng] ?? '', 'lng'),
        sigmaM: optional(at.sigma) === '' ? 0 : numberOf(optional(at.sigma), 'sigma'),
        timeMs: optional(at.time) === '' ? null : timeOf(optional(at.time), 'time'),
      };
      const wrong = fault(question);
      if (wrong !== null) throw new UsageError(wrong);
      questions.push(question);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return fail('bad-request', `Line ${index + 1}: ${error.message}.`, { file, row: index + 1 });
    }
  }
  return ok(questions);
}
