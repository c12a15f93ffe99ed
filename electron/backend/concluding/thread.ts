import { parentPort, workerData } from 'node:worker_threads';
import type { ConclusionContext } from '../../../shared/conclude.ts';
import { collectGarbage } from '../../collect-garbage.ts';
import type { FlightRows } from '../../store/conclusions.ts';
import { readReferenceFiles } from '../reference-files.ts';
import { buildRules } from '../rules.ts';
import { concludePassGroup, contextOf } from './conclude-pass.ts';
import type { ConcludedTask, ConcludingRules, ConcludingStart, ConcludingTask } from './protocol.ts';

/** Passes after which memory is freed. */
const PASSES_PER_COLLECTION = 8;

/**
 * A thread of the backend that draws conclusions while the backend reads and writes its database. It is given columns in shared
 * memory and gives rows back; it has no database and no files but the reference data.
 */
const { resources, referenceDigest } = workerData as ConcludingStart;
const port = parentPort;
if (port === null) throw new Error('This thread is started by Fenceline, not by hand.');

const reference = readReferenceFiles(resources);
if (reference.digest !== referenceDigest) throw new Error('The reference data changed while Fenceline was running.');

let context: ConclusionContext | undefined;
let pass: ConcludingTask['pass'];
let passes = 0;
port.on('message', (message: ConcludingRules | ConcludingTask) => {
  if ('records' in message) {
    const { records, elements, settings } = message;
    context = contextOf(buildRules(records, reference, new Map()), elements, settings);
    return;
  }
  const { task, from, to } = message;
  if (message.pass !== undefined) {
    pass = message.pass;
    // Each thread has a heap of its own, which nobody else can free.
    if (++passes % PASSES_PER_COLLECTION === 0) collectGarbage();
  }
  if (pass === undefined || context === undefined) throw new Error('A task came before its pass or the rules.');
  const flights = [];
  for (const group of pass.groups.slice(from, to)) flights.push(concludePassGroup(pass, group, context));
  const done: ConcludedTask = { task, flights };
  port.postMessage(done, flights.flat().flatMap(blobsOf));
});

/** The pieces of memory that are handed over instead of copied. */
const blobsOf = ({ path, shape, judged }: FlightRows): ArrayBuffer[] => [
  path.buffer,
  ...(shape === null ? [] : [shape.shape.buffer, shape.crossings.buffer]),
  ...(judged === null ? [] : [judged.at(-1) as Buffer<ArrayBuffer>].map(({ buffer }) => buffer)),
];
