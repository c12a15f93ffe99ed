import { parentPort, workerData } from 'node:worker_threads';
import { checkpoint } from '../../store/checkpoint.ts';
import { openForCheckpoint } from '../../store/open.ts';

/** A thread of the backend that moves the journal of a large import into the database: it takes as long as the drive needs. */
const db = openForCheckpoint((workerData as { readonly file: string }).file);
try {
  checkpoint(db);
} finally {
  db.close();
}
parentPort?.postMessage('done');
