import { useEffect, useRef, useState } from 'react';
import type { Reply } from '../../shared/contract/contract.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { call, saveMade } from '../api.ts';

const POLL_MS = 150;

/** A file that the backend makes and the person then keeps: its progress, its end, and how to stop it. */
export interface MadeFileJob {
  readonly progress: Reply<'exports.progress'> | null;
  readonly failure: Failure | null;
  readonly isBusy: boolean;
  readonly isSaved: boolean;
  start(begin: () => Promise<Result<{ jobId: string }>>): Promise<void>;
  cancel(): void;
  save(handle: string): Promise<void>;
  /** What was made no longer is what is asked for. */
  forget(): void;
}

export function useMadeFile(): MadeFileJob {
  const [progress, setProgress] = useState<Reply<'exports.progress'> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSaved, setSaved] = useState(false);
  const job = useRef<string | null>(null);
  const cancel = (): void => {
    if (job.current !== null) void call('exports.cancel', { jobId: job.current });
  };
  // A file nobody waits for any more is not made to its end.
  useEffect(
    () => () => {
      if (job.current !== null) void call('exports.cancel', { jobId: job.current });
      job.current = null;
    },
    [],
  );
  const forget = (): void => {
    setProgress(null);
    setFailure(null);
    setSaved(false);
  };
  return {
    progress,
    failure: failure ?? ((progress?.failure ?? null) as Failure | null),
    isBusy: progress !== null && !progress.finished,
    isSaved,
    forget,
    cancel,
    async start(begin) {
      forget();
      setProgress({ finished: false, rows: 0, made: null, failure: null });
      const started = await begin();
      if (!started.ok) {
        setProgress(null);
        return setFailure(started.failure);
      }
      const { jobId } = started.value;
      job.current = jobId;
      for (;;) {
        const answer = await call('exports.progress', { jobId });
        if (job.current !== jobId) return;
        if (!answer.ok) {
          setProgress(null);
          return setFailure(answer.failure);
        }
        setProgress(answer.value);
        if (answer.value.finished) break;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
      job.current = null;
    },
    async save(handle) {
      const saved = await saveMade(handle);
      if (saved.ok) setSaved(true);
      else if (saved.failure.code !== 'cancelled') setFailure(saved.failure);
    },
  };
}
