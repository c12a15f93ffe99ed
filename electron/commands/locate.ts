import type { LocateReply } from '../../shared/contract/contract.ts';
import { ok } from '../../shared/result.ts';
import { type LocateQuestion, locate } from '../backend/locate.ts';
import { type Command, numberOf, text, timeOf, UsageError } from './command.ts';
import { type PointLine, questionFault, readPoints } from './points-file.ts';

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
    const points = readPoints(pointsFile);
    if (!points.ok) return points;
    // Asked for once: every point of a file is judged by the same rules, and none waits for the database.
    const { rules } = workspace;
    let isAnyRefused = false;
    return ok({
      json: null,
      text: '',
      raw: answers(
        points.value,
        (question) => locate({ rules }, question),
        () => {
          isAnyRefused = true;
        },
      ),
      get exitCode() {
        return isAnyRefused ? 4 : 0;
      },
    });
  },
};

/** Characters of answers printed at once. */
const printedAtOnce = 65_536;

/** One line of JSON for every point, in order; a line that is no point says so, with its number. */
function* answers(
  points: Iterable<PointLine>,
  ask: (question: LocateQuestion) => LocateReply,
  onRefused: () => void,
): Generator<string> {
  let text = '';
  for (const { line, point } of points) {
    if (point.ok) {
      text += `${JSON.stringify(ask(point.value))}\n`;
    } else {
      onRefused();
      text += `${JSON.stringify({ line, error: point.failure })}\n`;
    }
    if (text.length < printedAtOnce) continue;
    yield text;
    text = '';
  }
  yield text;
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
  const wrong = questionFault(question);
  if (wrong !== null) throw new UsageError(wrong);
  return question;
}
