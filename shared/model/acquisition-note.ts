import type { AcquisitionNote } from './acquisition.ts';

// Apart from the schema: the window's pages need the note, not the checking.

export const emptyAcquisition: AcquisitionNote = {
  receivedFrom: null,
  receivedBy: null,
  receivedAt: null,
  medium: null,
  mediumSerial: null,
};

export const saysSomething = (note: AcquisitionNote): boolean => Object.values(note).some((part) => part !== null);
